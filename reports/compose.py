"""The one bridge from rows to the report document. Nothing else knows both worlds."""

from decimal import Decimal

from django.utils import timezone

from core.quantities import Quantity, QuantityError, write_en, write_zh
from core.text import Text
from core.tiles import MARKS, TILES
from findings.models import Figure
from inspections.enums import ShareBase
from reports.citations import Citations
from reports.document.model import (
    Annex,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    PageRef,
    Paragraph,
    Section,
    Table,
    Tile,
    TileGrid,
    TileStatus,
)
from reports.models import Report
from reports.models import Section as SectionRow
from reports.queries.content import Content, content_of
from reports.wording import (
    AMBIGUOUS_BASE,
    COVERAGE,
    COVERAGE_AND_SURVEY,
    COVERAGE_NOTE,
    FIGURE_COLUMNS,
    FIGURES_CITED,
    GRID_CAPTION,
    NOT_STATED,
    SAMPLE_NOTICE,
    TILE_LEGEND,
    VISITED_PLACES,
)


def compose(report: Report) -> Document:
    """The document of `report` as it stands now, with the notices found on the way; nine queries for any length."""
    content = content_of(report)
    citations = Citations(content.quantities, content.periods)
    title = citations.printed(report.title, "title")
    occasion = citations.printed(report.occasion, "occasion")
    headless = [section for section in content.top if not section.heading]
    opening = tuple(paragraph for section in headless for paragraph in _own(section, content, citations))
    sections = tuple(_section(section, content, citations) for section in content.top if section.heading)
    closing = citations.printed(report.closing, "closing")
    annexes = tuple(annex for annex in (_figures(content, citations), _charts(content)) if annex)  # last: all is cited
    inspection = report.inspection
    return Document(
        code=report.code,
        title=title,
        sections=sections,
        date=(report.presented_on or inspection.ends or timezone.localdate(report.created)).isoformat(),
        author=inspection.organiser.name,
        occasion=occasion,
        presenter=report.presenter,
        salutation=report.salutation,
        opening=opening,
        closing=closing,
        annexes=annexes,
        notice=SAMPLE_NOTICE if inspection.is_sample else Text(),
        languages=("zh", "en") if report.title.en else ("zh",),
        notices=tuple(citations.notices),
    )


def _key(section: SectionRow) -> str:
    return f"s{section.order}"


def _own(section: SectionRow, content: Content, citations: Citations) -> list[Paragraph]:
    """The paragraphs directly under a section, with their citations written out."""
    rows = content.paragraphs.get(section.pk, [])
    keys = [f"{_key(section)}-p{row.order}" for row in rows]
    return [Paragraph(citations.printed(row.text, key), key) for row, key in zip(rows, keys, strict=True)]


def _section(section: SectionRow, content: Content, citations: Citations) -> Section:
    blocks: list[Block] = list(_own(section, content, citations))
    for item in content.items.get(section.pk, []):
        if item.heading:
            blocks.append(_section(item, content, citations))
        else:  # paragraphs that follow the items and belong to none of them
            blocks += _own(item, content, citations)
    return Section(citations.printed(section.heading, _key(section)), tuple(blocks), _key(section))


def _charts(content: Content) -> Annex | None:
    """Where the group went and what the survey found."""
    coverage, survey = _coverage(content), _survey(content)
    blocks = tuple(block for block in (coverage, survey) if block)
    if not blocks:
        return None
    return Annex(COVERAGE_AND_SURVEY if survey else COVERAGE, blocks, "annex-coverage")


def _coverage(content: Content) -> TileGrid | Table | None:
    """The grid of provinces for a national inspection, else the list of places; None when no visit is recorded."""
    visited = {visit.locality_id: visit.locality.name for visit in content.visits}
    if not visited:
        return None
    if not visited.keys() <= TILES.keys():
        rows = tuple((Text(str(n), str(n)), name) for n, name in enumerate(visited.values(), start=1))
        columns = (Column(Text("序号", "No."), 1, "center"), Column(VISITED_PLACES, 6))
        return Table(columns, rows, key="coverage")
    tiles = tuple(_tile(code, place, content, visited) for code, place in TILES.items())
    occurring = {tile.status for tile in tiles}
    legend = tuple(line for line in TILE_LEGEND if line[0] in occurring)
    return TileGrid(tiles, legend, caption=GRID_CAPTION, note=_coverage_note(content), key="coverage")


def _tile(code: str, place: tuple[int, int], content: Content, visited: dict[str, Text]) -> Tile:
    """One province. Where bodies were entrusted without being named, a province not visited is "not stated"."""
    mark = Text(*MARKS[code])
    entrusted = {row.body.locality_id: row.body.name for row in content.delegations if row.body}
    status: TileStatus = "none" if all(row.names_stated for row in content.delegations) else "unknown"
    if code in visited:
        status = "visited"
    elif code in entrusted:
        status = "delegated"
    return Tile(code, mark, visited.get(code) or entrusted.get(code) or mark, status, *place)


def _coverage_note(content: Content) -> Text:
    unnamed = sum(row.number or 0 for row in content.delegations if not row.names_stated)
    if not unnamed:
        return Text()
    return Text(*(text.format(number=unnamed) for text in COVERAGE_NOTE))


def _survey(content: Content) -> BarChart | None:
    """The shares of the survey as bars, in the order of its questions; each share is a figure."""
    if content.survey is None:
        return None
    figures = {figure.answer_id: figure for figure in content.figures.values() if figure.answer_id}
    bars = []
    for question in content.survey.questions.all():
        for answer in question.answers.all():
            figure = figures.get(answer.pk)
            quantity = figure and content.quantities[figure.code]
            if isinstance(quantity, Quantity):
                bars.append(_bar(question.text, answer.text, answer.base, quantity))
    if not bars:
        return None
    return BarChart(tuple(bars), Decimal(100), caption=content.survey.title, key="survey")


def _bar(question: Text, answer: Text, base: str, quantity: Quantity) -> Bar:
    return Bar(
        label=Text(f"{question.zh}：{answer.zh}", f"{question.en}: {answer.en}"),
        value=quantity.value or Decimal(0),
        shown=Text(write_zh(quantity), write_en(quantity)),
        note=AMBIGUOUS_BASE if base == ShareBase.AMBIGUOUS else Text(),
    )


def _figures(content: Content, citations: Citations) -> Annex | None:
    """Every figure the text cites: value, what is counted, period, source, and the pages it stands on."""
    cited = [figure for figure in content.figures.values() if figure.code in citations.places]
    if not cited:
        return None
    rows = tuple(_figure_row(figure, citations) for figure in cited)
    return Annex(FIGURES_CITED, (Table(FIGURE_COLUMNS, rows, key="figures"),), "annex-figures")


def _figure_row(figure: Figure, citations: Citations) -> tuple[Text | PageRef, ...]:
    quantity = citations.quantities[figure.code]
    source = figure.source
    return (
        NOT_STATED if isinstance(quantity, QuantityError) else Text(write_zh(quantity), write_en(quantity)),
        source.population or source.noun,
        source.period_text or NOT_STATED,
        source.claimant or NOT_STATED,
        PageRef(tuple(citations.places[figure.code])),
    )
