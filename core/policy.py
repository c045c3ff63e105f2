"""Who may do what: composed predicates in one table per app, asked through `user.has_perm("app.verb", row)`.

Who *sees* a row is another question and is answered by `visible_to(user)` on its queryset.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

Predicate = Callable[[Any, Any], bool]


class Rule:
    """A predicate of (user, row) that can be combined with `&`, `|` and `~`; its name reads after "the user …"."""

    def __init__(self, test: Predicate, name: str = "") -> None:
        self.test = test
        self.name = name or test.__name__

    def __call__(self, user: Any, row: Any) -> bool:
        return bool(self.test(user, row))

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(lambda user, row: self(user, row) and other(user, row), f"({self.name} & {other.name})")

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(lambda user, row: self(user, row) or other(user, row), f"({self.name} | {other.name})")

    def __invert__(self) -> "Rule":
        return Rule(lambda user, row: not self(user, row), f"~{self.name}")

    def __repr__(self) -> str:
        return f"Rule({self.name})"


@cache
def policy_of(app_label: str) -> dict[str, Rule]:
    """The POLICY table of an app; an app without a `policy` module has none, and then nothing is allowed."""
    if app_label == "core" or not apps.is_installed(app_label) or find_spec(f"{app_label}.policy") is None:
        return {}
    return import_module(f"{app_label}.policy").POLICY


class PolicyBackend:
    """Answers `user.has_perm("app.verb", row)` from the POLICY tables; it signs nobody in."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def get_user(self, user_id: int) -> None:
        return None

    def has_perm(self, user: Any, perm: str, row: Any = None) -> bool:
        app_label, _, verb = perm.partition(".")
        rule = policy_of(app_label).get(verb)
        return bool(user.is_active and rule is not None and row is not None and rule(user, row))
