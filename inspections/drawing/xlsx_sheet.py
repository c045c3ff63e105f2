"""The rows of a sheet: taken by a pattern where they look as spreadsheets write them, else told tag by tag."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from openpyxl.utils import column_index_from_string, get_column_letter

from core.canonical import clean
from core.text import Text
from inspections.drawing.checking import KNOWN
from inspections.drawing.faults import MOST_ROWS, NOTES, Unreadable, sentence, shown
from inspections.drawing.table import Table
from inspections.drawing.xml_stream import Handlers

MOST_COLUMNS = 100
MOST_MERGED = 1000  # named
LONGEST_CELL = 1000  # characters kept; more are too many for any column
LONGEST_READ = 2 * LONGEST_CELL  # characters that are composed before that
EXACT = 15  # digits that a spreadsheet keeps of a number
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

# A row that is not hidden, with its number. Of a cell that is read: style, type, and one value or one plain text; with
# a formula, several runs or a reference (&amp;) it is told. Other cells need only be sound. The last branch swallows
# what is no such row.
ROW = r'<row r="(\d{{1,7}})"(?![^<>]*hidden(?!="(?:0|false)"))[^<>/]*>{cells}</row>\s*|(?s:.+)'
READ = (
    r'(?:<c r="{letter}\d+"(?: s="(\d{{1,5}})")?(?: t="(\w+)")?'
    r'(?:/>|>(?:(?:<v>|<is><t(?: xml:space="preserve")?>)([^<&\r]*)(?:</v>|</t></is>))?</c>))?+'
)
OTHERS = r'(?:<c r="(?!(?:{letters})\d)[A-Z]+\d+"[^<>]*(?:/>|>(?:</?(?:v|f|is|t)(?:[ /][^<>]*)?>[^<]*)*+</c>))*+'


def text_of(text: str) -> str:
    """A text as the workbook means it; a string that is used a million times is cleaned once."""
    if "_x" in text:
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean(text[:LONGEST_READ])[:LONGEST_CELL]


class Sheet:
    """The rows of a sheet that hold something, with the numbers they have in it."""

    def __init__(self, strings: list[str], styles: list[str | int]) -> None:
        self.strings, self.styles = strings, styles
        self.head: list[str] = []
        self.columns: list[list[str]] = []
        self.wanted: list[int] = []  # columns whose head is known; of the others only that they hold something
        self.pattern = re.compile("")  # of a row, once the head is known
        self.numbers: list[int] = []
        self.number = 0  # of the row that was read last
        self.odd: dict[tuple[int, int], str] = {}
        self.merged: list[Text] = []
        self.hidden = 0

    @property
    def size(self) -> int:
        """How many rows there are below the head."""
        return len(self.numbers) - 1

    def table(self) -> Table:
        if not self.head:
            raise Unreadable("empty")
        numbers = self.numbers

        def place(row: int, column: int | None) -> Text:
            number = numbers[row + 1]
            if column is None:
                return Text(f"第{number}行", f"row {number}")
            cell = f"{get_column_letter(column + 1)}{number}"
            return Text(cell, cell)

        notes = [sentence(NOTES["hidden_rows"], count=self.hidden)] if self.hidden else []
        return Table(self.head, self.columns, self.size, place, notes=notes, merged=self.merged, odd=self.odd)

    # --- Plain rows ---

    def plain(self, piece: bytes) -> bool:
        """Take rows in which nothing is unusual and nothing wrong; False when there is any other."""
        if not self.wanted:
            return False
        rows = self.pattern.findall(piece.decode())
        if not rows[-1][0]:  # the last branch
            return False
        numbers, *cells = zip(*rows, strict=True)
        columns = [self._plain(*cells[at : at + 3]) for at in range(0, len(cells), 3)]
        if not all(columns) or all("" in column for column in columns):  # a row might be blank
            return False
        for index, column in zip(self.wanted, columns, strict=True):
            self.columns[index] += column
        self.numbers += map(int, numbers)
        self.number = self.numbers[-1]
        self._refuse_too_many()
        return True

    def _plain(self, styles: Sequence[str], kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
        """The cells of a column; none when one of them is at fault."""
        if set(kinds) == {"s"}:
            return [self.strings[int(text)] if text else "" for text in texts]
        cells = list(zip(texts, kinds, styles, strict=True))
        values = {}
        for cell in set(cells):
            text, kind, style = cell
            values[cell], fault = self._value(text, kind or "n", int(style or 0)) if text else ("", "")
            if fault:
                return []
        return [values[cell] for cell in cells]

    # --- Rows that are told ---

    def handlers(self) -> Handlers:
        """What expat calls. They share their variables: half a million cells may pass through them."""
        odd = self.odd
        columns: dict[str, int] = {}  # letters → place
        cells: list[str] = []
        parts: list[str] = []
        column, kind, style = -1, "n", 0
        formula = inside = phonetic = hidden = filled = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal column, kind, style, formula, inside, phonetic, hidden, filled
            tag = tag[tag.rfind("}") + 1 :]
            if tag == "c":
                letters = attributes.get("r", "").rstrip("0123456789")
                if letters in columns:
                    column = columns[letters]
                elif letters:
                    column = columns[letters] = column_index_from_string(letters) - 1
                else:
                    column += 1
                kind = attributes.get("t", "n")
                style = int(attributes.get("s", "0"))
                formula = False
                parts.clear()
            elif tag == "v" or tag == "t":
                inside = True
            elif tag == "f":
                formula = True
            elif tag == "row":
                self.number = int(attributes.get("r", self.number + 1))
                hidden = attributes.get("hidden") in ("1", "true")
                column, filled = -1, False
                cells.clear()
            elif tag == "rPh":
                phonetic = True
            elif tag == "mergeCell" and len(self.merged) < MOST_MERGED:
                self.merged.append(Text(shown(attributes.get("ref", "")), shown(attributes.get("ref", ""))))

        def data(text: str) -> None:
            if inside and not phonetic:
                parts.append(text)

        def end(tag: str) -> None:
            nonlocal inside, phonetic, filled
            tag = tag[tag.rfind("}") + 1 :]
            if tag == "v" or tag == "t":
                inside = False
            elif tag == "c":
                if not (parts or formula):
                    return
                if self.head and column not in self.wanted:
                    filled = True
                    return
                value, fault = ("=", "") if formula else self._value("".join(parts), kind, style)
                if value and column < MOST_COLUMNS:
                    cells.extend([""] * (column - len(cells)))
                    cells[column:] = [value]
                    filled = True
                    if fault and self.head:
                        odd[self.size, column] = fault
            elif tag == "row" and filled:
                self.hidden += hidden
                self._add(cells)
            elif tag == "rPh":
                phonetic = False

        return start, end, data

    def _add(self, cells: list[str]) -> None:
        """One row that holds something; the first is the head."""
        if self.head:
            for index in self.wanted:
                self.columns[index].append(cells[index] if index < len(cells) else "")
        else:
            self._begin(cells.copy())
        self.numbers.append(self.number)
        self._refuse_too_many()

    def _begin(self, head: list[str]) -> None:
        self.head, self.columns = head, [[] for _ in head]
        self.wanted = [index for index, name in enumerate(head) if name.lower() in KNOWN]
        letters = [get_column_letter(index + 1) for index in self.wanted]
        others = OTHERS.format(letters="|".join(letters))
        cells = "".join(others + READ.format(letter=letter) for letter in letters)
        self.pattern = re.compile(ROW.format(cells=cells + others), re.ASCII)

    def _refuse_too_many(self) -> None:
        if self.size > MOST_ROWS:
            raise Unreadable("rows", limit=MOST_ROWS)

    # --- Cells ---

    def _value(self, text: str, kind: str, style: int) -> tuple[str, str]:
        """A cell as text, and which fault it is ("" for none)."""
        if kind == "s":
            return self.strings[int(text)], ""
        if kind == "n":
            return self._number(text, self.styles[style] if style < len(self.styles) else 0)
        if kind == "e" or kind == "d":
            return text, "error" if kind == "e" else "date"
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE", ""
        return text_of(text), ""

    def _number(self, text: str, form: str | int) -> tuple[str, str]:
        if form == "date":
            return text, "date"
        try:
            value = Decimal(text[:LONGEST_CELL])
            if not value.is_finite() or abs(value.adjusted()) > 30:
                return text[:LONGEST_CELL], "digits"
            whole = value == value.to_integral_value()
        except InvalidOperation:
            return text[:LONGEST_CELL], "error"
        plain = str(int(value)) if whole else format(value.normalize(), "f")
        if whole and len(plain.lstrip("-")) > EXACT:
            return plain, "digits"
        return plain.zfill(int(form)), ""
