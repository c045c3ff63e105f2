"""The entry of a finding: what is taken, what is refused, and that nothing of it is lost between form and database."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.spoken import faults_of
from core.text import Text
from findings.actions.recording import raise_finding
from findings.enums import EvidenceKind, QuantityWord
from findings.models import Finding
from findings.recording import entry_of, read_entry
from tests import make, worlds
from tests.findings.entries import a_figure, a_photo, an_entry


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "field-2017", starts="2017-08-01", ends="2017-10-01", precision="month")


def faults(inspection, **given) -> dict[str, str]:
    """Field → the first English sentence about it."""
    with pytest.raises(ValidationError) as caught:
        read_entry(an_entry(**given), inspection=inspection)
    said = faults_of(caught.value)
    assert all(text.zh and text.en and text.zh != text.en for _, text in said), said
    return {field: text.en for field, text in reversed(said)}


# --- What is taken ---------------------------------------------------------------------------------------------------


def test_everything_that_was_sent_is_read(inspection):
    visit = make.make_visit(inspection, "150000", starts="2017-09-11", ends="2017-09-20")
    unit, place = make.make_unit(inspection, visit=visit), visit.locality
    point, article = make.make_focus_point(inspection), make.make_article(21)
    inspection.instruments.add(article.instrument)
    data = an_entry(
        actor={"zh": "有的单位", "en": "some units"}, actor_internal="某某局", quantity_word="多数", counted=9, counted_of=13,
        suggestion="建立台账。\n限期整改。", may_be_named=True, found_on="2017-09-12", visit=visit.pk, unit=unit.pk,
        place=place.pk, focus_point=point.pk, articles=[article.pk], figures=[a_figure("1000余万", "more than 10 million")],
        evidence=[a_photo(b"1")],
    )  # fmt: skip
    entry = read_entry(data, inspection=inspection)
    assert entry.title == Text("日志留存不足六个月", "Logs kept for less than six months")
    assert (entry.visit, entry.unit, entry.place, entry.focus_point) == (visit, unit, place, point)
    assert (entry.articles, entry.found_on, entry.may_be_named) == ((article,), date(2017, 9, 12), True)
    assert (entry.counted, entry.counted_of, entry.quantity_word) == (9, 13, QuantityWord.MOST)
    assert entry.suggestion == "建立台账。\n限期整改。"
    assert entry.figures[0].quantity.value == 10_000_000
    assert str(entry.evidence[0].uuid) == data["evidence"][0]["id"]


def test_missing_keys_mean_empty(inspection):
    entry = read_entry({"kind": "problem", "title": {"zh": "题"}}, inspection=inspection)
    assert (entry.facts, entry.figures, entry.evidence, entry.visit, entry.found_on) == (Text(), (), (), None, None)


def test_what_was_stored_is_what_was_sent(inspection, liu):
    visit = make.make_visit(inspection, "150000")
    sent = an_entry(
        visit=visit.pk, place="150000", figures=[a_figure(), a_figure("63.5%", what="合格率")], evidence=[a_photo(b"1")]
    )
    finding = raise_finding(inspection=inspection, data=sent, by=liu)
    stored = entry_of(Finding.objects.get(pk=finding.pk))
    assert json.loads(json.dumps(stored)) == stored
    assert stored["evidence"][0] == {**sent["evidence"][0], "size": 0, "media_type": ""}  # nothing has arrived yet
    assert [{**figure, "code": None} for figure in stored["figures"]] == sent["figures"]
    assert {key: stored[key] for key in ("kind", "title", "facts", "visit", "place")} == {
        key: sent[key] for key in ("kind", "title", "facts", "visit", "place")
    }
    assert read_entry(stored, inspection=inspection).columns == read_entry(sent, inspection=inspection).columns


def test_blanks_and_what_no_column_holds_are_taken_out(inspection):
    entry = read_entry(
        an_entry(title={"zh": " 题\u0000\u202e目\n二 ", "en": "\ud800a"}, facts={"zh": "一\r\n二\r三\n"}),
        inspection=inspection,
    )
    assert (entry.title, entry.facts.zh) == (Text("题目 二", "a"), "一\n二\n三")


# --- What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"colour": "red"}, "colour"), ({"state": "verified"}, "state"), ({"written_by": 1}, "written_by"),
        ({"kind": ""}, "kind"), ({"kind": "rumour"}, "kind"), ({"kind": 3}, "kind"), ({"kind": ["problem"]}, "kind"),
        ({"title": {"zh": "", "en": "English alone"}}, "title.zh"), ({"title": "题"}, "title"), ({"title": {"fr": "x"}}, "title"),
        ({"title": {"zh": 3}}, "title.zh"), ({"title": {"zh": "长" * 201}}, "title.zh"), ({"facts": {"zh": "长" * 20_001}}, "facts.zh"),
        ({"suggestion": "长" * 5001}, "suggestion"), ({"actor_internal": {}}, "actor_internal"),
        ({"counted": "9"}, "counted"), ({"counted": True}, "counted"), ({"counted": -1}, "counted"), ({"counted": 9.5}, "counted"),
        ({"counted": 10**12}, "counted"), ({"may_be_named": "yes"}, "may_be_named"), ({"may_be_named": 1}, "may_be_named"),
        ({"quantity_word": "好多"}, "quantity_word"), ({"found_on": "2017-02-30"}, "found_on"), ({"found_on": "18/9/2017"}, "found_on"),
        ({"found_on": 20170918}, "found_on"), ({"visit": 10**30}, "visit"), ({"visit": "1"}, "visit"), ({"place": "999999"}, "place"),
        ({"articles": "21"}, "articles"), ({"articles": [10**9]}, "articles"), ({"articles": [None, "x"]}, "articles.1"),
        ({"figures": {}}, "figures"), ({"figures": ["12"]}, "figures.0"), ({"figures": [{}] * 31}, "figures"),
        ({"figures": [{"zh": "12", "value": 12}]}, "figures.0.value"),
        ({"evidence": [{"kind": "hearsay"}]}, "evidence.0.kind"), ({"evidence": [{"kind": ""}]}, "evidence.0.kind"),
        ({"evidence": [{"kind": "document", "id": "7"}]}, "evidence.0.id"),
        ({"evidence": [{"kind": "document", "digest": "abc", "name": "a"}]}, "evidence.0.digest"),
        ({"evidence": [{"kind": "document", "digest": "a" * 64}]}, "evidence.0.name"),
        ({"evidence": [{"kind": "document", "size": 30_000_000}]}, "evidence.0.size"),
        ({"evidence": [{"kind": "document", "media_type": "image/svg+xml"}]}, "evidence.0.media_type"),
        ({"evidence": [{"kind": "document", "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}] * 2}, "evidence"),
        ({"figures": [{"zh": "12", "code": "n1"}] * 2}, "figures"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_under_the_name_of_its_field(inspection, given, field):
    assert list(faults(inspection, **given)) == [field]


def test_data_that_are_no_object_are_refused(inspection):
    for data in ([], "x", None, {1: 2}):
        with pytest.raises(ValidationError):
            read_entry(data, inspection=inspection)


def test_all_faults_are_told_at_once(inspection):
    found = faults(inspection, kind="", title={"zh": ""}, counted="x", figures=[a_figure("许多")])
    assert set(found) == {"kind", "title.zh", "counted", "figures.0.zh"}


@pytest.mark.parametrize("name", ["visit", "unit", "focus_point", "articles"])
def test_rows_of_another_inspection_are_refused(inspection, hainan_sc, name):
    other = make.make_inspection(hainan_sc, "other")
    article = make.make_article()
    other.instruments.add(article.instrument)
    rows = {
        "visit": lambda: make.make_visit(other, "460000").pk,
        "unit": lambda: make.make_unit(other).pk,
        "focus_point": lambda: make.make_focus_point(other).pk,
        "articles": lambda: [article.pk],
    }
    key = rows[name]()
    foreign = faults(inspection, **{name: key})
    missing = faults(inspection, **{name: [2**40] if name == "articles" else 2**40})
    assert list(foreign) == [name] and foreign == missing


def test_a_unit_must_be_one_of_the_visit(inspection):
    here, there = make.make_visit(inspection, "150000"), make.make_visit(inspection, "460000")
    unit, alone = make.make_unit(inspection, visit=there), make.make_unit(inspection)
    assert list(faults(inspection, visit=here.pk, unit=unit.pk)) == ["unit"]
    assert read_entry(an_entry(visit=there.pk, unit=unit.pk), inspection=inspection).unit == unit
    assert read_entry(an_entry(visit=here.pk, unit=alone.pk), inspection=inspection).unit == alone
    assert read_entry(an_entry(unit=unit.pk), inspection=inspection).unit == unit


@pytest.mark.parametrize(
    ("day", "taken"),
    [("2017-07-31", False), ("2017-08-01", True), ("2017-10-31", True), ("2017-11-01", False)],
)
def test_the_day_lies_within_the_inspection(inspection, day, taken):
    """Of an inspection "in August to October 2017", whose last month is counted to its end."""
    inspection.refresh_from_db()
    if taken:
        assert str(read_entry(an_entry(found_on=day), inspection=inspection).found_on) == day
    else:
        assert "period of the inspection" in faults(inspection, found_on=day)["found_on"]


@pytest.mark.parametrize(
    ("day", "taken"), [("2017-09-10", False), ("2017-09-11", True), ("2017-09-20", True), ("2017-09-21", False)]
)
def test_the_day_lies_within_the_visit(inspection, day, taken):
    visit = make.make_visit(inspection, "150000", starts="2017-09-11", ends="2017-09-20", precision="day")
    if taken:
        assert read_entry(an_entry(found_on=day, visit=visit.pk), inspection=inspection).visit == visit
    else:
        assert "chosen on-site inspection" in faults(inspection, found_on=day, visit=visit.pk)["found_on"]


def test_a_day_to_come_is_refused(npcsc):
    inspection = make.make_inspection(npcsc, "now")
    today = timezone.localdate()
    assert read_entry(an_entry(found_on=str(today)), inspection=inspection).found_on == today
    assert list(faults(inspection, found_on=str(today + timedelta(days=1)))) == ["found_on"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"counted": 14, "counted_of": 13}, "counted"), ({"counted": 0, "counted_of": 0}, "counted"),
        ({"counted": 9, "counted_of": 13, "quantity_word": "个别"}, "quantity_word"),
        ({"counted": 13, "counted_of": 13, "quantity_word": "多数"}, "quantity_word"),
        ({"counted": 0, "counted_of": 13, "quantity_word": "有的"}, "quantity_word"),
    ],
)  # fmt: skip
def test_a_word_that_the_count_contradicts_is_refused(inspection, given, field):
    assert list(faults(inspection, **given)) == [field]


def test_the_refusal_of_a_word_names_those_that_fit(inspection):
    with pytest.raises(ValidationError) as caught:
        read_entry(an_entry(counted=9, counted_of=13, quantity_word="个别"), inspection=inspection)
    ((_, text),) = faults_of(caught.value)
    assert "许多、较普遍、多数" in text.zh
    assert "many, fairly widespread, most" in text.en.lower()


def test_a_count_without_its_whole_contradicts_nothing(inspection):
    assert read_entry(an_entry(counted=9, quantity_word="个别"), inspection=inspection).counted == 9


@pytest.mark.parametrize("mark", ["秘密★", "机密★1年", "绝密 ★", "机 密★", "秘密☆"])
@pytest.mark.parametrize(
    ("place", "field"),
    [
        (lambda text: {"title": {"zh": text}}, "title.zh"), (lambda text: {"facts": {"zh": "a", "en": f"a {text} b"}}, "facts.en"),
        (lambda text: {"actor": {"zh": text}}, "actor.zh"), (lambda text: {"actor_internal": text}, "actor_internal"),
        (lambda text: {"suggestion": text}, "suggestion"),
        (lambda text: {"figures": [{"zh": "12", "what": {"zh": text}}]}, "figures.0.what.zh"),
        (lambda text: {"evidence": [{"kind": "document", "name": text}]}, "evidence.0.name"),
        (lambda text: {"evidence": [{"kind": "document", "source": {"zh": text}}]}, "evidence.0.source.zh"),
    ],
)  # fmt: skip
def test_a_security_marking_is_refused_in_every_text(inspection, mark, place, field):
    assert "security marking" in faults(inspection, **place(mark))[field]


def test_a_word_about_secrets_is_no_marking(inspection):
    assert read_entry(an_entry(facts={"zh": "商业秘密保护不力★★★"}), inspection=inspection).facts.zh


# --- Figures as typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "en", "value", "unit"),
    [
        ("1000余万", "", 10_000_000, "none"), ("13.84亿元", "RMB 1.384 billion", 1_384_000_000, "cny"), ("12起", "12 cases", 12, "case_solved"),
        ("63.5%", "63.5%", 63.5, "percent"), ("", "more than 10 million", 10_000_000, "none"), ("百分之三十", "", 30, "percent"),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_it_is_typed(inspection, liu, zh, en, value, unit):
    finding = raise_finding(inspection=inspection, data=an_entry(figures=[a_figure(zh, en)]), by=liu)
    figure = finding.figures.get()
    assert (float(figure.value), figure.unit, figure.as_written) == (value, unit, Text(zh, en))
    assert entry_of(finding)["figures"][0]["zh"] == zh
    assert figure.quantity.value == figure.value  # the record does not contradict itself


@pytest.mark.parametrize(
    ("zh", "en", "field"),
    [
        ("", "", "zh"), ("很多", "", "zh"), ("数百", "", "zh"), ("2017年", "", "zh"), ("12起和3起", "", "zh"), ("三分之一", "", "zh"),
        ("12起", "13 cases", "en"), ("1000万", "more than 10 million", "en"), ("", "several", "en"), ("12起", "cases", "en"),
        ("十九大", "", "zh"), ("1.00001", "", "zh"), ("99999999999999999", "", "zh"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_read_is_refused_with_a_sentence(inspection, zh, en, field):
    assert list(faults(inspection, figures=[a_figure(zh, en)])) == [f"figures.0.{field}"]


# --- Anything at all -------------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    "kind", "title", "facts", "actor", "actor_internal", "quantity_word", "counted", "counted_of", "suggestion", "may_be_named",
    "found_on", "visit", "unit", "place", "focus_point", "articles", "figures", "evidence", "other",
)  # fmt: skip
TEXTS = st.fixed_dictionaries({"zh": st.text(max_size=30), "en": st.text(max_size=30)})
GOOD = st.fixed_dictionaries(
    {"kind": st.just("problem"), "title": st.fixed_dictionaries({"zh": st.text(min_size=1, max_size=30)})},
    optional={
        "facts": TEXTS,
        "actor": TEXTS,
        "suggestion": st.text(max_size=50),
        "may_be_named": st.booleans(),
        "counted": st.none() | st.integers(0, 10),
        "evidence": st.lists(
            st.fixed_dictionaries({"kind": st.sampled_from(EvidenceKind.values), "source": TEXTS}), max_size=4
        ),
        "figures": st.lists(
            st.fixed_dictionaries({"zh": st.sampled_from(["12起", "1000余万", "63.5%"]), "what": TEXTS}), max_size=3
        ),
    },
)


class WhateverIsSent(TestCase):
    @given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
    def test_is_read_or_refused(self, data):
        inspection = make.make_inspection(worlds.body("npcsc"))
        try:
            read_entry(data, inspection=inspection)
        except ValidationError as error:
            assert all(text.zh and text.en for _, text in faults_of(error))

    @given(GOOD)
    def test_is_stored_and_read_back(self, data):
        inspection = make.make_inspection(worlds.body("npcsc"))
        try:
            entry = read_entry(data, inspection=inspection)
        except ValidationError:
            return
        finding = raise_finding(inspection=inspection, data=data, by=worlds.person("liu"))
        again = read_entry(entry_of(Finding.objects.get(pk=finding.pk)), inspection=inspection)
        assert again.columns == entry.columns
        assert [(row.what, row.written) for row in again.figures] == [(row.what, row.written) for row in entry.figures]
        assert [(row.kind, row.source) for row in again.evidence] == [(row.kind, row.source) for row in entry.evidence]
