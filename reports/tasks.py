"""Background work of this app, by name."""

from core.jobs import Run, handles
from reports.actions.checking import CHECK, check_report, give_up_check
from reports.actions.editions import RENDER
from reports.actions.rendering import give_up_rendering, render_edition


@handles(RENDER, after_failure=give_up_rendering)
def render(run: Run, rendering: int) -> None:
    render_edition(run, rendering)


@handles(CHECK, after_failure=give_up_check)
def check(run: Run, check_run: int) -> None:
    check_report(run, check_run)
