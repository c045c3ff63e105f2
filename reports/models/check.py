"""What a check of a report found, and which of it somebody let stand."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Job
from reports.enums import CheckKind, CheckSeverity, CheckState
from reports.models.report import Report
from reports.querysets import OfReport


class CheckRun(models.Model):
    """One check of the whole report. `digest` is that of the texts and terms it read, the counts are those it found.

    At most one run of a report waits; what changes while a run is under way asks for the next one.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="check_runs")
    state = models.CharField(max_length=8, choices=CheckState.choices, default=CheckState.WAITING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="check_runs")
    digest = models.CharField(max_length=64, blank=True)
    asked = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)

    objects = OfReport.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(state=CheckState.WAITING), name="check_waits_once"
            )
        ]
        verbose_name = _("体检")

    def __str__(self) -> str:
        return f"{self.report} {self.get_state_display()}"


class CheckResult(models.Model):
    """One thing a run found, with both texts as they were printed then.

    `place_zh` and `place_en` are the keys of the two texts on the page of the report (title, s3, s3-p2); `reading` is
    what was read there, from `start` up to `end`. A language that has no reading shows its text alone; one that has
    no text has no place. `wording` is the digest that a waiver holds on to.
    """

    run = models.ForeignKey(CheckRun, models.CASCADE, related_name="results")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=CheckKind.choices)
    severity = models.CharField(max_length=7, choices=CheckSeverity.choices)
    message = Bilingual()
    place = Bilingual(models.CharField, max_length=40, required=False)
    label = Bilingual(models.CharField, max_length=80, required=False)  # where that is, in words
    text = Bilingual(required=False)
    reading = Bilingual(required=False)
    start_zh = models.PositiveIntegerField(null=True, blank=True)
    end_zh = models.PositiveIntegerField(null=True, blank=True)
    start_en = models.PositiveIntegerField(null=True, blank=True)
    end_en = models.PositiveIntegerField(null=True, blank=True)
    wording = models.CharField(max_length=64)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["run", "severity", "wording"], name="check_result_open")]
        constraints = [models.UniqueConstraint(fields=["run", "order"], name="check_result_order")]
        verbose_name = _("体检结果")

    def __str__(self) -> str:
        return self.message.zh

    def span(self, lang: str) -> tuple[int, int] | None:
        """Where the reading stands in the text of `lang`; None where that language has none."""
        start, end = getattr(self, f"start_{lang}"), getattr(self, f"end_{lang}")
        return None if start is None or end is None else (start, end)

    def digest_of_wording(self) -> str:
        """SHA-256 over the kind, both texts and both readings: another wording of either is another result."""
        facts: list[Any] = [self.kind, self.text.zh, self.text.en]
        facts += [self.reading.zh, self.reading.en, *map(self.span, ("zh", "en"))]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


class Waiver(models.Model):
    """Somebody let a result stand, with a reason. It holds for that wording only, and may be taken back (deleted; the
    history keeps both). People are kept by number and by name, as in the history."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="waivers")
    kind = models.CharField(max_length=10, choices=CheckKind.choices)
    wording = models.CharField(max_length=64)
    reason = models.TextField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    objects = OfReport.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "wording"], name="waiver_once")]
        verbose_name = _("放行")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name}"
