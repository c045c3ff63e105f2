"""Three states of one entry beside each other: as it was, as somebody else made it, as the person typed it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.text import Text
from findings.enums import EvidenceKind, FindingKind, QuantityWord
from findings.queries.choices import articles_of
from inspections.forms.lists import in_page_language
from inspections.models import Inspection

Show = Callable[[Any], str]


@dataclass(frozen=True)
class Difference:
    """One part of the entry that is not the same in all three; `take_theirs`: only the other person changed it."""

    name: str
    label: str
    origin: str
    theirs: str
    mine: str
    take_theirs: bool
    both_changed: bool


def differences(
    origin: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any], inspection: Inspection
) -> list[Difference]:
    """Where hers and the person's own differ, in the order of the form. Without an `origin` nobody's is preferred."""
    found = []
    for name, (label, show) in _parts(inspection).items():
        was = _shown(show, origin.get(name)) if origin else ""
        hers, own = _shown(show, theirs.get(name)), _shown(show, mine.get(name))
        if hers == own:
            continue
        known = origin is not None
        found.append(
            Difference(name, label, was, hers, own, known and own == was, known and own != was and hers != was)
        )
    return found


def merged(mine: Mapping[str, Any], theirs: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    """The person's entry, with the parts named in `taken` as the other one has them."""
    return {**mine, **{name: theirs[name] for name in taken if name in theirs}}


def _shown(show: Show, value: Any) -> str:
    """`value` in words; what is no such value (it came from a page) shows nothing."""
    try:
        return show(value) if value not in (None, "", [], {}) else ""
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""


def _parts(inspection: Inspection) -> dict[str, tuple[str, Show]]:
    """Name → label and how its value is written."""
    return {
        "kind": (_("类别"), lambda value: str(FindingKind(value).label)),
        "title": (_("标题"), _both),
        "facts": (_("事实"), _both),
        "actor": (_("公开表述"), _both),
        "actor_internal": (_("内部名称"), str),
        "may_be_named": (_("可否点名"), lambda value: _("可以点名") if value else _("不点名")),
        "counted": (_("存在此情况的数量"), str),
        "counted_of": (_("检查总数"), str),
        "quantity_word": (_("程度用词"), lambda value: str(QuantityWord(value).label)),
        "visit": (_("实地检查"), _row(inspection.visits.select_related("locality"), lambda row: row.locality.name)),
        "unit": (_("受检单位"), _row(inspection.units.all(), lambda row: row.name)),
        "place": (_("所在地区"), str),
        "found_on": (_("发现日期"), str),
        "focus_point": (pgettext("one", "检查重点"), _row(inspection.focus_points.all(), lambda row: row.title)),
        "articles": (_("条文"), _articles(inspection)),
        "suggestion": (_("现场建议"), str),
        "figures": (pgettext("many", "数据"), _figures),
        "evidence": (_("依据"), _evidence),
    }


def _both(text: Mapping[str, str]) -> str:
    return "\n".join(filter(None, Text.of(text)))


def _row(rows: QuerySet, words: Callable[[Any], Text]) -> Show:
    def show(key: Any) -> str:
        row = rows.filter(pk=int(key)).first()
        return in_page_language(words(row)) if row else ""

    return show


def _articles(inspection: Inspection) -> Show:
    def show(keys: Any) -> str:
        return " ".join(in_page_language(row.label) for row in articles_of(inspection).filter(pk__in=map(int, keys)))

    return show


def _figures(rows: Any) -> str:
    return "\n".join(" ".join(filter(None, (*Text.of(row["what"]), row["zh"], row["en"]))) for row in rows)


def _evidence(rows: Any) -> str:
    return "\n".join(
        " ".join(filter(None, (str(EvidenceKind(row["kind"]).label), *Text.of(row["source"]), row.get("name", ""))))
        for row in rows
    )
