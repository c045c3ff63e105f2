"""Which steps of an inspection a person may take now, and what each of them still needs."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from inspections.enums import BEFORE_APPROVAL
from inspections.models import Inspection
from inspections.wording.inspections import ASIDE, BACKWARDS, REMEDIES, STEP_LABELS
from inspections.workflow.inspections import STEPS


@dataclass(frozen=True)
class AllowedStep:
    """A step with its words; `missing` are sentences, empty when it can be taken at once."""

    verb: str
    label: Any
    url: str
    missing: list[str]
    remedy: str  # where the person may see to what is missing

    @property
    def backwards(self) -> bool:
        """It sends back what was done before."""
        return self.verb in BACKWARDS


@dataclass(frozen=True)
class AllowedSteps:
    """The steps on the way, and those that leave it (suspending, moving, cancelling)."""

    on_the_way: list[AllowedStep]
    aside: list[AllowedStep]
    may_copy: bool


def allowed_steps(row: Inspection, user: User) -> AllowedSteps:
    """The steps that `user` may take from where `row` stands; a fixed number of queries for each of them."""
    steps = [
        AllowedStep(
            verb,
            STEP_LABELS[verb],
            url=reverse("inspection_step", args=[row.code, verb]),
            missing=step.missing(row),
            remedy=reverse(REMEDIES[verb], args=[row.code]) if verb in REMEDIES else "",
        )
        for verb, step in STEPS.items()
        if row.state in step.sources and user.has_perm(f"inspections.{verb}", row)
    ]
    return AllowedSteps(
        on_the_way=[step for step in steps if step.verb not in ASIDE],
        aside=[step for step in steps if step.verb in ASIDE],
        may_copy=row.state in BEFORE_APPROVAL and user.has_perm("inspections.copy", row),
    )
