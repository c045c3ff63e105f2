"""The one set of rules for a return: while it is filled in, on the check page, at sign-off, in workbooks and packages.

Each rule yields faults; a fault names the address of the field that is to be changed and says what to do. An error
keeps the return from being signed, a warning does not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.quantities import Quantity
from core.quantities.single import NotOne, single_quantity
from core.text import Text
from findings.ladder import RUNGS, fits
from findings.returns.answers import EXACT, no_day, no_figure
from findings.returns.content import FILES, Content, Value, Written, files_of, flat, label_of, rows_of
from findings.returns.typed import whole_of
from inspections.asking.model import Form, Question, QuestionKind, Section, SectionKind


class Severity(StrEnum):
    """An error must be mended before the return is signed, a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a full address, and what to do about it, in both languages."""

    address: str
    message: Text
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules know beside form and content: files (key → name), the divisions of the body's territory (name,
    short name or code → code; empty: not known, and not judged), and the day."""

    files: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None


KINDS = ("problem", "achievement")
DUTY_ANSWERS = ("met", "partly", "not_met", "not_applicable", "not_seen")
YES_NO = ("yes", "no")


def faults(form: Form, content: Content, facts: Facts) -> list[Fault]:
    """Everything wrong with `content`, in the order of `form`; nothing for a return that may be signed as it is."""
    found = [fault for rule in RULES for fault in rule(form, content, facts)]
    order = {section.key: place for place, section in enumerate(form.sections)}
    return sorted(found, key=lambda fault: order.get(fault.address.partition(".")[0], len(order)))


def of_section(found: list[Fault], key: str) -> list[Fault]:
    """Those faults that a page with the section `key` shows."""
    return [fault for fault in found if fault.address.partition(".")[0] == key]


# --- What must be there -----------------------------------------------------------------------------------------------


