"""Which lines of the responsibility list a request can ask about."""

from django.db.models import QuerySet

from accounts.models import User
from findings.models import ResponsibilityItem
from findings.queries.responsibilities import BY_ARTICLE
from inspections.models import Request


def duties_for(request: Request, user: User) -> QuerySet[ResponsibilityItem]:
    """The lines of the inspection's list that stand and that `user` sees. The list is the organiser's: a body that was
    entrusted sees none of it and takes its duties from the request that was put to it."""
    rows = ResponsibilityItem.objects.visible_to(user).filter(inspection=request.inspection_id, void_reason="")
    return rows.select_related("article__instrument", "holder", "focus_point").order_by(*BY_ARTICLE)
