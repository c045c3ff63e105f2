"""Texts of the samples cite figures and dates: every citation is looked up before the text is kept."""

from core.text import Text
from findings.citations import CITATION
from reports.actions.loading.figures import LoadedFigures
from reports.actions.loading.files import Row


def cited_text(row: Row, name: str, figures: LoadedFigures) -> Text:
    """The text of `name`; SampleError where it cites a figure or date that does not exist."""
    text = row.text(name)
    check_citations(text, row.where, figures)
    return text


def check_citations(text: Text, where: str, figures: LoadedFigures) -> None:
    """Raise SampleError for the first citation of an unknown figure or date."""
    for version in text:
        for kind, code, _styles in CITATION.findall(version):
            (figures.figures if kind == "fig" else figures.dates).key(code, where)
