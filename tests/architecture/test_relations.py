"""Relations point left like imports do, and no name is longer than the shortest-minded database allows."""

import pytest
from django.apps import apps
from django.db import models

from core.models import Record

LINE = ["core", "accounts", "inspections", "findings", "recommendations", "reports"]
LONGEST = 30  # characters: databases that cities run may cut off or refuse longer names
OURS = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in LINE]


def relations_to_the_right(chosen: list[type[models.Model]]) -> set[tuple[str, str]]:
    """(model.field, model it points to) for each relation to a later app; apps of Django's own stand left of ours."""
    place = {app: number for number, app in enumerate(LINE)}
    return {
        (f"{model._meta.label}.{field.name}", field.related_model._meta.label)
        for model in chosen
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model and place.get(field.related_model._meta.app_label, -1) > place[model._meta.app_label]
    }


def names(model: type[models.Model]) -> list[str]:
    """What the model names in the database: table, columns, indexes, constraints."""
    meta = model._meta
    columns = [field.column for field in meta.concrete_fields]
    return [meta.db_table, *columns, *(index.name for index in meta.indexes), *(row.name for row in meta.constraints)]


def test_every_relation_points_left():
    assert relations_to_the_right(OURS) == set()


def test_a_relation_to_the_right_is_seen(monkeypatch):
    monkeypatch.setattr(f"{__name__}.LINE", LINE[::-1])
    assert ("findings.Finding.inspection", "inspections.Inspection") in relations_to_the_right(OURS)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_name_is_too_long(model):
    assert [name for name in names(model) if len(name) > LONGEST] == []


def test_names_of_indexes_and_constraints_are_given_once():
    given = [row.name for model in OURS for row in (*model._meta.indexes, *model._meta.constraints)]
    assert sorted(given) == sorted(set(given))


def test_what_has_an_address_has_a_code_and_a_history():
    addressed = {model for model in OURS if hasattr(model, "get_absolute_url")}
    assert {model._meta.model_name for model in addressed} == {
        "inspection",
        "finding",
        "lead",
        "draw",
        "recommendation",
        "report",
        "glossaryterm",
        "delegation",
        "request",
        "return",
    }
    assert all(issubclass(model, Record) for model in addressed)


def test_texts_are_never_null():
    """An empty text is "": two ways of saying nothing would be one too many. Figure.scale_zh has a reason of its own;
    a receipt is unique among those that there are."""
    nullable = {
        f"{model._meta.model_name}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.null
    }
    assert nullable == {"figure.scale_zh", "returnversion.receipt"}
