"""From a topic to a verified finding, each step by the person whose it is, with somebody refused beside her.

The pages are asked as a browser asks them: a form is sent with everything that stood in it.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from accounts.models import Body, Locality
from core.text import Text
from findings.models import Finding, Lead
from inspections.enums import InspectionState
from inspections.models import Draw, Inspection, Instrument, Letter, Roster, Unit
from tests import make, worlds
from tests.journeys.forms import Forms, fill_in, send_on
from tests.security.site import browser_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

VERIFIER = Path(__file__).resolve().parents[2] / "scripts/verify_draw.py"


@pytest.fixture
def people(db) -> dict:
    names = ("liu", "chen", "zhang", "wang", "sun", "fu", "wenchang")
    return {name: browser_of(worlds.person(name)) for name in names}


@pytest.fixture
def law(db) -> Instrument:
    title = Text("中华人民共和国示例法", "Example Law of the People's Republic of China")
    row = Instrument.objects.create(code="example-law", kind="law", state="in_force", title=title)
    make.make_article(21, instrument=row, subject=Text("留存网络日志", "Keeping network logs"))
    return row


def done(answer) -> None:
    """The page took it; otherwise the test tells what it said."""
    said = re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)</(?:div|p|ul|span)>', answer.content.decode(), re.S)
    assert answer.status_code == 302, [re.sub(r"<[^>]+>|\s+", " ", one) for one in said]


def step(people, who: str, inspection: Inspection, verb: str, note: str = "", refused: str = "wang") -> None:
    """`who` takes the step; somebody who works on the inspection too may not."""
    address = reverse("inspection_step", args=[inspection.code, verb])
    assert people[refused].post(address, {"note": note}).status_code == 403
    assert people["fu"].post(address, {"note": note}).status_code == 404
    done(people[who].post(address, {"note": note}))


def decide(people, inspection: Inspection, subject: str, outcome: str = "approved") -> None:
    address = reverse("decision_new", args=[inspection.code])
    assert people["liu"].get(address).status_code == 403
    done(
        fill_in(
            people["sun"], address, subject=subject, outcome=outcome, meeting_zh="第八十次委员长会议",
            held_on=str(inspection.year) + "-03-10", document_number="",
        )
    )  # fmt: skip


def add(people, inspection: Inspection, part: str, who: str = "liu", query: str = "", **typed) -> None:
    address = reverse("scheme_new", args=[inspection.code, part]) + query
    assert people["wang"].get(address).status_code == 403
    done(fill_in(people[who], address, **typed))


def plan(people, law: Instrument) -> Inspection:
    """A topic becomes a scheme that the chairpersons' meeting approved, and a notice goes out."""
    assert people["wang"].get(reverse("inspection_new")).status_code == 403
    done(
        fill_in(
            people["liu"], reverse("inspection_new"), title_zh="示例法执法检查", title_en="Inspection of the Example Law",
            year="2017", instruments=law.title_zh, purpose_zh="社会关注",
        )
    )  # fmt: skip
    inspection = Inspection.objects.get()
    assert (inspection.state, inspection.organiser.code) == (InspectionState.PROPOSED, "npcsc")

    # Nobody plans it before the meeting has decided, whoever presses.
    early = people["sun"].post(reverse("inspection_step", args=[inspection.code, "plan"]))
    assert (early.status_code, "尚未记录会议" in early.content.decode()) == (422, True)
    decide(people, inspection, "plan")
    step(people, "sun", inspection, "plan", refused="liu")
    step(people, "liu", inspection, "draft_scheme")

    missing = people["liu"].post(reverse("inspection_step", args=[inspection.code, "submit_scheme"]))
    assert missing.status_code == 422 and "检查重点" in missing.content.decode()
    add(people, inspection, "focus", title_zh="网络运行安全", title_en="Operation security")
    add(people, inspection, "sub_groups", number="1")
    head = {"capacity": "group_head", "rank": "sc_leader"}
    add(people, inspection, "members", person="林知远", name_en="Lin Zhiyuan", new="on", **head)
    member = {"capacity": "group_member", "rank": "sc_member"}
    add(people, inspection, "members", person="沈若谷", name_en="Shen Ruogu", new="on", **member)
    basics = reverse("scheme_row", args=[inspection.code, "basics", inspection.pk])
    done(fill_in(people["liu"], basics, starts="2017-09-01", ends="2017-10-31"))
    inspection.refresh_from_db()
    assert str(inspection.starts) == "2017-09-01"
    add(people, inspection, "visits", locality="海南省", starts="2017-09-11", ends="2017-09-15")
    outside = fill_in(
        people["liu"], reverse("scheme_new", args=[inspection.code, "visits"]), locality="福建省",
        starts="2018-09-11", ends="2018-09-15",
    )  # fmt: skip
    assert outside.status_code == 422 and "福建省" in outside.content.decode()  # nothing typed is lost
    step(people, "liu", inspection, "submit_scheme")
    decide(people, inspection, "scheme", "amended")
    step(people, "sun", inspection, "approve_scheme", refused="liu")
    return inspection


