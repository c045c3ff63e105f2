from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Attachment, Job
from reports.enums import Layout, RenderingState
from reports.models.report import Report
from reports.querysets import EditionQuerySet, RenderingQuerySet


class Edition(models.Model):
    """A frozen report: the whole document as canonical JSON and its digest. Every PDF comes from here alone."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(verbose_name=_("版次"))
    content = models.TextField()
    digest = models.CharField(max_length=64)
    made = models.DateTimeField(default=timezone.now)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number"),
        ]
        verbose_name = _("版本")

    def __str__(self) -> str:
        return f"{self.report} #{self.number}"


class Rendering(models.Model):
    """One PDF of an edition in one layout: the job that makes it, the file, and what the renderer noticed."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="renderings")
    layout = models.CharField(max_length=8, choices=Layout.choices)
    variant = models.CharField(max_length=12, blank=True)  # pdf/ua-1, pdf/a-2u …
    state = models.CharField(max_length=8, choices=RenderingState.choices, default=RenderingState.WAITING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="renderings")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="renderings")
    pages = models.PositiveIntegerField(null=True, blank=True)
    notices = models.JSONField(default=list)
    fonts = models.JSONField(default=dict)  # face → digest of the font file: the bytes depend on them

    objects = RenderingQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "layout", "variant"], name="rendering_once")]
        verbose_name = _("报告文件")

    def __str__(self) -> str:
        return f"{self.edition} {self.get_layout_display()}"
