"""One text in two languages."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core.text import Text
from findings.models import Finding

BOTH = Text("超标排放", "Excess discharge")


def test_complete_means_both_languages_are_written():
    texts = [BOTH, Text("超标排放"), Text("", "Excess"), Text("超标排放", " \n"), Text()]
    assert [text.complete for text in texts] == [True, False, False, False, False]


def test_an_empty_text_is_false_and_half_a_text_is_true():
    assert [bool(text) for text in (Text(), Text("有"), Text("", "some"))] == [False, True, True]


def test_a_text_unpacks_as_chinese_then_english():
    assert tuple(BOTH) == ("超标排放", "Excess discharge")


def test_get_gives_one_language_and_refuses_another():
    assert (BOTH.get("zh"), BOTH.get("en"), Text("有").get("en")) == ("超标排放", "Excess discharge", "")
    with pytest.raises(ValueError, match="zh-hans"):
        BOTH.get("zh-hans")


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        (BOTH, "en", "Excess discharge"),
        (BOTH, "zh", "超标排放"),
        (Text("超标排放"), "en", "超标排放"),
        (Text("", "Excess"), "zh", "Excess"),
        (Text(), "en", ""),
    ],
)
def test_best_falls_back_to_the_other_language(text, lang, shown):
    assert text.best(lang) == shown


def test_a_text_is_made_of_a_mapping_and_of_nothing_else():
    assert Text.of({"zh": "有", "en": None}) == Text("有")
    assert (Text.of(None), Text.of(BOTH)) == (Text(), BOTH)
    with pytest.raises(ValueError, match="fr"):
        Text.of({"zh": "有", "fr": "il y a"})


# --- As two columns --------------------------------------------------------------------------------------------------


def test_the_constructor_takes_a_text_and_the_row_gives_it_back():
    finding = Finding(title=BOTH)
    assert (finding.title_zh, finding.title_en, finding.title) == ("超标排放", "Excess discharge", BOTH)


def test_assigning_a_text_writes_both_columns():
    finding = Finding(title=BOTH)
    finding.title = Text("噪声")
    assert (finding.title_zh, finding.title_en) == ("噪声", "")


def test_migrations_see_two_ordinary_columns(db):
    fields = MigrationLoader(connection).project_state().models["findings", "finding"].fields
    assert {name for name in fields if name.startswith("title")} == {"title_zh", "title_en"}
    assert [fields[f"title_{lang}"].max_length for lang in ("zh", "en")] == [200, 200]


def test_no_model_has_changed_since_its_last_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)  # exits with 1 when one has


def test_the_columns_are_searched_by_name(beijing):
    found = Finding.objects.filter(title_en__icontains="CANARY7NPCFINDING").values_list("pk", flat=True)
    assert list(found) == [beijing.finding.pk]
