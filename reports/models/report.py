from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Record
from findings.models import Finding
from inspections.models import Inspection
from recommendations.models import Recommendation
from reports.enums import ReportState
from reports.querysets import ParagraphQuerySet, ReportQuerySet


class Report(Record):
    """The report of an inspection: its head, its tree of sections, its closing line. Chinese is authoritative."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="reports", verbose_name=_("执法检查"))
    state = models.CharField(max_length=16, choices=ReportState.choices, default=ReportState.DRAFT)
    title = Bilingual(models.CharField, max_length=500)
    occasion = Bilingual(models.CharField, max_length=300, required=False)
    presenter = Bilingual(models.CharField, max_length=300, required=False)
    salutation = Bilingual(models.CharField, max_length=300, required=False)
    closing = Bilingual(models.CharField, max_length=500, required=False)
    presented_on = models.DateField(null=True, blank=True, verbose_name=_("报告日期"))
    term = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name=_("届"))
    session = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name=_("会议次数"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-inspection__year", "pk"]
        verbose_name = _("报告")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.code])


class Section(models.Model):
    """A part (一、 / I) or, under a part, an item (（一） / (1)).

    The opening is the section without a heading. One without a heading under a part holds paragraphs that stand among
    or after its items and belong to none of them, such as the one that concludes the report.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="items")
    order = models.PositiveSmallIntegerField()
    heading = Bilingual(models.CharField, max_length=500, required=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["report", "order"], name="section_order")]
        verbose_name = _("章节")

    def __str__(self) -> str:
        return self.heading.zh


class Paragraph(models.Model):
    """One paragraph in both languages, the findings it rests on and the recommendations it states.

    Figures are cited: `{{ fig:code }}`.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    order = models.PositiveSmallIntegerField()
    text = Bilingual()
    findings = models.ManyToManyField(Finding, blank=True, related_name="cited_in")
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, db_table="paragraph_recommendations", related_name="cited_in"
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["section", "order"], name="paragraph_order")]
        verbose_name = _("段落")

    def __str__(self) -> str:
        return f"{self.section} ¶{self.order}"
