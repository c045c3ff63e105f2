"""What a paper that is there already may bring into a return: texts, findings and figures, each with its place.

Nothing is taken without somebody's word: these are proposals, and the paper itself stays attached.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.importing.outline import Outline, Piece, Role
from core.quantities import read_zh
from core.quantities.reading import Reading, ReadingKind
from core.quantities.units import UNITS, UnitKind
from findings.returns.content import MOST_PARAGRAPHS
from findings.returns.tables import Cell, figure_in, is_row, likeness, tables
from inspections.asking.model import Column, Form, Question, QuestionKind, Section, SectionKind

# Words of a heading → what the section is about, beside what its own title says. The first that is there decides.
SIGNS = (
    ("问题", "problem"), ("困难", "problem"), ("不足", "problem"),
    ("成效", "achievement"), ("做法", "achievement"), ("贯彻实施", "achievement"),
    ("建议", "advice"), ("意见", "advice"), ("打算", "advice"),
    ("情况", "overview"), ("组织", "overview"), ("开展", "overview"),
)  # fmt: skip
RUN = re.compile(r"(?=(?:一|二|三|四|五|六|七|八|九|十)是)")
SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
CLAUSE = re.compile(r"[，。；：！？、]")
LONGEST_TITLE = 60
ALIKE = 0.5  # of the pairs of characters of a prompt, how many must stand around a figure
NEAR = 24  # characters before a figure that say what it counts
COUNTS = frozenset({ReadingKind.CARDINAL, ReadingKind.MONEY, ReadingKind.PERCENT, ReadingKind.RANGE})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to take: `text` for the section `section`, out of paragraph `paragraph` (from 1) of the paper.

    `kind` is text (a paragraph), problem or achievement (a finding with `title`), or figure (for `address` within the
    section, as written; `text` is then the sentence it stands in).
    """

    key: str
    kind: str
    section: str
    text: str
    paragraph: int
    title: str = ""
    address: str = ""
    written: str = ""


def proposals(form: Form, paper: Outline) -> list[Proposal]:
    """What `paper` may bring into the sections of `form`, in the order of the paper; figures after the texts. A table
    brings figures, and no text."""
    return [*_texts(form, paper), *_figures(form, paper)]


# --- Texts and findings -----------------------------------------------------------------------------------------------


def _texts(form: Form, paper: Outline) -> Iterator[Proposal]:
    for heading, pieces in _parts(paper):
        about = _about(heading)
        section = _section_for(form, heading, about)
        if section is None:
            continue
        if section.kind == SectionKind.FINDINGS:
            yield from _findings(section, pieces, "achievement" if about == "achievement" else "problem")
        else:
            for piece in [piece for piece in pieces if piece.text.strip()][:MOST_PARAGRAPHS]:
                key = f"{section.key}-{piece.number}-{piece.start}"
                yield Proposal(key, "text", section.key, piece.text.strip(), piece.number)


def _parts(paper: Outline) -> Iterator[tuple[str, list[Piece]]]:
    """Heading → the pieces under it; the opening has none, and what frames the paper belongs nowhere."""
    heading, under = "", list[Piece]()
    for piece in paper.pieces:
        if piece.role is Role.PART:
            if under:
                yield heading, under
            heading, under = piece.text.removeprefix(piece.label).strip(), []
        elif piece.role in (Role.BODY, Role.ITEM) and not is_row(piece):
            under.append(piece)
    if under:
        yield heading, under


def _about(heading: str) -> str:
    return next((about for sign, about in SIGNS if sign in heading), "overview")


def _section_for(form: Form, heading: str, about: str) -> Section | None:
    """The section that a heading means: findings for problems, else the text whose title is most like it."""
    findings = [section for section in form.sections if section.kind == SectionKind.FINDINGS]
    texts = [section for section in form.sections if section.kind == SectionKind.TEXT]
    if about in ("problem", "achievement"):
        own = [section for section in findings if _about(section.title.zh) == about]
        if own or (about == "problem" and findings):
            return (own or findings)[0]
    same = [section for section in texts if _about(section.title.zh) == about]
    return max(same or texts, key=lambda section: likeness(section.title.zh, heading), default=None)


