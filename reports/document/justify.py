"""Lines that fill the measure and keep the grid: what WeasyPrint leaves out for Chinese.

WeasyPrint stretches blanks only, and Chinese has none: a line that ends early at a mark or a number stays ragged.
Here the slack goes between Chinese characters, never into a word or a number, and a number stays with its unit.
A line that mixes faces would be higher than its line-height: here every line is as high as the style says (22 a page).
This reaches into private functions, so it refuses a version it was not tried with.
"""

import re
from typing import Any

import weasyprint
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from .printable import WIDE

TRIED = "70."
CHINESE = re.compile(f"[{WIDE}]+")
# 1000余万个, 63.5%, 2017年: what stands together in a line
QUANTITY = re.compile(r"\d[\d,.]*(?:[余多]?[万亿]?[余多]?[年月日个名人家件起项条处次户元亩米吨]|[余多]?[万亿])")
MOST = 0.5  # of a character's width between two characters; beyond that a line is left short

_justify_line = inline.justify_line
_split_text_box = inline.split_text_box
_set_text = line_break.Layout.set_text


def install() -> None:
    """Change the renderer of this process; `RuntimeError` for a version of WeasyPrint that was not tried."""
    if not weasyprint.__version__.startswith(TRIED):
        raise RuntimeError(f"justification was tried with WeasyPrint {TRIED}x, not with {weasyprint.__version__}")
    ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);", override=True)
    inline.justify_line = justify_line
    inline.split_text_box = split_text_box
    line_break.Layout.set_text = set_text


def split_text_box(*args: Any, **options: Any) -> Any:
    """Replaces `inline.split_text_box`: the text stands on the baseline of its style, whatever faces it mixes."""
    box, resume_at, preserved = _split_text_box(*args, **options)
    if box is not None:
        box.height, box.baseline = line_break.strut(box.style)
        box.margin_top = box.margin_bottom = 0
    return box, resume_at, preserved


def justify_line(context: Any, line: Any, slack: float) -> None:
    """Spread `slack` (CSS pixels) over the gaps between the Chinese characters of the line."""
    texts = list(_texts(line))
    if not texts or not (texts[0].style["lang"] or "").startswith("zh"):
        _justify_line(context, line, slack)
        return
    gaps = sum(_gaps(text.text) for text in texts)
    space = slack / gaps if gaps else 0
    if 0 < space <= MOST * texts[0].style["font_size"]:
        _widen(line, space, 0)


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Replaces `Layout.set_text`: keeps quantities together while lines are found, spaces the characters when drawn."""
    _set_text(layout, text, justify)
    spacing = getattr(layout, "chinese_spacing", 0) if justify else 0
    if spacing:
        _attribute(layout, CHINESE, lambda: pango.pango_attr_letter_spacing_new(round(spacing * TO_UNITS)))
    elif not justify and (layout.style["lang"] or "").startswith("zh"):
        _attribute(layout, QUANTITY, lambda: pango.pango_attr_allow_breaks_new(False))


def _attribute(layout: Any, where: re.Pattern[str], new: Any) -> None:
    """Set a Pango attribute on every match in the layout's text; offsets are in bytes of UTF-8."""
    matches = list(where.finditer(layout.text))
    if not matches:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    place = start = 0
    for match in matches:
        start += len(layout.text[place : match.start()].encode())
        end = start + len(match.group().encode())
        attribute = new()
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
        place, start = match.end(), end
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _texts(box: Any) -> Any:
    if isinstance(box, TextBox):
        yield box
    elif isinstance(box, LineBox | InlineBox):
        for child in box.children:
            yield from _texts(child)


def _gaps(text: str) -> float:
    """How many times the spacing widens the text: Pango puts half on each side and none at the ends."""
    runs = [match.span() for match in CHINESE.finditer(text)]
    return sum(end - start for start, end in runs) - sum(start == 0 for start, _ in runs) / 2 - sum(
        end == len(text) for _, end in runs
    ) / 2  # fmt: skip


def _widen(box: Any, space: float, shift: float) -> float:
    """Move the box by `shift` and widen its texts; returns the shift of what follows."""
    if isinstance(box, TextBox):
        box.position_x += shift
        added = space * _gaps(box.text)
        box.width += added
        box.pango_layout.chinese_spacing = space
        return shift + added
    if not isinstance(box, LineBox | InlineBox):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    after = shift
    for child in box.children:
        if child.is_in_normal_flow():
            after = _widen(child, space, after)
    box.width += after - shift
    return after
