from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Attachment
from reports.enums import SourceLanguage
from reports.models.report import Report


class ImportedSource(models.Model):
    """A file from which a report was imported, kept as it was, with what of it has no place in the report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sources")
    language = models.CharField(max_length=4, choices=SourceLanguage.choices)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="imported_sources")
    encoding = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)  # of the file
    byline = models.TextField(blank=True)  # who published it and when: metadata, no text of the report
    stored = models.CharField(max_length=64)  # digest of the report's text as the import left it
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "language"], name="source_once")]
        verbose_name = _("导入的文件")

    def __str__(self) -> str:
        return f"{self.report} {self.language}"
