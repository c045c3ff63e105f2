"""A figure in plain words: how the house understood what somebody typed."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.quantities import Kind, Qualifier, Quantity, write_zh
from core.text import Text
from inspections.forms.lists import in_page_language

SAID = {
    Qualifier.EXACT: gettext_lazy("确数，%(number)s"),
    Qualifier.MORE_THAN: gettext_lazy("约数，多于%(number)s"),
    Qualifier.NEARLY: gettext_lazy("约数，接近%(number)s"),
    Qualifier.ABOUT: gettext_lazy("约数，%(number)s左右"),
    Qualifier.LESS_THAN: gettext_lazy("约数，少于%(number)s"),
    Qualifier.AT_LEAST: gettext_lazy("约数，不少于%(number)s"),
    Qualifier.UP_TO: gettext_lazy("约数，至多%(number)s"),
}
LARGE = 10_000
RANGE = gettext_lazy("范围，%(low)s至%(high)s")
YUAN = pgettext_lazy("money", "%(number)s元")


def understood(quantity: Quantity) -> str:
    """The sentence for `quantity` in the language of the page: 约数，多于10,000,000."""
    if quantity.low is not None and quantity.high is not None:
        said = str(RANGE) % {"low": _plain(quantity, quantity.low), "high": _plain(quantity, quantity.high)}
    elif quantity.value is not None:
        said = str(SAID[quantity.qualifier]) % {"number": _plain(quantity, quantity.value)}
    else:
        return _("不是数量")
    return said


def _plain(quantity: Quantity, number: Decimal) -> str:
    """The number as it is read, a large one with its groups of three too: a slip of a power of ten meets the eye."""
    digits = f"{number.normalize():,f}"
    if quantity.kind is Kind.PERCENT:
        return f"{digits}%"
    if number >= LARGE and in_page_language(Text("zh", "en")) == "zh":
        digits = f"{write_zh(Quantity(value=number))}（{digits}）"
    if quantity.kind is Kind.MONEY:
        return str(YUAN) % {"number": digits}
    return digits
