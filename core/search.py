"""Words in long tables: found by an index of pairs of characters, since Chinese has no blanks to split at.

A searched table has a column `grams` (made by the database itself, see the migrations) with every pair of neighbouring
characters of its texts. The index finds the rows that hold all pairs of a word; the texts decide. A word that stands in
many rows is looked for in the order of the list instead: its first page is soon full.
"""

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

RARE = 2000  # rows up to which the index alone is asked first


def containing(rows: QuerySet, words: str, columns: tuple[str, ...]) -> QuerySet:
    """`rows` in which each of `words` stands in one of `columns`, in whatever case.

    One query more for each word of a table with `grams`, to learn whether the word is rare.
    """
    for word in words.split():
        if len(word) > 1 and is_searched(rows.model) and is_rare(rows.model, word):
            # OFFSET 0 is a fence: else the planner may walk the whole list in its order for a word that stands nowhere.
            table = rows.model._meta.db_table
            found = RawSQL(f'SELECT id FROM "{table}" WHERE grams @> zj_grams(%s) OFFSET 0', [word])  # noqa: S608, S611
            rows = rows.filter(pk__in=found)
        rows = rows.filter(any_contains(columns, word))
    return rows


def any_contains(columns: tuple[str, ...], word: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def is_searched(model: type[Model]) -> bool:
    """Whether the table of `model` has a column `grams`."""
    return getattr(model, "is_searched", False)


def is_rare(model: type[Model], word: str) -> bool:
    """Whether at most RARE rows of the whole table hold all pairs of `word`."""
    table = model._meta.db_table
    limited = f'SELECT 1 FROM "{table}" WHERE grams @> zj_grams(%s) LIMIT {RARE + 1}'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({limited}) AS found", [word])  # noqa: S608
        return cursor.fetchone()[0] <= RARE
