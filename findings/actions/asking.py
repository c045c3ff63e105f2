"""从责任清单带入: lines of the responsibility list become what those entrusted are asked about."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.text import Text
from findings.models import ResponsibilityItem
from findings.queries.asking import duties_for
from inspections.actions.request_questions import add_duties
from inspections.models import RequestSection


@transaction.atomic
def ask_duties(*, section: RequestSection, numbers: Collection[int], by: User) -> int:
    """Puts the lines `numbers` (their places in the list) into `section`, behind what stands there; those that it asks
    already are left out. Says how many were added.

    Raises PermissionDenied, or ValidationError (`nothing` where no line was chosen; what `add_duties` raises).
    """
    items = [item for item in duties_for(section.request, by) if item.order in set(numbers)]
    if not items:
        raise ValidationError(_("请至少选择一条。"), code="nothing")
    return add_duties(section=section, duties=[words_of(item) for item in items], by=by)


def words_of(item: ResponsibilityItem) -> tuple[Text, Text]:
    """What is asked, and below it under which article and whose duty it is."""
    law, article, holder = item.article.instrument.short, item.article.label, item.holder_text
    english = ", ".join(filter(None, (article.en, law.en)))
    said = Text(f"{law.zh}{article.zh} · {holder.zh}", " · ".join(filter(None, (english, holder.en))))
    return item.question, said
