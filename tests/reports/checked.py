"""A small report with known differences, and how tests have it checked."""

from core.jobs import run_job
from core.text import Text
from reports.actions.checking import request_check
from reports.enums import CheckState
from reports.models import CheckResult, CheckRun, Report
from tests.make import make_paragraph, make_report, make_section
from tests.security.site import browser_of

TITLE = Text("检查报告", "Inspection report")
EQUAL = Text("抽查了12个系统。", "A spot check covered 12 systems.")
DIFFERING = Text("抽查了13个系统。", "A spot check covered 12 systems.")
CITING = Text("抽查了{{ fig:systems }}。", "A spot check covered {{ fig:systems }}.")
PAGE = "/reports/checked/checks/"


def bare(inspection, *texts: Text, code: str = "checked", **given) -> Report:
    """A report of one part with `texts` as its paragraphs and nothing else."""
    empty = {name: Text() for name in ("occasion", "presenter", "salutation", "closing")}
    report = make_report(inspection, code, sections=False, **{**empty, "title": TITLE, **given})
    section = make_section(report, order=1, heading=Text("基本情况", "Overview"))
    for text in texts:
        make_paragraph(section, text)
    return report


def check(report: Report) -> CheckRun:
    """Ask for a check of `report` and work on it as a worker does."""
    run = request_check(report=report, by=None)
    run_job(run.job_id)
    run.refresh_from_db()
    return run


def results(report: Report) -> list[CheckResult]:
    run = check(report)
    assert run.state == CheckState.DONE
    return list(run.results.all())


def key(report: Report, place: int = 0) -> str:
    """The key of the paragraph in this place of the only section."""
    section = report.sections.get()
    return f"s{section.order}-p{section.paragraphs.all()[place].order}"


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(row.kind, row.severity) for row in results(report)]


def page_of(person, address: str = PAGE) -> str:
    answer = browser_of(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()
