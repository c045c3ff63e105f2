"""Making the PDF of a frozen edition; runs in a worker, and may run twice without harm."""

from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils.text import get_valid_filename

from core.attachments import keep
from core.jobs import JobFailed, Run
from core.text import Text
from reports.document.fonts import FontSet, FontsMissing
from reports.enums import Layout, RenderingState
from reports.models import Rendering

PREPARING = Text("正在准备", "Preparing")
SETTING = Text("正在排版", "Setting the pages")
STORING = Text("正在保存", "Storing the file")


def render_edition(run: Run, rendering_pk: int) -> None:
    """Render, store the file, and mark rendering and job together; a file that is there already is not made again."""
    from reports.document import pdf  # imported late: the engine weighs a second and only a worker needs it

    rendering = Rendering.objects.select_related("edition__report").get(pk=rendering_pk)
    if rendering.state == RenderingState.READY:
        run.finish()
        return
    run.beat(5, PREPARING)
    try:
        result = pdf.render(
            rendering.edition.content,
            cast(Any, rendering.layout),
            fonts=font_set(),
            variant=cast(Any, rendering.variant or None),
            limits=pdf.Limits(seconds=settings.ZHIJIAN_PDF_SECONDS, megabytes=settings.ZHIJIAN_PDF_MEGABYTES),
            tick=lambda: run.beat(30, SETTING),
        )
    except (pdf.RenderFailed, FontsMissing) as failure:
        raise JobFailed(failure.sentence) from failure
    run.beat(90, STORING)
    with transaction.atomic():
        run.finish()  # first: whoever lost the lease writes nothing
        rendering.attachment = keep(result.pdf, name=file_name(rendering), media_type="application/pdf")
        rendering.state = RenderingState.READY
        rendering.pages = result.pages
        rendering.notices = [
            {"level": notice.level, "zh": notice.message.zh, "en": notice.message.en, "where": notice.where}
            for notice in result.notices
        ]
        rendering.fonts = result.fonts
        rendering.save(update_fields=["attachment", "state", "pages", "notices", "fonts"])


def give_up_rendering(rendering_pk: int) -> None:
    """The job failed for good: the file is not waited for any more, and may be asked for again."""
    Rendering.objects.filter(pk=rendering_pk, state=RenderingState.WAITING).update(state=RenderingState.FAILED)


def font_set() -> FontSet:
    """The fonts of this installation: the office's own by setting, the free ones otherwise."""
    return FontSet.find(settings.ZHIJIAN_PDF_FONT_FOLDER, settings.ZHIJIAN_PDF_FONTS)


def file_name(rendering: Rendering) -> str:
    """report code, edition and layout: says what it is without saying what is in it."""
    suffix = {Layout.ZH: "zh", Layout.EN: "en", Layout.FACING: "zh-en", Layout.STACKED: "zh-en-stacked"}
    code, number = rendering.edition.report.code, rendering.edition.number
    return get_valid_filename(f"{code}-{number}-{suffix[Layout(rendering.layout)]}.pdf")
