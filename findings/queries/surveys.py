"""Answers of the surveys of an inspection."""

from django.db.models import QuerySet

from inspections.models import Inspection, SurveyAnswer


def answers_of(inspection: Inspection) -> QuerySet[SurveyAnswer]:
    """With their question and, where it is stated, their share."""
    answers = SurveyAnswer.objects.filter(question__survey__commission__inspection=inspection)
    return answers.select_related("question", "figure__same_as")
