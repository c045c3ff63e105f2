"""From a waiting file to one that is taken home, with the real renderer; and every way in which that can go wrong."""

import hashlib
import io
import json
import logging
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from core.attachments import Attachment
from core.jobs import GIVEN_UP, MAX_ATTEMPTS, Job, JobState, Run, run_job, sweep
from core.text import Text
from reports.actions.editions import request_renderings
from reports.actions.rendering import file_name
from reports.document import pdf
from reports.document.fonts import FontsMissing
from reports.enums import Layout, RenderingState
from reports.models import Rendering
from tests.make import make_edition, make_inspection, make_paragraph, make_rendering, make_report
from tests.security.site import browser_of
from tests.worlds import canaries, link


@pytest.fixture
def report(npcsc):
    return make_report(make_inspection(npcsc), "short-report", title=Text("报告", "Report"))


def ask(report, layout="zh") -> Rendering:
    return request_renderings(report=report, layouts=[layout], by=None)[0]


def run(rendering: Rendering) -> tuple[str, str]:
    """Work on the job of `rendering` as a worker does; state of the job and of the file afterwards."""
    run_job(rendering.job_id)
    rendering.refresh_from_db()
    rendering.job.refresh_from_db()
    return rendering.job.state, rendering.state


def files(media) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


@pytest.fixture
def quick(monkeypatch):
    """A renderer that answers at once, for what does not depend on the print: set `answers`, or `raises`."""

    class Renderer:
        raises: Exception | None = None
        calls = 0

        def __call__(self, content, layout, tick, **options):
            self.calls += 1
            tick()
            if self.raises:
                raise self.raises
            body = f"%PDF {hashlib.sha256(content.encode()).hexdigest()} {layout}".encode()
            return pdf.Rendered(body, (), hashlib.sha256(body).hexdigest(), 3, {"fang": "0" * 64})

    renderer = Renderer()
    monkeypatch.setattr(pdf, "render", renderer)
    return renderer


# --- The real thing --------------------------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_file_is_made_stored_and_taken_home(report, media, liu):
    make_paragraph(report.sections.last(), Text("查无此数{{ fig:nothing }}。", ""))
    rendering = ask(report)
    assert run(rendering) == (JobState.DONE, RenderingState.READY)
    kept = rendering.attachment
    assert (files(media), kept.is_whole(), kept.media_type) == ([kept.digest], True, "application/pdf")
    assert (rendering.pages, rendering.job.percent) == (len(PdfReader(kept.path).pages), 100)
    assert {"level", "zh", "en", "where"} == set(rendering.notices[0])
    assert any("nothing" in notice["zh"] for notice in rendering.notices)
    assert set(rendering.fonts) >= {"fang", "hei", "kai", "title"}
    response = browser_of(liu).get("/reports/short-report/editions/1/zh/")
    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == kept.digest
    assert response.headers["Content-Disposition"] == 'attachment; filename="short-report-1-zh.pdf"'
    assert "报告" in text_of(content)


def test_the_same_edition_gives_the_same_bytes_and_one_file(report, media):
    first = ask(report)
    run(first)
    again = request_renderings(report=report, layouts=["zh"], by=None)[0]
    Rendering.objects.filter(pk=again.pk).update(state=RenderingState.WAITING)
    repeated = Job.objects.create(name="reports.render_edition", keys=[again.pk])
    run_job(repeated.pk)
    again.refresh_from_db()
    assert (again.attachment.digest, len(files(media))) == (first.attachment.digest, 1)


@pytest.mark.parametrize("layout", ["zh", "facing"])
def test_a_printed_file_holds_its_own_canary_and_no_other(beijing, hainan, media, layout):
    link(beijing, hainan)
    make_paragraph(beijing.report.sections.last(), Text("另起一段。", "One more."))
    rendering = ask(beijing.report, layout)
    assert run(rendering) == (JobState.DONE, RenderingState.READY)
    text = text_of(rendering.attachment.path.read_bytes()).replace("-", "").replace("\u00ad", "")
    assert {world for world, _ in canaries(text)} == {"npc"}
    assert {kind for _, kind in canaries(text)} == {"Report", "Figure"}


# --- What can go wrong -----------------------------------------------------------------------------------------------


def test_a_text_that_cannot_be_printed_ends_with_its_sentence_and_may_be_asked_for_again(report, media, liu):
    make_paragraph(report.sections.last(), Text("很" * 200_001, ""))
    rendering = ask(report)
    assert run(rendering) == (JobState.FAILED, RenderingState.FAILED)
    assert "200000个字符" in rendering.job.message.zh
    assert "200,000 characters" in rendering.job.message.en
    assert (files(media), rendering.attachment, rendering.job.attempts) == ([], None, 1)
    assert "200000个字符" in browser_of(liu).get("/reports/short-report/renderings/").content.decode()
    report.sections.last().paragraphs.last().delete()
    assert run(ask(report)) == (JobState.DONE, RenderingState.READY)


def test_missing_fonts_are_said_in_a_sentence(report, media, monkeypatch):
    def missing():
        raise FontsMissing(Text("没有可用的仿宋字体。", "No font is at hand."))

    monkeypatch.setattr("reports.actions.rendering.font_set", missing)
    rendering = ask(report)
    assert run(rendering) == (JobState.FAILED, RenderingState.FAILED)
    assert rendering.job.message == Text("没有可用的仿宋字体。", "No font is at hand.")


