from typing import TYPE_CHECKING

from django.db import models

from inspections.models import Inspection

if TYPE_CHECKING:
    from accounts.models import User


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Reports of the inspections that `user` may see."""
        return self.filter(inspection__in=Inspection.objects.visible_to(user))


class ParagraphQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "ParagraphQuerySet":
        """Paragraphs of visible reports."""
        return self.filter(section__report__inspection__in=Inspection.objects.visible_to(user))


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "EditionQuerySet":
        """Editions of visible reports."""
        return self.filter(report__inspection__in=Inspection.objects.visible_to(user))


class RenderingQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "RenderingQuerySet":
        """Files of visible reports."""
        return self.filter(edition__report__inspection__in=Inspection.objects.visible_to(user))
