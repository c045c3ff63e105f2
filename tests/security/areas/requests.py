"""Requests and the working-day calendar: what stands in an address and what is sent.

The requests of the worlds are fixed; "open" is one that is not and that nobody was sent yet.
"""

from datetime import date

from inspections.actions.request_questions import mark_of_question
from inspections.actions.request_sections import mark_of_column, mark_of_section
from inspections.actions.requests import mark_of
from inspections.models import CalendarDay, Request
from tests import make
from tests.worlds import World

MISSING = "no-such-row"
NO_ROW = {"calendar"}
BARE = {"calendar_body"}  # days and their names
DAY_OFF, WORKED = date(2017, 9, 18), date(2017, 9, 19)


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else MISSING}


def of_delegation(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.delegation.code if world else MISSING}


def of_request(case: str, world: World | None) -> dict[str, object]:
    if world is None:
        return {"code": MISSING}
    code = f"{world.inspection.code}-{'open' if 'open' in case else 'request'}"
    if not Request.objects.filter(code=code).exists():
        make.make_request(world.inspection, code, mark=f"{world.mark}Request", fixed=False)
    return {"code": code}


def below(**named: str):
    """The arguments of an address below a request."""
    return lambda case, world: {**of_request(case, world), **named}


def of_body(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.organiser.code if world else MISSING}


def of_day(case: str, world: World | None) -> dict[str, object]:
    if world is None:
        return {"code": MISSING, "number": 1}
    day, _made = CalendarDay.objects.get_or_create(body=world.inspection.organiser, day=DAY_OFF)
    return {**of_body(case, world), "number": day.pk}


ROWS = {"section": "cases"}
KEYS = {
    "request_new": of_inspection,
    "request_new_below": of_delegation,
    "request": of_request,
    "request_change": of_request,
    "request_remove": of_request,
    "request_section_new": of_request,
    "request_section_change": below(section="overview"),
    "request_section_remove": below(section="overview"),
    "request_section_move": below(section="outline"),
    "request_column_new": below(**ROWS),
    "request_column_change": below(**ROWS, column="y2016"),
    "request_column_remove": below(**ROWS, column="y2016"),
    "request_column_move": below(**ROWS, column="y2017"),
    "request_question_new": below(**ROWS),
    "request_questions_paste": below(**ROWS),
    "request_question_change": below(**ROWS, question="all"),
    "request_question_remove": below(**ROWS, question="all"),
    "request_question_move": below(**ROWS, question="open"),
    "request_duties": below(section="duties"),
    "calendar_body": of_body,
    "calendar_day_remove": of_day,
}


def seen(case: str, world: World | None, find) -> str:
    """The mark of what stands there, as the form of the page carries it."""
    return find(Request.objects.get(code=of_request(case, world)["code"])) if world else ""


def changed(case: str, world: World | None, find, **sent: str) -> dict[str, str]:
    return {**sent, "seen": "long ago" if "meanwhile" in case else seen(case, world, find)}


def other_title(case: str, world: World | None) -> dict[str, str]:
    return changed(case, world, mark_of, title_zh="" if "no title" in case else "另一个名称")


def other_section(case: str, world: World | None) -> dict[str, str]:
    return changed(case, world, lambda row: mark_of_section(row.sections.get(key="overview")), title_zh="另一个标题")


def other_column(case: str, world: World | None) -> dict[str, str]:
    def find(row: Request) -> str:
        return mark_of_column(row.sections.get(key="cases").columns.get(key="y2016"))

    return changed(case, world, find, title_zh="2015年")


def other_question(case: str, world: World | None) -> dict[str, str]:
    def find(row: Request) -> str:
        return mark_of_question(row.sections.get(key="cases").questions.get(key="all"))

    return changed(case, world, find, prompt_zh="另一项")


def new(case: str, world: World | None) -> dict[str, str]:
    return {"title_zh": "" if "no title" in case else "委托检查事项", "begin": "standard"}


SENT = {
    "request_new": new,
    "request_new_below": new,
    "request_change": other_title,
    "request_section_new": lambda case, world: {"kind": "text", "title_zh": "" if "no title" in case else "其他"},
    "request_section_change": other_section,
    "request_section_move": lambda case, world: {"to": "up"},
    "request_column_new": lambda case, world: {"title_zh": "2015年"},
    "request_column_change": other_column,
    "request_column_move": lambda case, world: {"to": "up"},
    "request_question_new": lambda case, world: {"prompt_zh": "又一项"},
    "request_questions_paste": lambda case, world: {"lines": "" if "nothing" in case else "又一项（件）"},
    "request_question_change": other_question,
    "request_question_move": lambda case, world: {"to": "up"},
    "request_duties": lambda case, world: {"numbers": [] if "nothing" in case else [world.item.order if world else 1]},
    "calendar_body": lambda case, world: {
        "day": WORKED.isoformat(), "is_working": "working" if "working already" in case else "off"
    },
}  # fmt: skip
