"""Citations in texts: `{{ fig:code|style }}` and `{{ date:code }}` become words of both languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.quantities import Period, Quantity, QuantityError, Style, write_en, write_zh
from core.text import Text

CITATION = re.compile(r"\{\{\s*(fig|date):([\w-]+)((?:\|\w+)*)\s*\}\}")


class CitationError(ValueError):
    """The citation cannot be written; `sentence` says why in both languages."""

    def __init__(self, code: str, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.code = code
        self.sentence = sentence

    @property
    def stand_in(self) -> str:
        """What is shown in its place: the code in brackets, never an empty space."""
        return f"〔{self.code}〕"


@dataclass(frozen=True)
class Sources:
    """Figures and dates of one inspection, by code; a figure whose record contradicts itself stands as its error."""

    quantities: Mapping[str, Quantity | QuantityError]
    periods: Mapping[str, Period]

    def printed(self, text: Text) -> Text:
        """`text` with every citation written out; what cannot be written shows its code."""
        return Text(self._printed(text.zh, "zh"), self._printed(text.en, "en"))

    def _printed(self, text: str, lang: str) -> str:
        def one(match: re.Match[str]) -> str:
            try:
                return self.shown(match, lang)
            except CitationError as error:
                return error.stand_in

        return CITATION.sub(one, text)

    def shown(self, match: re.Match[str], lang: str) -> str:
        """The words for one match of CITATION in `zh` or `en`; CitationError where there are none."""
        kind, code, styles = match.group(1), match.group(2), match.group(3).split("|")[1:]
        try:
            return self._date(code, styles, lang) if kind == "date" else self._figure(code, styles, lang)
        except KeyError:
            sentence = Text(f"没有编号为“{code}”的数据。", f"There is no figure “{code}”.")
        except ValueError as error:
            sentence = Text(f"数据“{code}”无法写出：{error}", f"The figure “{code}” cannot be written: {error}")
        raise CitationError(code, sentence)

    def _figure(self, code: str, styles: list[str], lang: str) -> str:
        quantity = self.quantities[code]
        if isinstance(quantity, QuantityError):
            raise quantity
        return (write_zh if lang == "zh" else write_en)(quantity, Style.from_words(styles))

    def _date(self, code: str, styles: list[str], lang: str) -> str:
        period = self.periods[code]
        if set(styles) - {"cap"}:
            raise ValueError(f"unknown style {styles[0]!r}")
        shown = period.zh() if lang == "zh" else period.en()
        return shown[:1].upper() + shown[1:] if "cap" in styles else shown
