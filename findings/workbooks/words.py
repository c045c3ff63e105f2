"""The words that a cell shows for a key, and the keys that are meant by them: answers, kinds, options, places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.text import Text
from findings.ladder import LADDER
from inspections.asking.model import Question, QuestionKind

YES_NO = {"yes": Text("是", "Yes"), "no": Text("否", "No")}
KINDS = {"problem": Text("问题", "Problem"), "achievement": Text("成效", "Achievement")}
ANSWERS = {
    "met": Text("落实", "Met"),
    "partly": Text("部分落实", "Partly met"),
    "not_met": Text("未落实", "Not met"),
    "not_applicable": Text("不涉及", "Not applicable"),
    "not_seen": Text("未查", "Not looked at"),
}
BOOLEANS = {"TRUE": "yes", "FALSE": "no"}  # a spreadsheet's own


@dataclass(frozen=True, slots=True)
class Words:
    """A list to choose from. `name` is its column among the lists, `strict` that nothing else may be written."""

    name: str
    shown: Mapping[str, str]  # key → word
    meant: Mapping[str, str]  # word, in whatever language → key
    strict: bool = True

    def show(self, value: str) -> str:
        return self.shown.get(value, value)

    def mean(self, typed: str) -> str:
        """The key of what somebody chose or typed; what is no word of the list stays as it is."""
        return self.meant.get(typed, typed)


def words(name: str, labels: Mapping[str, Text], lang: str) -> Words:
    """A list out of the labels of its keys; a label that two keys share is told apart by the key."""
    often = Counter(label.best(lang) for label in labels.values())
    shown = {}
    for key, label in labels.items():
        word = label.best(lang).strip() or key
        shown[key] = word if often[label.best(lang)] == 1 else f"{word} ({key})"
    ambiguous = {word for word, times in Counter(_spellings(labels)).items() if times > 1}
    meant = {word: key for key, label in labels.items() for word in label if word and word not in ambiguous}
    return Words(name, shown, {**meant, **{key: key for key in labels}, **{word: key for key, word in shown.items()}})


def _spellings(labels: Mapping[str, Text]) -> Iterable[str]:
    return (word for label in labels.values() for word in set(label) if word)


def of_question(question: Question, address: str, lang: str) -> Words | None:
    """What a question is answered from; None where anything may be typed."""
    match question.kind:
        case QuestionKind.YES_NO:
            chosen = words("yes_no", YES_NO, lang)
            return Words(chosen.name, chosen.shown, {**BOOLEANS, **chosen.meant})
        case QuestionKind.DUTY:
            return words("answers", ANSWERS, lang)
        case QuestionKind.CHOICE:
            return words(address, {option.key: option.label for option in question.options}, lang)
    return None


def of_finding(field: str, places: Iterable[str], lang: str) -> Words | None:
    """What a field of a finding is filled in from. Places may be typed otherwise: short names and codes are known."""
    if field == "kind":
        return words("kinds", KINDS, lang)
    if field == "word":
        ladder = {rung.word: rung.word for rung in LADDER}
        return Words("words", ladder, ladder)
    names = list(places) if field == "place" else []
    return Words("places", {name: name for name in names}, {}, strict=False) if names else None
