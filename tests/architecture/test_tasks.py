"""Work travels one way: a row, then a message with its number. Waits end, and a lost worker loses nothing."""

import ast
from pathlib import Path

import pytest
from celery import current_app
from kombu.exceptions import ContentDisallowed
from kombu.serialization import dumps, loads

from config.celery import app
from core.jobs import AFTER_FAILURE, HANDLERS

app.loader.import_default_modules()  # as a worker does when it starts
ROOT = Path(__file__).resolve().parents[2]
APPS = ("core", "accounts", "inspections", "findings", "recommendations", "reports", "config")
SENDS = {"delay", "apply_async", "send_task", "retry", "chord", "signature"}


def senders(root: Path) -> set[tuple[str, str]]:
    """(module, call) for each call that puts a message into the queue."""
    found = set()
    for path in (path for app_name in APPS for path in (root / app_name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SENDS:
                found.add((str(path.relative_to(root)), node.func.attr))
    return found


def test_only_jobs_send_messages():
    assert senders(ROOT) == {("core/jobs.py", "send_task")}


@pytest.mark.parametrize("call", ["render.delay(1)", "render.apply_async((1,))", "current_app.send_task('x')"])
def test_a_planted_sender_is_seen(tmp_path, call):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/views.py").write_text(f"def view(request):\n    {call}\n")
    assert len(senders(tmp_path)) == 1


def test_three_messages_and_no_other_travel():
    """Two of jobs, and the one that comes every morning and makes a job."""
    ours = {name for name in current_app.tasks if not name.startswith("celery.")}
    beats = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert ours == {"core.run_job"} | beats
    assert beats == {"core.sweep_jobs", "inspections.remind_due"}


def test_every_kind_of_work_says_what_happens_when_it_fails():
    assert "reports.render_edition" in HANDLERS
    assert set(HANDLERS) == set(AFTER_FAILURE)


def test_a_lost_worker_loses_no_message():
    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert (conf.task_always_eager, conf.task_ignore_result, conf.result_backend) == (False, True, None)


def test_only_json_travels():
    conf = app.conf
    assert (conf.accept_content, conf.task_serializer) == (["json"], "json")
    content_type, encoding, data = dumps({"pk": 1}, serializer="pickle")
    with pytest.raises(ContentDisallowed):
        loads(data, content_type, encoding, accept=conf.accept_content)


def test_limits_stand_in_order_and_every_wait_ends():
    conf, options = app.conf, app.conf.broker_transport_options
    assert 0 < conf.task_soft_time_limit < conf.task_time_limit < options["visibility_timeout"]
    assert {options["socket_timeout"], options["socket_connect_timeout"]} == {2}
    assert options["max_retries"] == 0


def test_the_sweeper_comes_before_a_lease_is_long_over():
    from django.conf import settings

    entry = app.conf.beat_schedule["sweep-jobs"]
    assert entry["schedule"] <= settings.ZHIJIAN_JOB_LEASE_SECONDS
    assert entry["options"]["expires"] < entry["schedule"]  # a worker that was away sweeps once, not once a minute
