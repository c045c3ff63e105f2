"""One figure in a cell: what stands there is that figure and nothing else that could be one."""

from core.quantities.model import Quantity, QuantityError
from core.quantities.reading import Reading, ReadingKind

NO_FIGURE = frozenset(
    {ReadingKind.DATE, ReadingKind.PERIOD, ReadingKind.NAME, ReadingKind.ENUMERATOR, ReadingKind.VAGUE}
)


class NotOne(ValueError):
    """`reason`: "none" (no figure), "several", "unsure" (数百, a date, a name), "unkept" (no record can hold it);
    `raw` is the spot, `count` how many there are."""

    def __init__(self, reason: str, raw: str = "", count: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.raw, self.count = reason, raw, count


def single(text: str, lang: str) -> Reading:
    """The one reading of `text`. Raises NotOne."""
    from core.quantities.chinese.reading import read_zh  # imported late: their tables weigh a fifth of a second
    from core.quantities.english.reading import read_en

    readings = (read_zh if lang == "zh" else read_en)(text)
    if not readings:
        raise NotOne("none")
    if len(readings) > 1:
        raise NotOne("several", count=len(readings))
    if readings[0].kind in NO_FIGURE:
        raise NotOne("unsure", readings[0].raw)
    return readings[0]


def single_quantity(text: str, lang: str = "zh") -> Quantity:
    """The one figure of `text` as a record. Raises NotOne."""
    reading = single(text, lang)
    try:
        return reading.as_quantity()
    except QuantityError as error:
        raise NotOne("unkept", reading.raw) from error
