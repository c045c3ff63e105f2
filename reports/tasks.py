"""Background work of this app, by name."""

from core.jobs import Run, handles
from reports.actions.editions import RENDER
from reports.actions.rendering import give_up_rendering, render_edition


@handles(RENDER, after_failure=give_up_rendering)
def render(run: Run, rendering: int) -> None:
    render_edition(run, rendering)
