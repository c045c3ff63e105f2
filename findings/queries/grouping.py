"""How many findings there are by focus point, by place or by article: a table whose lines lead into the list."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Locality
from core.charts import CountRow
from core.text import Text
from findings.enums import FindingKind
from inspections.models import Article, FocusPoint

KINDS = (FindingKind.ACHIEVEMENT, FindingKind.PROBLEM)
OF_KIND = {kind.value: Count("pk", filter=Q(kind=kind)) for kind in KINDS}
WIDTHS = (2, 4, 6)  # digits of a code that tell province, prefecture and county

Address = Callable[..., str]


def groups_of(rows: QuerySet, by: str, address: Address) -> list[CountRow]:
    """The lines for `rows`, each of which comes once, by `focus`, `place` or `article`; `address(name=value)` is that
    of a narrower list."""
    return {"focus": by_focus, "place": by_place, "article": by_article}[by](rows, address)


def by_focus(rows: QuerySet, address: Address) -> list[CountRow]:
    """In the order of the scheme; what belongs to no focus point comes last."""
    counted = {row["focus_point"]: _pair(row) for row in rows.order_by().values("focus_point").annotate(**OF_KIND)}
    points = FocusPoint.objects.filter(pk__in=counted).order_by("inspection", "order")
    lines = [
        CountRow(_numbered(point.order, point.title), counted[point.pk], address(focus=point.order)) for point in points
    ]
    if None in counted:
        lines.append(CountRow(Text("未归入检查重点", "Outside the focus points"), counted[None]))
    return lines


def by_article(rows: QuerySet, address: Address) -> list[CountRow]:
    """In the order of the law; a finding that names several articles stands under each of them."""
    counted = {row["articles"]: _pair(row) for row in rows.order_by().values("articles").annotate(**OF_KIND)}
    articles = Article.objects.filter(pk__in=counted).select_related("instrument")
    lines = [
        CountRow(_titled(article), counted[article.pk], address(article=article.pk))
        for article in articles.order_by("instrument", "number", "insertion")
    ]
    if None in counted:
        lines.append(CountRow(Text("未对应条文", "Without an article"), counted[None]))
    return lines


def by_place(rows: QuerySet, address: Address) -> list[CountRow]:
    """In the standard order of the codes, by province; by prefecture or county where all lie in one."""
    made = rows.order_by().values_list("place_id", "kind").annotate(number=Count("pk"))
    exact = [(place, kind, number) for place, kind, number in made]
    spoken = list(rows.filter(localities__isnull=False).values_list("pk", "kind", "place_id", "localities"))
    codes = {place for place, _kind, _number in exact if place} | {locality for *_rest, locality in spoken}
    if not codes:
        return []
    width = next((width for width in WIDTHS if len({code[:width] for code in codes}) > 1), WIDTHS[-1])
    counted: Counter[tuple[str, str]] = Counter()
    for place, kind, number in exact:
        counted[(place or "")[:width], kind] += number
    counted.update((prefix, kind) for _pk, kind, prefix in _also(spoken, width))
    names = {row.pk: row.name for row in Locality.objects.filter(pk__in={_code(prefix) for prefix, _kind in counted})}
    lines = []
    for prefix in sorted({prefix for prefix, _kind in counted if prefix}):
        code, counts = _code(prefix), tuple(counted[prefix, kind.value] for kind in KINDS)
        is_whole = width == WIDTHS[0] or not prefix.endswith("00") or len(prefix) == WIDTHS[-1]
        name = names.get(code, Text(code, code))
        lines.append(
            CountRow(name, counts, address(place=code))
            if is_whole
            else CountRow(Text(f"{name.zh}（未分市县）", f"{name.en} (as a whole)"), counts)
        )
    return lines


def _also(spoken: Iterable[tuple[Any, ...]], width: int) -> set[tuple[Any, str, str]]:
    """(finding, kind, prefix) where a finding speaks of a place other than the one it was made in."""
    return {(pk, kind, code[:width]) for pk, kind, place, code in spoken if code[:width] != (place or "")[:width]}


def _code(prefix: str) -> str:
    return prefix.ljust(6, "0")


def _pair(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[kind.value] for kind in KINDS)


def _numbered(number: int, text: Text) -> Text:
    return Text(f"{number}. {text.zh}", f"{number}. {text.en}" if text.en else "")


def _titled(article: Article) -> Text:
    short = article.instrument.short or article.instrument.title
    return Text(f"{short.zh}{article.label.zh}", f"{short.best('en')}, {article.label.en}")
