"""The same pages in less time: what WeasyPrint works out again for every box and need not.

Nothing here changes a page; a test compares the bytes with and without. It reaches into private functions, so it does
nothing for a version it was not tried with.
"""

from math import inf
from typing import Any

import weasyprint
from weasyprint.formatting_structure.boxes import PageBox
from weasyprint.layout import block, inline, page, percent, table
from weasyprint.layout import float as floats

TRIED = "70.0"
USED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)

_split_first_line = inline.split_first_line
_page_styles = page.set_page_type_computed_styles
_resolve_percentages = percent.resolve_percentages


def install() -> bool:
    """Change the renderer of this process; False, and no change, for a version that was not tried."""
    if weasyprint.__version__ != TRIED:
        return False
    for module in (block, floats, inline, page, table):
        module.resolve_percentages = resolve_percentages
    page.set_page_type_computed_styles = page_styles
    inline.split_first_line = split_first_line
    return True


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Sizes of a box in its containing block: boxes that share a style and a block share the answer."""
    style = box.style
    if isinstance(box, PageBox) or style["border_collapse"] == "collapse":  # both depend on more than these two
        _resolve_percentages(box, containing_block)
        return
    if isinstance(containing_block, tuple | list):
        key = tuple(containing_block)
    else:
        key = (containing_block.width, containing_block.height)
    known = style.__dict__.setdefault("used_sizes", {})
    if key in known:
        box.__dict__.update(known[key])
        return
    _resolve_percentages(box, containing_block)
    known[key] = {name: box.__dict__[name] for name in USED}


def page_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Styles of a page and its margins: all left pages share theirs, and all right ones (no style counts pages)."""
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    known = style_for.__dict__.setdefault("page_styles", {})
    styles = style_for.get_computed_styles()
    if kind in known:
        styles.update({(page_type, part): style for part, style in known[kind].items()})
        return
    before = set(styles)
    _page_styles(page_type, html, style_for)
    known[kind] = {part: styles[of, part] for of, part in styles.keys() - before}


def split_first_line(text: str, style: Any, context: Any, max_width: Any, *others: Any, **options: Any) -> Any:
    """The first line of a text: of a Chinese one no more is shaped than a line and a little can hold.

    The renderer takes four times as many characters as fit when each is as wide as it is high, which Chinese ones are.
    """
    if max_width and max_width < inf and style["font_size"] and (style["lang"] or "").startswith("zh"):
        short = text[: int(max_width / style["font_size"] * 1.3) + 8]
        if len(short) < len(text):
            line = _split_first_line(short, style, context, max_width, *others, **options)
            resume_at = line[2]
            if resume_at is not None and resume_at + 16 < len(short.encode()):  # far enough from where we cut
                return line
    return _split_first_line(text, style, context, max_width, *others, **options)
