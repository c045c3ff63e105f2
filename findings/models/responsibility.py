from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.history import Entry, entries_of
from core.models import Attachment
from core.text import Text
from findings.enums import Answer
from findings.models.finding import Finding
from findings.querysets import ResponsibilityItemQuerySet
from inspections.models import Article, FocusPoint, Inspection, Unit, Visit
from inspections.models.voidable import Voidable


class ResponsibilityItem(Voidable):
    """One line of the responsibility list (法律责任清单): what an article asks of a duty-holder, as a question."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="responsibility_items")
    order = models.PositiveIntegerField()
    article = models.ForeignKey(Article, models.PROTECT, related_name="responsibility_items", verbose_name=_("条文"))
    focus_point = models.ForeignKey(
        FocusPoint, models.SET_NULL, null=True, blank=True, related_name="responsibility_items",
        verbose_name=_("检查重点"),
    )  # fmt: skip
    holder = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="responsibilities", verbose_name=_("责任主体")
    )
    holder_name = Bilingual(models.CharField, max_length=160, required=False, verbose_name=_("责任主体"))
    question = Bilingual(models.CharField, max_length=300, verbose_name=_("检查内容"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ResponsibilityItemQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="responsibility_order")]
        verbose_name = _("法律责任清单")

    def __str__(self) -> str:
        return self.question.zh

    @property
    def holder_text(self) -> Text:
        """Who has the duty: the body under its name, or in the words of the list where it is no body of ours."""
        return self.holder.name if self.holder else self.holder_name

    @property
    def history(self) -> models.QuerySet[Entry]:
        return entries_of(self)


class ResponsibilityAnswer(models.Model):
    """What was found to one line on one visit, at one unit where it was asked there."""

    item = models.ForeignKey(ResponsibilityItem, models.CASCADE, related_name="answers")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="responsibility_answers", verbose_name=_("实地检查"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="responsibility_answers", verbose_name=_("受检单位")
    )
    answer = models.CharField(max_length=14, choices=Answer.choices, verbose_name=_("落实情况"))
    evidence = models.TextField(blank=True, verbose_name=_("依据"))
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="responsibility_answers"
    )
    finding = models.ForeignKey(
        Finding, models.SET_NULL, null=True, blank=True, related_name="responsibility_answers",
        verbose_name=_("检查发现"),
    )  # fmt: skip
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="answers_written"
    )
    written = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["item", "visit"]
        constraints = [
            models.UniqueConstraint(fields=["item", "visit", "unit"], name="answer_once_at_a_unit"),
            models.UniqueConstraint(
                fields=["item", "visit"], condition=models.Q(unit__isnull=True), name="answer_once_on_a_visit"
            ),
        ]
        verbose_name = _("落实情况")

    def __str__(self) -> str:
        return self.get_answer_display()
