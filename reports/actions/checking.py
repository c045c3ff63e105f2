"""Having a report checked in the background, and letting a result stand with a reason."""

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.jobs import JobFailed, Run, later
from core.text import LANGUAGES, Text
from reports.enums import CheckKind, CheckSeverity, CheckState
from reports.examination import digest_of, examine
from reports.models import CheckResult, CheckRun, Report, Waiver
from reports.passages import passages_of
from reports.queries.checks import standing_of
from reports.queries.glossary import glossary_of

CHECK = "reports.check_report"
MOST = 500_000  # characters of one language, some 500 pages; a check of more might outlive the lease of its job
REASON_LENGTH = 1000

READING = Text("正在核对", "Checking")
STORING = Text("正在保存", "Storing the results")
TOO_LONG = Text(
    f"正文超过{MOST // 10_000}万个字符，无法体检。",
    f"The text is longer than {MOST:,} characters and cannot be checked.",
)


def request_check(*, report: Report, by: User | None) -> CheckRun:
    """Have `report` checked as it stands after this transaction; a run that waits already is that run.

    Belongs into the transaction of every change that may change the outcome. `by=None` is the system.
    """
    with transaction.atomic():
        _lock(report.pk)  # a run that is taken meanwhile has read the old text: this then asks for the next one
        waiting = report.check_runs.filter(state=CheckState.WAITING).first()
        if waiting is not None:
            return waiting
        report.check_runs.filter(state=CheckState.FAILED).delete()
        check = CheckRun.objects.create(report=report)
        check.job = later(CHECK, check.pk, by=by)
        check.save(update_fields=["job"])
        return check


def request_checks(reports: Iterable[Report], *, by: User | None) -> list[CheckRun]:
    """`request_check` for several: all that cite a changed figure, all reports when a term of the glossary changed."""
    return [request_check(report=report, by=by) for report in sorted(reports, key=lambda report: report.pk)]


def check_report(run: Run, check_pk: int) -> None:
    """Read the report, compare, and replace the results of earlier runs; safe to run twice."""
    check = _begin(check_pk)
    if check is None:
        run.finish()
        return
    run.beat(10, READING)
    report = check.report
    passages, glossary, bilingual = passages_of(report), glossary_of(report), bool(report.title.en)
    if max(sum(len(one.text.get(lang)) for one in passages) for lang in LANGUAGES) > MOST:
        raise JobFailed(TOO_LONG)
    results = examine(passages, glossary, bilingual=bilingual)
    digest = digest_of(passages, glossary, bilingual=bilingual)
    run.beat(90, STORING)
    with transaction.atomic():
        run.finish()  # first: whoever lost the lease writes nothing
        _store(check, results, digest)


def _lock(report_pk: int) -> None:
    """Changes of one report and the beginnings of its checks follow each other."""
    Report.objects.select_for_update(no_key=True).get(pk=report_pk)


@transaction.atomic
def _begin(check_pk: int) -> CheckRun | None:
    """The run, which waits no more; None when it is gone, done or failed."""
    check = CheckRun.objects.filter(pk=check_pk).select_related("report__inspection").first()
    if check is None:
        return None
    _lock(check.report_id)
    under_way = CheckRun.objects.filter(pk=check_pk, state__in=[CheckState.WAITING, CheckState.RUNNING])
    return check if under_way.update(state=CheckState.RUNNING) else None


def _store(check: CheckRun, results: list[CheckResult], digest: str) -> None:
    counted = Counter(result.severity for result in results)
    for result in results:
        result.run = check
    CheckResult.objects.bulk_create(results, batch_size=500)
    CheckRun.objects.filter(pk=check.pk).update(
        state=CheckState.DONE,
        digest=digest,
        finished=timezone.now(),
        errors=counted[CheckSeverity.ERROR],
        warnings=counted[CheckSeverity.WARNING],
        notes=counted[CheckSeverity.NOTE],
    )
    over = CheckRun.objects.filter(report_id=check.report_id, state__in=[CheckState.DONE, CheckState.FAILED])
    over.filter(pk__lt=check.pk).delete()


def give_up_check(check_pk: int) -> None:
    """The job failed for good: the run is not waited for any more, and the report may be checked again."""
    under_way = CheckRun.objects.filter(pk=check_pk, state__in=[CheckState.WAITING, CheckState.RUNNING])
    under_way.update(state=CheckState.FAILED, finished=timezone.now())


# --- Letting a result stand -------------------------------------------------------------------------------------------


@transaction.atomic
def waive(*, report: Report, wording: str, reason: str, by: User) -> Waiver:
    """Let the result with this wording stand, with a reason; it falls away by itself when the wording changes.

    Raises PermissionDenied, or ValidationError without a reason or when no such result is left. Done twice, the first
    one holds.
    """
    if not by.has_perm("reports.waive", report):
        raise PermissionDenied
    reason = " ".join(reason.replace("\0", "").split())
    if not reason:
        raise ValidationError(_("请写明放行的理由。"), code="no_reason")
    if len(reason) > REASON_LENGTH:
        raise ValidationError(_("理由不超过%(most)s个字。") % {"most": REASON_LENGTH}, code="reason_too_long")
    result = _result(report, wording)
    values = {"kind": result.kind, "reason": reason, "by_id": by.pk, "by_name": by.get_full_name()}
    waiver, made = Waiver.objects.get_or_create(report=report, wording=wording, defaults=values)
    if made:
        record(report, verb="waive", by=by, note=_note(result, reason))
    return waiver


@transaction.atomic
def take_back(*, report: Report, wording: str, by: User) -> None:
    """End a waiver: the result is open again. Nothing happens when there is none."""
    if not by.has_perm("reports.waive", report):
        raise PermissionDenied
    waiver = report.waivers.select_for_update().filter(wording=wording).first()
    if waiver is None:
        return
    waiver.delete()
    record(report, verb="take_back_waiver", by=by, note=f"{CheckKind(waiver.kind).value} {wording} {waiver.reason}")


def _result(report: Report, wording: str) -> CheckResult:
    done = standing_of(report).done
    result = done.results.filter(wording=wording).first() if done else None
    if result is None:
        raise ValidationError(_("这一条已不在最近的体检结果中。"), code="gone")
    return result


def _note(result: CheckResult, reason: str) -> str:
    """What the history keeps: which place, which kind, which wording, and why."""
    return f"{result.place.zh or result.place.en} {result.kind} {result.wording} {reason}"
