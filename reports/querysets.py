from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from inspections.models import Inspection
from reports.enums import TermGroup

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


class OfReport(models.QuerySet):
    """Rows that belong to a report and are seen with it."""

    def visible_to(self, user: "User") -> "OfReport":
        """Rows of visible reports."""
        return self.filter(report__inspection__in=Inspection.objects.visible_to(user))


class GlossaryTermQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "GlossaryTermQuerySet":
        """The glossary belongs to the house: all of it to whoever works on inspections, nothing to anybody else."""
        return self.all() if user.inspecting_bodies else self.none()

    def current(self) -> "GlossaryTermQuerySet":
        """Terms that are not out of use by today."""
        return self.exclude(valid_to__lt=timezone.localdate())

    def in_groups(self) -> "GlossaryTermQuerySet":
        """With `place`, the place of the group, to order by."""
        places = (models.When(group=group, then=place) for place, group in enumerate(TermGroup.values))
        return self.annotate(place=models.Case(*places, output_field=models.SmallIntegerField()))