def give_notice(people, inspection: Inspection) -> None:
    address = reverse("letter_new", args=[inspection.code])
    assert people["liu"].get(address).status_code == 403
    typed = {
        "number": "常办〔2017〕12号", "kind": "notice", "issued_on": "2017-08-20",
        "recipients": Body.objects.get(code="cac").name_zh, "contact": "张三 010-00000000",
    }  # fmt: skip
    preview = fill_in(people["sun"], address, **typed, preview="1")
    assert (preview.status_code, Letter.objects.count()) == (200, 0)
    done(send_on(people["sun"], address, preview, issue="1"))
    letter = Letter.objects.get()
    file = people["wang"].get(reverse("letter_file", args=[inspection.code, letter.pk]))
    words = "\n".join(one.text for one in Document(io.BytesIO(b"".join(file.streaming_content))).paragraphs)
    assert "常办〔2017〕12号" in words and "示例法" in words
    assert people["fu"].get(reverse("letter_file", args=[inspection.code, letter.pk])).status_code == 404
    step(people, "sun", inspection, "notify", refused="liu")
    step(people, "liu", inspection, "begin")


def draw_units(people, inspection: Inspection) -> Unit:
    """A register is imported, the draw committed and made; the outsider's script says it was honest."""
    rows = [f"U{number:02},示例单位{number},460000,portal" for number in range(1, 21)]
    file = "\n".join(["id,name,place,kind", *rows]).encode()
    address = reverse("roster_new", args=[inspection.code])
    assert (people["wang"].get(address).status_code, people["fu"].get(address).status_code) == (403, 404)
    upload = {"file": SimpleUploadedFile("roster.csv", file, "text/csv"), "title": "门户网站名录", "kind": "units"}
    dry = people["liu"].post(address, upload)
    assert (dry.status_code, Roster.objects.count(), "20" in dry.content.decode()) == (200, 0, True)
    done(send_on(people["liu"], address, dry, having="kept"))
    roster = Roster.objects.get()
    assert (roster.size, roster.counts) == (20, {"460000|portal": 20})

    new = reverse("draw_new", args=[inspection.code])
    done(
        fill_in(
            people["liu"], new, having="title_zh", title_zh="门户网站抽查", **{"quota-1": "3"}, public_source="9月10日双色球红球号码",
            embargo_until="2099-01-01T00:00", cleared=[str(worlds.person("chen").pk)],
        )
    )  # fmt: skip
    draw = Draw.objects.get()
    commit, make_it = (reverse("draw_step", args=[draw.code, verb]) for verb in ("commit_draw", "make_draw"))
    value = {"public_value": "03 11 19 22 27 30"}
    assert (people["wang"].get(commit).status_code, people["fu"].get(commit).status_code) == (403, 404)
    done(fill_in(people["liu"], commit, having="seen"))
    assert people["wang"].post(make_it, {**value, "confirmed": "yes"}).status_code == 403
    asked = people["liu"].post(make_it, value)
    assert (asked.status_code, draw.tickets.count()) == (200, 0)  # the value is shown large before it counts
    done(send_on(people["liu"], make_it, asked, having="confirmed"))
    draw.refresh_from_db()
    assert (draw.state, draw.tickets.count()) == ("drawn", 3)
    result, certificate = reverse("draw_result", args=[draw.code]), reverse("draw_certificate", args=[draw.code])
    answers = {name: people[name].get(result).status_code for name in ("chen", "zhang", "wang", "fu")}
    assert answers == {"chen": 200, "zhang": 403, "wang": 403, "fu": 404}
    assert "look" in draw.history.values_list("verb", flat=True)

    folder = Path(draw_folder())
    (folder / "roster.csv").write_bytes(file)
    said = people["chen"].get(certificate)
    body = b"".join(said.streaming_content) if said.streaming else said.content
    (folder / "certificate.json").write_bytes(body)
    command = [sys.executable, "-I", str(VERIFIER), str(folder / "certificate.json"), str(folder / "roster.csv")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (folder / "roster.csv").write_bytes(file.replace("示例单位7,".encode(), "示例单位8,".encode()))
    denied = subprocess.run(command, capture_output=True, check=False)
    assert denied.returncode == 1 and b"U07" in denied.stdout
    assert json.loads(body)["public_value"] == "03 11 19 22 27 30"
    return draw


def draw_folder() -> str:
    import tempfile

    return tempfile.mkdtemp()


def record_a_finding(people, inspection: Inspection) -> Finding:
    """Raised on the visit, typed as it is said, understood, sent back, mended and verified, by others than the writer."""
    visit = inspection.visits.get()
    address = f"{reverse('finding_new', args=[inspection.code])}?visit={visit.pk}"
    assert (people["wang"].get(address).status_code, people["fu"].get(address).status_code) == (403, 404)
    page = people["liu"].get(address)
    law = inspection.instruments.get()
    article = next(name for name in fields_of(page) if name.startswith("article"))
    typed = {
        "kind": "problem", "title_zh": "日志留存不足六个月", "title_en": "Logs kept for less than six months",
        "facts_zh": "13家单位中有9家没有依法留存网络日志。", "quantity_word": "普遍", "counted": "9", "counted_of": "13",
        "figures-0-what_zh": "泄露个人信息", "figures-0-zh": "1000余万条", article: "21", "found_on": "2017-09-12",
        "focus_point": str(inspection.focus_points.get().pk), "evidence-0-kind": "spot_check",
        "evidence-0-source_zh": "现场", "actor_zh": "某省级部门", "actor_internal": "示例厅", "save": "1",
    }  # fmt: skip
    refused = fill_in(people["liu"], address, **typed)
    assert refused.status_code == 422 and "1000余万条" in refused.content.decode()  # 9 of 13 is not 普遍
    done(fill_in(people["liu"], address, **{**typed, "quantity_word": "多数"}))
    finding = Finding.objects.get(title_zh="日志留存不足六个月")
    figure = finding.figures.get()
    assert (finding.state, finding.visit, finding.place_id) == ("draft", visit, "460000")
    assert [one.number for one in finding.articles.all()] == [21] and law
    assert (int(figure.quantity.value), figure.quantity.qualifier) == (10_000_000, "more_than")
    assert people["chen"].get(finding.get_absolute_url()).status_code == 404  # a draft is its writer's alone

    def take(who: str, verb: str, **given) -> int:
        return people[who].post(reverse("finding_step", args=[finding.code, verb]), given).status_code

    assert take("liu", "record") == 302
    assert (take("liu", "verify"), take("wang", "verify"), take("fu", "verify")) == (403, 403, 404)
    assert (take("chen", "send_back"), take("chen", "send_back", note="请补充抽查名单")) == (422, 302)
    edit = reverse("finding_edit", args=[finding.code])
    assert people["wang"].get(edit).status_code == 403
    done(
        fill_in(
            people["liu"], edit, having="title_zh", facts_zh="13家单位中有9家没有依法留存网络日志，名单附后。", save="1"
        )
    )
    finding.refresh_from_db()
    stale = people["liu"].post(edit, {**typed, "quantity_word": "多数", "base": "1", **management(page)})
    assert stale.status_code in (409, 422) and "名单附后" in stale.content.decode()
    assert (take("liu", "record"), take("zhang", "verify")) == (302, 302)
    finding.refresh_from_db()
    assert finding.state == "verified"
    shown = people["wang"].get(finding.get_absolute_url()).content.decode()
    assert ("某省级部门" in shown, "示例厅" in shown, "9" in shown) == (True, False, True)
    return finding


def fields_of(page) -> set[str]:
    return {name for form in Forms(page.content.decode()).forms for name in form["values"]}


def management(page) -> dict:
    forms = Forms(page.content.decode()).forms
    return {name: value for form in forms for name, value in form["values"].items() if name.endswith("_FORMS")}


def follow_a_lead(people, inspection: Inspection) -> None:
    """A lead counts nowhere until what was raised from it has been verified."""
    address = reverse("lead_new", args=[inspection.code])
    assert (people["wang"].get(address).status_code, people["fu"].get(address).status_code) == (403, 404)
    done(
        fill_in(
            people["liu"], address, channel="letter", received_on="2017-09-12", content="来信反映平台未核验真实身份。",
            informant="李某",
        )
    )  # fmt: skip
    lead = Lead.objects.get()
    assert people["wang"].get(lead.get_absolute_url()).status_code == 404
    done(people["liu"].post(reverse("lead_step", args=[lead.code, "register_lead"])))
    counted = problems(inspection)
    address = f"{reverse('finding_new', args=[inspection.code])}?lead={lead.code}"
    typed = {
        "kind": "problem", "title_zh": "平台未核验真实身份", "facts_zh": "经核查属实。", "evidence-0-kind": "inspection",
        "save": "1",
    }  # fmt: skip
    done(fill_in(people["liu"], address, **typed))
    finding = Finding.objects.get(title_zh="平台未核验真实身份")
    assert finding.lead == lead
    done(people["liu"].post(reverse("finding_step", args=[finding.code, "record"])))
    assert problems(inspection) == counted
    done(people["chen"].post(reverse("finding_step", args=[finding.code, "verify"])))
    assert problems(inspection) == counted + 1


def problems(inspection: Inspection) -> int:
    return Inspection.objects.filter(pk=inspection.pk).with_counts().get().problems


def close(people, inspection: Inspection) -> None:
    """Field work ends when every visit has left a record or a reason; then the report begins."""
    assert people["liu"].post(reverse("inspection_step", args=[inspection.code, "close_fieldwork"])).status_code == 403
    step(people, "zhang", inspection, "close_fieldwork")
    step(people, "liu", inspection, "begin_report")
    inspection.refresh_from_db()
    assert inspection.state == InspectionState.REPORTING
    verbs = list(inspection.history.values_list("verb", flat=True))
    order = [
        "plan",
        "draft_scheme",
        "submit_scheme",
        "approve_scheme",
        "notify",
        "begin",
        "close_fieldwork",
        "begin_report",
    ]
    assert [verb for verb in verbs if verb in order] == order


def test_from_a_topic_to_a_verified_finding(people, law, media):
    for code, zh, en in (("350000", "福建省", "Fujian"), ("460000", "海南省", "Hainan")):
        Locality.objects.create(code=code, kind="province", name=Text(zh, en), short=Text(zh[:2], en))
    worlds.body("cac")
    inspection = plan(people, law)
    give_notice(people, inspection)
    draw_units(people, inspection)
    finding = record_a_finding(people, inspection)
    follow_a_lead(people, inspection)
    close(people, inspection)
    page = people["wang"].get(inspection.get_absolute_url()).content.decode()
    assert "网络运行安全" in page and finding.inspection == inspection
