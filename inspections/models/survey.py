from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.enums import ShareBase
from inspections.models.commission import Commission


class Survey(models.Model):
    """What a survey asked and where; how many answered is a figure."""

    commission = models.OneToOneField(Commission, models.CASCADE, related_name="survey")
    title = Bilingual(models.CharField, max_length=160)
    territory = Bilingual(models.CharField, max_length=120)
    mode = Bilingual(models.CharField, max_length=80, required=False)  # on line, on paper, by telephone
    respondents = models.PositiveIntegerField(null=True, blank=True, verbose_name=_("回收有效问卷"))
    topics = Bilingual(models.CharField, max_length=160, required=False)

    class Meta:
        verbose_name = _("问卷调查")

    def __str__(self) -> str:
        return self.title.zh


class SurveyQuestion(models.Model):
    """A question, as far as the report reveals it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    text = Bilingual(models.CharField, max_length=200)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["survey", "order"], name="question_order")]

    def __str__(self) -> str:
        return self.text.zh


class SurveyAnswer(models.Model):
    """An answer whose share the report states. The share itself is a figure: stored once, over there."""

    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="answers")
    order = models.PositiveSmallIntegerField()
    text = Bilingual(models.CharField, max_length=200)
    base = models.CharField(max_length=12, choices=ShareBase.choices, default=ShareBase.RESPONDENTS)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["question", "order"], name="answer_order")]

    def __str__(self) -> str:
        return self.text.zh