def test_an_error_nobody_expected_is_tried_three_times_and_then_told(report, media, quick):
    quick.raises, rendering = ZeroDivisionError(), ask(report)
    states = [run(rendering) for _ in range(MAX_ATTEMPTS)]
    assert states == [("queued", "waiting"), ("queued", "waiting"), ("failed", "failed")]
    assert (quick.calls, rendering.job.message) == (3, GIVEN_UP)


def test_a_file_whose_worker_died_too_often_is_waited_for_no_more(report, media, quick):
    rendering = ask(report)
    past = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=rendering.job_id).update(state=JobState.RUNNING, attempts=MAX_ATTEMPTS, lease_until=past)
    sweep()
    rendering.refresh_from_db()
    assert rendering.state == RenderingState.FAILED
    retried = ask(report)
    assert (retried.pk, retried.job_id != rendering.job_id, run(retried)) == (rendering.pk, True, ("done", "ready"))


@pytest.mark.parametrize("moment", ["while printing", "at the last step"])
def test_who_lost_the_lease_leaves_no_file_and_no_row(report, media, quick, monkeypatch, moment):
    rendering = ask(report)
    beat = Run.beat

    def beat_of_a_slow_worker(run, percent=None, phase=None):
        beat(run, percent, phase)
        if percent == (5 if moment == "while printing" else 90):
            Job.objects.filter(pk=rendering.job_id).update(attempts=2)

    monkeypatch.setattr(Run, "beat", beat_of_a_slow_worker)
    assert run(rendering) == (JobState.RUNNING, RenderingState.WAITING)
    assert (quick.calls, files(media), Attachment.objects.count()) == (1, [], 0)


def test_a_disk_that_refuses_leaves_the_file_waiting_and_the_job_for_another_try(report, media, quick, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    rendering = ask(report)
    with monkeypatch.context() as broken:
        broken.setattr("core.attachments.os.replace", full)
        assert run(rendering) == (JobState.QUEUED, RenderingState.WAITING)
    assert (files(media), Attachment.objects.count()) == ([], 0)
    assert run(rendering) == (JobState.DONE, RenderingState.READY)


def test_a_repeated_message_makes_nothing_twice(report, media, quick):
    rendering = ask(report)
    for _ in range(3):
        run(rendering)
    assert (quick.calls, len(files(media)), Attachment.objects.count()) == (1, 1, 1)


def test_another_job_for_a_file_that_is_there_ends_at_once(report, media, quick):
    rendering = ask(report)
    run(rendering)
    late = Job.objects.create(name="reports.render_edition", keys=[rendering.pk])
    run_job(late.pk)
    late.refresh_from_db()
    assert (late.state, quick.calls, Attachment.objects.count()) == (JobState.DONE, 1, 1)


@pytest.mark.parametrize(
    ("layout", "name"),
    [
        (Layout.ZH, "short-report-1-zh.pdf"),
        (Layout.EN, "short-report-1-en.pdf"),
        (Layout.FACING, "short-report-1-zh-en.pdf"),
        (Layout.STACKED, "short-report-1-zh-en-stacked.pdf"),
    ],
)
def test_the_name_of_a_file_says_what_it_is_and_nothing_of_its_content(report, layout, name):
    assert file_name(make_rendering(make_edition(report), layout)) == name


def test_the_panel_asks_again_only_while_something_is_being_made(report, media, quick, liu):
    rendering, browser = ask(report), browser_of(liu)
    url = "/reports/short-report/renderings/"
    waiting = browser.get(url).content.decode()
    run(rendering)
    ready = browser.get(url).content.decode()
    assert ['hx-trigger="every 2s"' in page for page in (waiting, ready)] == [True, False]
    assert ["/reports/short-report/editions/1/zh/" in page for page in (waiting, ready)] == [False, True]


# --- What is said about the work -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_jobs_and_messages_name_rows_and_quote_none(beijing, zhang, caplog):
    browser = browser_of(zhang)
    with caplog.at_level(logging.INFO), redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete(f"{settings.QUEUE_PREFIX}pdf")
        assert browser.post("/reports/npc-report/render/", {"layout": "stacked"}).status_code == 302
        (job,) = Job.objects.all()
        (message,) = broker.lrange(f"{settings.QUEUE_PREFIX}pdf", 0, -1)
    (rendering,) = Rendering.objects.filter(job=job)
    assert (job.name, job.keys) == ("reports.render_edition", [rendering.pk])
    assert json.loads(message)["headers"]["argsrepr"] == f"[{job.pk}]"
    whole = json.dumps([*Job.objects.values()], default=str)
    assert canaries(whole + message.decode() + caplog.text) == set()


@pytest.mark.django_db(transaction=True)
def test_work_that_breaks_quotes_no_record_in_the_log(beijing, caplog, monkeypatch):
    def fall(*args, **kwargs):
        raise ValueError(f"cannot print {beijing.report.title_zh}")

    monkeypatch.setattr("reports.actions.rendering.file_name", fall)
    monkeypatch.setattr("reports.actions.rendering.font_set", fall)
    job = Job.objects.create(name="reports.render_edition", keys=[beijing.waiting.pk])
    run_job(job.pk)
    assert "ValueError" in caplog.text
    assert canaries(caplog.text) == set()