def _findings(section: Section, pieces: Sequence[Piece], kind: str) -> Iterator[Proposal]:
    """One finding for each item; where there are none, one for each 一是 … 二是 … or paragraph."""
    if any(piece.role is Role.ITEM for piece in pieces):
        yield from _items(section, pieces, kind)
        return
    for piece in pieces:
        runs = [run for run in RUN.split(piece.text) if run.strip()]
        for number, run in enumerate(runs):
            if len(runs) > 1 and not RUN.match(run):
                continue  # what leads up to 一是
            key = f"{section.key}-{piece.number}-{piece.start}-{number}"
            title = _title(re.sub(r"^.是", "", run))
            yield Proposal(key, kind, section.key, run.strip(), piece.number, title=title)


def _items(section: Section, pieces: Sequence[Piece], kind: str) -> Iterator[Proposal]:
    item: Piece | None = None
    facts: list[str] = []
    for piece in (*pieces, None):
        if piece is not None and piece.role is not Role.ITEM:
            facts.append(piece.text.strip())
            continue
        if item is not None:
            title = _title(item.text.removeprefix(item.label))
            key = f"{section.key}-{item.number}-{item.start}"
            yield Proposal(key, kind, section.key, "\n".join(facts), item.number, title=title)
        item, facts = piece, []


def _title(text: str) -> str:
    """The first sentence, as far as a title goes."""
    first = SENTENCE.match(text.strip())
    return (first.group().strip("。；！？ ") if first else text.strip())[:LONGEST_TITLE]


# --- Figures ----------------------------------------------------------------------------------------------------------


def _figures(form: Form, paper: Outline) -> Iterator[Proposal]:
    found = [place for piece in paper.pieces for place in _readings(piece)]
    set_out = tables(paper.pieces)
    for section in form.sections:
        for question in section.questions:
            if question.kind != QuestionKind.FIGURE:
                continue
            for column in section.columns or (None,):
                best = figure_in(set_out, question, column) or _best(question, column, found)
                if best:
                    address = f"{question.key}.{column.key}" if column else question.key
                    yield Proposal(
                        f"{section.key}.{address}", "figure", section.key, best.said, best.piece.number,
                        address=address, written=best.written,
                    )  # fmt: skip


def _readings(piece: Piece) -> Iterator[tuple[Piece, Reading, str]]:
    if piece.role not in (Role.BODY, Role.ITEM) or is_row(piece):
        return
    for sentence in SENTENCE.findall(piece.text):
        yield from ((piece, reading, sentence) for reading in read_zh(sentence) if reading.kind in COUNTS)


def _best(question: Question, column: Column | None, found: Sequence[tuple[Piece, Reading, str]]) -> Cell | None:
    """The figure whose words are most like the prompt, in a sentence that speaks of the column's period."""
    scored = []
    for place, (piece, reading, sentence) in enumerate(found):
        if not _of_unit(question, reading) or (column and not _speaks_of(column, sentence)):
            continue
        around = sentence[max(0, reading.start - NEAR) : reading.end] + reading.noun
        clause = CLAUSE.split(sentence[: reading.start])[-1] + reading.raw + reading.noun
        score = max(likeness(question.prompt.zh, clause), likeness(question.prompt.zh, around) * 0.9)
        if score >= ALIKE:
            scored.append((score, -place, Cell(piece, reading.raw, sentence)))
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def _of_unit(question: Question, reading: Reading) -> bool:
    asked = UNITS[question.unit].kind if question.unit in UNITS else UnitKind.NONE
    return UnitKind.NONE in (asked, reading.unit) or asked == reading.unit


def _speaks_of(column: Column, sentence: str) -> bool:
    years = re.findall(r"\d{4}", column.title.zh) or ([str(column.starts.year)] if column.starts else [])
    return all(year in sentence for year in years)
