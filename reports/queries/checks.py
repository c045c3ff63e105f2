"""The newest check of a report: what it found, what of it was let stand, and whether it still holds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Job
from reports.enums import CheckKind, CheckSeverity, CheckState
from reports.examination import digest_of
from reports.models import CheckResult, CheckRun, Report, Waiver
from reports.passages import passages_of
from reports.queries.glossary import glossary_of

SHOWN = 300  # results on one page; a report with more has a fault of another kind
UNDER_WAY = (CheckState.WAITING, CheckState.RUNNING)


@dataclass(frozen=True)
class Standing:
    """How far the checks of a report are: the newest run that ended well, and the newest of all."""

    done: CheckRun | None
    newest: CheckRun | None

    @property
    def busy(self) -> bool:
        return self.newest is not None and self.newest.state in UNDER_WAY

    @property
    def failed(self) -> bool:
        return self.newest is not None and self.newest.state == CheckState.FAILED

    @property
    def job(self) -> Job | None:
        return self.newest.job if self.newest else None


def standing_of(report: Report) -> Standing:
    """Read the runs of `report`: one query. Ended runs before the newest good one are not kept."""
    runs = list(report.check_runs.select_related("job")[:20])
    done = next((run for run in runs if run.state == CheckState.DONE), None)
    return Standing(done, runs[0] if runs else None)


def open_results(run: CheckRun) -> Any:
    """The results of `run` that nobody let stand."""
    waived = Waiver.objects.filter(report_id=run.report_id, wording=OuterRef("wording"))
    return run.results.filter(~Exists(waived))


def open_errors(report: Report) -> int:
    """How many errors the newest finished check found that nobody corrected or let stand; 0 also without a check,
    which is why approval asks `is_checked`."""
    done = standing_of(report).done
    return open_results(done).filter(severity=CheckSeverity.ERROR).count() if done else 0


def is_stale(report: Report, run: CheckRun) -> bool:
    """Whether texts, figures or terms are others now than those `run` read; six queries for any length."""
    return run.digest != digest_now(report)


def digest_now(report: Report) -> str:
    return digest_of(passages_of(report), glossary_of(report), bilingual=bool(report.title.en))


def is_checked(report: Report) -> Iterator[str]:
    """What of the check keeps `report` from approval, one sentence each; nothing when it is ready.

    A check in the sense of `Step.ready`: for the step that approves a report.
    """
    standing = standing_of(report)
    if standing.busy:
        yield _("体检尚未完成。")
    elif standing.done is None or standing.failed or is_stale(report, standing.done):
        yield _("正文改动后尚未体检。")
    if standing.done and (number := open_results(standing.done).filter(severity=CheckSeverity.ERROR).count()):
        yield ngettext("体检有%(number)d处错误未处理。", "体检有%(number)d处错误未处理。", number) % {"number": number}


@dataclass(frozen=True)
class Finding:
    """A result on the page, with the waiver that holds for it."""

    row: CheckResult
    waiver: Waiver | None = None


@dataclass(frozen=True)
class Group:
    """The results of one severity that are open."""

    severity: CheckSeverity
    findings: list[Finding]


@dataclass(frozen=True)
class Checks:
    """What the page shows. `counts` and `kinds` are open results by severity and by kind, whatever is filtered."""

    standing: Standing
    counts: dict[CheckSeverity, int]
    kinds: list[tuple[CheckKind, int]]
    groups: list[Group]
    waived: list[Finding]
    chosen: str
    left_out: int
    stale: bool

    @property
    def open(self) -> int:
        return sum(self.counts.values())


def checks_of(report: Report, kind: str = "") -> Checks:
    """The newest check of `report`, of one `kind` or of all; the caller was allowed to see the report."""
    standing = standing_of(report)
    rows = list(standing.done.results.all()) if standing.done else []
    waivers = {waiver.wording: waiver for waiver in report.waivers.all()} if rows else {}
    open_rows = [row for row in rows if row.wording not in waivers]
    counted, kinds = Counter(row.severity for row in open_rows), Counter(row.kind for row in open_rows)
    chosen = [row for row in open_rows if row.kind == kind] if kind in CheckKind else open_rows
    shown = chosen[:SHOWN]
    groups = [
        Group(severity, [Finding(row) for row in shown if row.severity == severity]) for severity in CheckSeverity
    ]
    waived = [Finding(row, waivers[row.wording]) for row in rows if row.wording in waivers]
    return Checks(
        standing=standing,
        counts={severity: counted[severity] for severity in CheckSeverity},
        kinds=[(one, kinds[one]) for one in CheckKind if kinds[one]],
        groups=[group for group in groups if group.findings],
        waived=waived[:SHOWN],
        chosen=kind if kind in CheckKind else "",
        left_out=len(chosen) - len(shown),
        stale=bool(standing.done and not standing.busy and is_stale(report, standing.done)),
    )


def finding_of(report: Report, wording: str) -> Finding | None:
    """One result of the newest check by its wording; None when that is not there any more."""
    done = standing_of(report).done
    row = done.results.filter(wording=wording).first() if done else None
    return Finding(row, report.waivers.filter(wording=wording).first()) if row else None
