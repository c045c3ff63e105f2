"""Freezing a report and asking for its files."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.jobs import later
from reports.compose import compose
from reports.document.store import digest, to_json
from reports.enums import Layout, RenderingState
from reports.models import Edition, Rendering, Report

RENDER = "reports.render_edition"


def freeze_report(*, report: Report, by: User | None) -> Edition:
    """The edition of `report` as it stands: what is printed later is exactly this.

    Text unchanged since the newest edition gives that one; text that returns to an older state gives a new number with
    the older digest, so that the newest edition always is what stands in the report.
    """
    content = to_json(compose(report))
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=report.pk)  # two people at once must not count the same number
        newest = report.editions.order_by("-number").first()
        if newest and newest.digest == digest(content):
            return newest
        edition = Edition.objects.create(
            report=report,
            number=newest.number + 1 if newest else 1,
            content=content,
            digest=digest(content),
            made_by_id=by.pk if by else None,
            made_by_name=by.name.zh if by else "",
        )
        record(report, verb="freeze", by=by, note=f"{edition.number} {edition.digest}")
        return edition


def request_renderings(
    *, report: Report, layouts: Iterable[str], by: User | None, variant: str | None = None
) -> list[Rendering]:
    """Freeze the report and queue one job for each layout that is not there yet; a failed one is tried again.

    `by=None` is the system (the demo). Raises PermissionDenied, or ValidationError for an unknown layout, none at all,
    or English wanted from a report that has no English title.
    """
    if by is not None and not by.has_perm("reports.render", report):
        raise PermissionDenied
    wanted = list(dict.fromkeys(layouts))
    if not wanted or set(wanted) - set(Layout.values):
        raise ValidationError(_("请选择至少一种版式。"), code="no_layout")
    if set(wanted) != {Layout.ZH} and not report.title.en:
        raise ValidationError(_("本报告尚无英文文本，只能生成中文版。"), code="no_english")
    variant = settings.ZHIJIAN_PDF_VARIANT if variant is None else variant
    edition = freeze_report(report=report, by=by)
    with transaction.atomic():
        return [_request(edition, layout, variant, by) for layout in wanted]


def _request(edition: Edition, layout: str, variant: str, by: User | None) -> Rendering:
    rendering, made = Rendering.objects.select_for_update().get_or_create(
        edition=edition, layout=layout, variant=variant
    )
    if made or rendering.state == RenderingState.FAILED:
        rendering.state = RenderingState.WAITING
        rendering.job = later(RENDER, rendering.pk, queue="pdf", by=by)
        rendering.save(update_fields=["state", "job"])
        record(edition.report, verb="render", by=by, note=f"{edition.number} {layout}")
    return rendering
