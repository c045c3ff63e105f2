from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import INSPECTING_ROLES, FontSize, Language, Role
from core.bilingual import Bilingual
from core.policy import PolicyBackend


class User(AbstractUser):
    """A person with an account. Accounts are made by an administrator; there is no sign-up."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = Bilingual(models.CharField, max_length=60)
    language = models.CharField(
        max_length=10, choices=Language.choices, default=Language.ZH, verbose_name=_("界面语言")
    )
    font_size = models.CharField(
        max_length=2, choices=FontSize.choices, default=FontSize.STANDARD, verbose_name=_("字号")
    )

    REQUIRED_FIELDS = ["name_zh"]

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.name.zh

    def get_full_name(self) -> str:
        return self.name.zh

    def get_short_name(self) -> str:
        return self.name.zh

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """May the person do `perm` ("app.verb") to `obj`? The policy alone answers: not even a superuser, who runs the
        system, holds a right over its content by that."""
        if obj is None:
            return super().has_perm(perm)
        return PolicyBackend().has_perm(self, perm, obj)

    @cached_property
    def roles(self) -> dict[str, frozenset[int]]:
        """Role → numbers of the bodies in which this person holds it today."""
        roles: dict[str, set[int]] = {}
        for role, body in self.memberships.current().values_list("role", "body_id"):
            roles.setdefault(role, set()).add(body)
        return {role: frozenset(bodies) for role, bodies in roles.items()}

    def bodies_as(self, *roles: Role) -> frozenset[int]:
        """Numbers of the bodies in which the person holds one of `roles` today."""
        return frozenset().union(*(self.roles.get(role, frozenset()) for role in roles))

    @property
    def inspecting_bodies(self) -> frozenset[int]:
        """The standing committees whose inspections the person takes part in."""
        return self.bodies_as(*INSPECTING_ROLES)

    @cached_property
    def post(self) -> "object | None":
        """The membership shown beside the name: the oldest current one."""
        return self.memberships.current().select_related("body").first()