def what_is_asked_is_answered(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    for section in form.sections:
        written = content.get(section.key, {})
        if section.required and not any(address != "rows" or value for address, value in written.items()):
            yield Fault(section.key, _filled(Text("请填写“{}”。", "Fill in “{}”."), section.title))
            continue
        for question in section.questions:
            if question.required:
                yield from _missing(section, question, written)


def _missing(section: Section, question: Question, written: Written) -> Iterator[Fault]:
    for address, column in _places(section, question):
        if not written.get(address):
            label = (
                Text(f"{question.prompt.zh}（{column.zh}）", f"{question.prompt.en} ({column.en})")
                if column
                else (question.prompt)
            )
            yield Fault(f"{section.key}.{address}", _filled(Text("请填写“{}”。", "Fill in “{}”."), label))


def _places(section: Section, question: Question) -> Iterator[tuple[str, Text]]:
    """Addresses within the section where a question is answered, with the title of the column."""
    if section.kind == SectionKind.FIGURES:
        yield from ((f"{question.key}.{column.key}", column.title) for column in section.columns)
    elif section.kind == SectionKind.DUTIES:
        yield f"{question.key}.answer", Text()
    else:
        yield question.key, Text()


def evidence_is_attached(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    for section in form.sections:
        written = content.get(section.key, {})
        for question in section.questions:
            answered = any(written.get(address) for address, _ in _places(section, question))
            if question.evidence and answered and not written.get(f"{question.key}.{FILES}"):
                yield Fault(
                    f"{section.key}.{question.key}.{FILES}",
                    _filled(Text("请为“{}”附上依据。", "Attach the evidence for “{}”."), question.prompt),
                )


def files_have_arrived(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    missing = {key for key in files_of(content) if key not in facts.files}
    for address, value in flat(content).items():
        if isinstance(value, list) and not address.endswith(".rows") and missing.intersection(value):
            yield Fault(
                address,
                _filled(
                    Text("“{}”有附件没有传完，请重新上传。", "A file of “{}” has not arrived; please upload it again."),
                    label_of(form, address),
                ),
            )


# --- What each answer may be ------------------------------------------------------------------------------------------


def answers_can_be_read(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    for section in form.sections:
        written = content.get(section.key, {})
        for question in section.questions:
            for address, _ in _places(section, question):
                value = written.get(address)
                if isinstance(value, str) and value:
                    message = _unreadable(question, value, facts)
                    if message:
                        yield Fault(f"{section.key}.{address}", message)


def _unreadable(question: Question, value: str, facts: Facts) -> Text | None:
    match question.kind:
        case QuestionKind.FIGURE:
            return no_figure(value, question.unit)
        case QuestionKind.YES_NO if value not in YES_NO:
            return Text("请选“是”或“否”。", "Choose yes or no.")
        case QuestionKind.DUTY if value not in DUTY_ANSWERS:
            return Text("请从所列情况中选择。", "Choose one of the answers listed.")
        case QuestionKind.CHOICE if value not in {option.key for option in question.options}:
            return Text("请从所列选项中选择。", "Choose one of the options listed.")
        case QuestionKind.DATE:
            return no_day(value, facts.today)
    return None


# --- Figures among each other -----------------------------------------------------------------------------------------


def parts_fit_their_whole(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    wholes: dict[str, list[tuple[str, Question]]] = {}
    for address, _section, question in form.questions():
        if question.part_of:
            wholes.setdefault(question.part_of, []).append((address, question))
    for whole, parts in wholes.items():
        for column in _columns(form, whole):
            yield from _judge_parts(form, content, whole, parts, column)


def _judge_parts(
    form: Form, content: Content, whole: str, parts: list[tuple[str, Question]], column: str
) -> Iterator[Fault]:
    total = figure_at(content, whole + column)
    figures = [figure_at(content, address + column) for address, _ in parts]
    if total is None or total.value is None:
        return
    given = [figure for figure in figures if figure is not None and figure.value is not None]
    exact = all(figure.qualifier in EXACT for figure in (total, *given))
    for (address, _), figure in zip(parts, figures, strict=True):
        if figure and figure.value is not None and figure.value > total.value and exact:
            yield Fault(
                address + column,
                _filled(Text("分项大于总数“{}”。", "The part is greater than its whole, “{}”."), label_of(form, whole)),
            )
            return
    if not exact or not all(question.parts_complete for _, question in parts) or len(given) < len(parts):
        return
    summed = sum((figure.value for figure in given if figure.value is not None), Decimal(0))
    if summed != total.value:
        yield Fault(
            whole + column,
            Text(
                f"各分项合计{summed.normalize():f}，与总数{total.value.normalize():f}不一致。",
                f"The parts add up to {summed.normalize():f}, the whole says {total.value.normalize():f}.",
            ),
        )


def figures_said_twice_agree(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    for address, _section, question in form.questions():
        for column in _columns(form, address) if question.equals else ():
            ours, theirs = figure_at(content, address + column), figure_at(content, question.equals + column)
            if ours and theirs and ours.value != theirs.value:
                yield Fault(
                    address + column,
                    _filled(Text("与“{}”不一致。", "This does not agree with “{}”."), label_of(form, question.equals)),
                )


def counts_are_those_of_the_rows(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    for address, _section, question in form.questions():
        for column in _columns(form, address) if question.counts else ():
            figure = figure_at(content, address + column)
            count = counted(form, content, question.counts)
            if figure and figure.qualifier in EXACT and figure.value is not None and figure.value != count:
                yield Fault(
                    address + column,
                    Text(
                        f"这里填{figure.value.normalize():f}，而本次填报的相应内容为{count}条。",
                        f"This says {figure.value.normalize():f}, but {count} are given in this return.",
                    ),
                )


def counted(form: Form, content: Content, what: str) -> int:
    """How many rows of the return `what` means: problems, achievements, findings or files."""
    if what == "files":
        return len(files_of(content))
    kinds = {"problems": KINDS[:1], "achievements": KINDS[1:]}.get(what, KINDS)
    rows = [row for section in form.sections if section.kind == SectionKind.FINDINGS
            for row in rows_of(content.get(section.key, {}))]  # fmt: skip
    return sum(fields.get("kind") in kinds for _, fields in rows)


def figure_at(content: Content, address: str) -> Quantity | None:
    """The figure at a full address; None where none stands or none can be read."""
    section, _, rest = address.partition(".")
    value = content.get(section, {}).get(rest)
    try:
        return single_quantity(value) if isinstance(value, str) and value else None
    except NotOne:
        return None


def _columns(form: Form, address: str) -> list[str]:
    """What is added to the address of a question to reach each of its figures."""
    section = form.section(address.partition(".")[0])
    if section and section.kind == SectionKind.FIGURES:
        return [f".{column.key}" for column in section.columns]
    return [""]


# --- Findings ---------------------------------------------------------------------------------------------------------


def findings_are_whole(form: Form, content: Content, facts: Facts) -> Iterator[Fault]:
    for section in form.sections:
        if section.kind == SectionKind.FINDINGS:
            for row, fields in rows_of(content.get(section.key, {})):
                for name, message in _faults_of_finding(fields, facts):
                    yield Fault(f"{section.key}.{row}.{name}", message)


def _faults_of_finding(fields: Mapping[str, Value], facts: Facts) -> Iterator[tuple[str, Text]]:
    text = {name: value for name, value in fields.items() if isinstance(value, str)}
    if text.get("kind") not in KINDS:
        yield "kind", Text("请选“成效”或“问题”。", "Choose achievement or problem.")
    if not text.get("title"):
        yield "title", Text("请填写标题。", "Give a title.")
    place = text.get("place", "")
    if place and facts.places and place not in facts.places:
        yield "place", Text(f"本行政区域内没有“{place}”，请核对地名。", f"“{place}” is no place within your area.")
    if text.get("found_on"):
        message = no_day(text["found_on"], facts.today)
        if message:
            yield "found_on", message
    yield from _faults_of_count(text)


def _faults_of_count(text: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    numbers = {}
    for name in ("counted", "counted_of"):
        value = text.get(name, "")
        number = whole_of(value)
        if number is not None:
            numbers[name] = number
        elif value:
            yield name, Text("请填写整数。", "Give a whole number.")
    word = text.get("word", "")
    if word and word not in RUNGS:
        yield "word", Text("请从所列数量词中选择。", "Choose one of the quantity words listed.")
    if len(numbers) < 2:
        return
    part, whole = numbers["counted"], numbers["counted_of"]
    if part > whole:
        yield "counted", Text("数量大于检查总数。", "There are more than were looked at.")
    elif word in RUNGS and whole and not fits(word, part, whole):
        yield "word", Text(f"{whole}个中有{part}个，不宜写“{word}”。", f"{part} of {whole} are not what “{word}” says.")


def _filled(sentence: Text, label: Text) -> Text:
    return Text(sentence.zh.format(label.zh), sentence.en.format(label.en or label.zh))


Rule = Callable[[Form, Content, Facts], Iterator[Fault]]
RULES: tuple[Rule, ...] = (
    what_is_asked_is_answered,
    answers_can_be_read,
    parts_fit_their_whole,
    figures_said_twice_agree,
    counts_are_those_of_the_rows,
    findings_are_whole,
    evidence_is_attached,
    files_have_arrived,
)
