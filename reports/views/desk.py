from typing import Any

from core.pages import Page
from reports.queries.desk import desk_of


class Desk(Page):
    """我的待办: the first page after signing in."""

    template_name = "reports/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(desk=desk_of(self.request.user), **kwargs)
