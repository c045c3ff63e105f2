"""The render panel: the newest edition of a report and its files."""

from dataclasses import dataclass
from typing import Any

from reports.enums import Layout, RenderingState
from reports.models import Edition, Rendering, Report


@dataclass(frozen=True)
class Panel:
    """What the panel shows. `busy` while a file is still being made: the page asks again."""

    report: Report
    edition: Edition | None
    renderings: list[Rendering]
    editions: list[Edition]
    layouts: list[tuple[str, Any]]

    @property
    def busy(self) -> bool:
        return any(row.state == RenderingState.WAITING for row in self.renderings)

    @property
    def failed(self) -> bool:
        return any(row.state == RenderingState.FAILED for row in self.renderings)


EDITIONS_SHOWN = 10


def panel_of(report: Report) -> Panel:
    """The panel of `report`; the caller was allowed to see it."""
    editions = list(
        report.editions.defer("content").prefetch_related("renderings__job", "renderings__attachment")[:EDITIONS_SHOWN]
    )
    newest = editions[0] if editions else None
    layouts = [choice for choice in Layout.choices if report.title.en or choice[0] == Layout.ZH]
    return Panel(
        report=report,
        edition=newest,
        renderings=list(newest.renderings.all()) if newest else [],
        editions=editions[1:],
        layouts=layouts,
    )
