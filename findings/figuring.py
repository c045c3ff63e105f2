"""A figure as a person types it, as a quantity, and as the columns of its row."""

from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.quantities import Kind, Quantity, QuantityError, write_en, write_zh
from core.quantities.reading import Reading
from core.quantities.single import NotOne, single
from core.text import Text
from findings.models import Figure
from findings.returns.typed import is_negative

LARGEST = Decimal(10) ** 16  # the column holds sixteen digits before the point and four behind it
SMALLEST = Decimal("0.0001")


class Unreadable(ValueError):
    """What was typed is no figure; `message` is the sentence, `params` its blanks."""

    def __init__(self, lang: str, message: "str | Promise", **params: object) -> None:
        super().__init__(str(params))
        self.lang, self.message, self.params = lang, message, params


def read_figure(written: Text) -> Quantity:
    """The one figure that was typed, in Chinese, English or both. Raises Unreadable, also where the two differ."""
    lang = "zh" if written.zh else "en"
    reading = _one_reading(written.get(lang), lang)
    try:
        quantity = reading.as_quantity()
    except QuantityError as error:
        raise Unreadable(lang, SENTENCES["unkept"], shown=reading.raw) from error
    numbers = [number for number in (quantity.value, quantity.low, quantity.high) if number is not None]
    if any(number >= LARGEST or number != number.quantize(SMALLEST) for number in numbers):
        raise Unreadable(lang, _("数字过大，或者小数超过四位。"))
    if written.zh and written.en and not _one_reading(written.en, "en").says(quantity):
        raise Unreadable("en", _("英文的数据与中文的不一致。"))
    return quantity


SENTENCES = {
    "negative": _("不能填负数；减少、下降的，请在文字部分写明。"),
    "none": _("这里看不出数字。请写成“12起”“1000余万”这样。"),
    "several": _("一栏只填一个数据，这里有%(count)s个。"),
    "unsure": _("“%(shown)s”不是确定的数据。"),
    "unkept": _("“%(shown)s”无法作为数据保存，请换一种写法，例如用阿拉伯数字。"),
}


def _one_reading(text: str, lang: str) -> Reading:
    if is_negative(text):
        raise Unreadable(lang, SENTENCES["negative"])
    try:
        return single(text, lang)
    except NotOne as error:
        raise Unreadable(lang, SENTENCES[error.reason], shown=error.raw, count=error.count) from error


def columns_of(quantity: Quantity, written: Text) -> dict[str, Any]:
    """The columns of Figure that hold `quantity`, as it was typed."""
    return {
        "kind": quantity.kind.value,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "significant": quantity.significant,
        "qualifier": quantity.qualifier.value,
        "qualifier_zh": quantity.zh_qualifier or "",
        "scale_zh": quantity.zh_scale,
        "numerals_zh": quantity.zh_numerals.value if quantity.zh_numerals else "",
        "unit": quantity.unit.key,
        "noun": Text(),
        "noun_en_plural": "",
        "as_written": written,
        "same_as": None,
        "stated_in": " ".join(lang for lang in ("zh", "en") if written.get(lang)),
    }


def written_of(figure: Figure) -> Text:
    """The figure as somebody would type it: as it was typed, or as it is printed."""
    source = figure.source
    if source.as_written:
        return source.as_written
    if source.kind == Kind.NAME:
        return Text()
    try:
        return Text(write_zh(figure.quantity), write_en(figure.quantity))
    except QuantityError:
        return Text()
