"""The addresses of the responsibility list."""

from findings.actions.answering import mark_of
from tests.worlds import World

MISSING = "no-such-row"

# Forms that begin empty, and the file, which the worlds do not have: nothing of a world stands there.
BARE = {"responsibility_file"}


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else MISSING}


def of_item(case: str, world: World | None) -> dict[str, object]:
    number = 99999 if case == "no such line" else world.item.order if world else 1
    return {**of_inspection(case, world), "number": number}


def of_visit(case: str, world: World | None) -> dict[str, object]:
    number = 99999999 if case == "no such visit" else world.visit.pk if world else 1
    return {**of_inspection(case, world), "number": number}


def of_answer(case: str, world: World | None) -> dict[str, object]:
    return {**of_inspection(case, world), "number": world.item.answers.get().pk if world else 1}


KEYS = {
    "responsibilities": of_inspection,
    "responsibility_add": of_inspection,
    "responsibility_completeness": of_inspection,
    "responsibility": of_item,
    "responsibility_change": of_item,
    "responsibility_void": of_item,
    "responsibility_visit": of_visit,
    "responsibility_file": of_answer,
}


def typed_line(case: str, world: World | None) -> dict[str, object]:
    question = "" if case.startswith("no question") else "是否留存网络日志"
    instrument = world.item.article.instrument_id if world else 1
    base = world.item.version - ("meanwhile" in case) if world else 1
    return {
        "instrument": instrument,
        "number": 21,
        "holder_zh": "网络运营者",
        "question_zh": question,
        "base": base,
    }


def filled_in(case: str, world: World | None) -> dict[str, object]:
    """One line, as it stood before somebody answered it (a conflict), or as nobody answers."""
    if world is None:
        return {}
    answer = "perhaps" if case == "no such answer" else "met"
    answered = world.item.answers.get()
    if case == "meanwhile":
        return {f"seen-{world.item.pk}": "0.0", f"answer-{world.item.pk}": answer}
    return {f"seen-{world.item.pk}": mark_of(answered), f"answer-{world.item.pk}": answer}


SENT = {
    "responsibility_add": typed_line,
    "responsibility_change": typed_line,
    "responsibility_void": lambda case, world: {} if case.startswith("no ") else {"reason": "与第二十五条重复"},
    "responsibility_visit": filled_in,
}
