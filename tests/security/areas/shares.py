"""The share of an answer in a survey."""

from inspections.models import SurveyAnswer
from tests.worlds import World

NOBODYS = 999_999_999


def keys(case: str, world: World | None) -> dict[str, object]:
    if world is None:
        return {"code": "no-such-row", "number": NOBODYS}
    answer = SurveyAnswer.objects.get(question__survey__commission__inspection=world.inspection)
    return {"code": world.inspection.code, "number": answer.pk}


KEYS = {"survey_share": keys}
SENT = {"survey_share": lambda case, world: {"zh": "十二起" if case == "no share" else "63.5%", "en": ""}}
