"""The glossary: who keeps it, what it refuses, what it remembers, and what the comparison gets of it."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Language
from core.text import Text
from inspections.models import Instrument
from reports.actions.glossary import add_term, change_term, free_code, retire_term
from reports.actions.loading import FIXTURES, SampleError, Writer
from reports.actions.loading.glossary import load_glossary
from reports.agreement.terms import Glossary, check_terms
from reports.models import CheckRun, GlossaryTerm
from reports.queries.glossary import glossary_of, office_glossary
from tests import make

FILE = FIXTURES / "reference/glossary.tsv"
VALUES = {
    "group": "other",
    "zh": "湿地保护",
    "zh_variants": "",
    "en": "wetland conservation",
    "short": "",
    "accepted": "",
    "avoided": "",
    "checked": True,
    "valid_from": None,
    "valid_to": None,
    "note": "",
}
TYPED = {**VALUES, "checked": "yes", "valid_from": "", "valid_to": ""}


def signed_in(user, language=None) -> Client:
    if language:
        user.language = language
        user.save()
    client = Client()
    client.force_login(user)
    return client


def faults(error) -> dict[str, list[str]]:
    return error.value.message_dict


# --- Changing it -----------------------------------------------------------------------------------------------------


def test_a_term_is_added_changed_and_retired_with_its_history(zhao):
    term = add_term(values={**VALUES, "short": " wetlands \n\nwetlands\n", "zh": " 湿地保护 "}, by=zhao)
    assert (term.code, term.zh, term.short, term.edited) == ("wetland-conservation", "湿地保护", "wetlands", True)
    changed = change_term(term=term, values={**VALUES, "en": "wetland protection"}, seen=term.updated, by=zhao)
    retired = retire_term(term=changed, last_day=date(2018, 3, 10), by=zhao, note="改用新译法")
    assert (retired.retired, GlossaryTerm.objects.count()) == (True, 1)
    assert [(entry.verb, entry.by_name, entry.note) for entry in term.history] == [
        (
            "add_term",
            zhao.name.zh,
            "group: other\nzh: 湿地保护\nen: wetland conservation\nshort: wetlands\nchecked: True",
        ),
        ("change_term", zhao.name.zh, "en: wetland conservation → wetland protection\nshort: wetlands → "),
        ("retire_term", zhao.name.zh, "valid_to:  → 2018-03-10\n改用新译法"),
    ]


def test_a_change_that_changes_nothing_leaves_no_line(zhao):
    term = add_term(values=VALUES, by=zhao)
    change_term(term=term, values={**VALUES, "en": " wetland conservation "}, seen=None, by=zhao)
    assert term.history.count() == 1


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"zh": "wetland"}, "zh"),
        ({"en": "湿地"}, "en"),
        ({"avoided": "Wetland Conservation"}, "avoided"),
        ({"valid_from": date(2018, 3, 11), "valid_to": date(2018, 3, 10)}, "valid_to"),
        ({"zh": "生态环境部"}, "zh"),
        ({"zh": "环境部"}, "zh"),
        ({"zh_variants": "自然保护地\n环境部"}, "zh_variants"),
        ({"group": "no such group"}, "group"),
        ({"zh": "湿" * 121}, "zh"),
    ],
)
def test_what_a_glossary_cannot_hold_is_refused_at_its_column(zhao, wrong, column):
    make.make_term(zh="生态环境部", zh_variants="环境部", en="Ministry of Ecology and Environment")
    with pytest.raises(ValidationError) as error:
        add_term(values={**VALUES, **wrong}, by=zhao)
    assert (list(faults(error)), GlossaryTerm.objects.count()) == ([column], 1)


def test_one_chinese_term_may_have_two_renderings_one_after_the_other(zhao):
    old = make.make_term(zh="湿地保护", en="marsh protection", valid_to=date(2018, 3, 10))
    with pytest.raises(ValidationError):
        add_term(values={**VALUES, "valid_from": date(2018, 3, 10)}, by=zhao)
    new = add_term(values={**VALUES, "valid_from": date(2018, 3, 11)}, by=zhao)
    assert (old.valid_on(date(2018, 3, 10)), new.valid_on(date(2018, 3, 10))) == (True, False)
    assert (old.valid_on(date(2018, 3, 11)), new.valid_on(date(2018, 3, 11))) == (False, True)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(zhao, liu):
    term = add_term(values=VALUES, by=zhao)
    seen = term.updated
    change_term(term=term, values={**VALUES, "en": "wetland protection"}, seen=seen, by=liu)
    with pytest.raises(ValidationError, match="刚被别人改过"):
        change_term(term=term, values={**VALUES, "en": "marsh protection"}, seen=seen, by=zhao)
    assert GlossaryTerm.objects.get().en == "wetland protection"


def test_a_term_is_not_retired_twice_nor_before_it_began(zhao):
    term = add_term(values={**VALUES, "valid_from": date(2018, 3, 11)}, by=zhao)
    with pytest.raises(ValidationError, match="停用日期不能早于启用日期"):
        retire_term(term=term, last_day=date(2018, 3, 10), by=zhao)
    retire_term(term=term, last_day=date(2020, 1, 1), by=zhao)
    with pytest.raises(ValidationError, match="已于2020-01-01停用"):
        retire_term(term=term, last_day=date(2020, 1, 2), by=zhao)


@pytest.mark.parametrize("name", ["wang", "chen", "zhang", "clerk", "cac", "system_admin", "leaver"])
def test_only_staff_and_translators_keep_it(name, request, db):
    user, term = request.getfixturevalue(name), make.make_term()
    for act in (
        lambda: add_term(values=VALUES, by=user),
        lambda: change_term(term=term, values=VALUES, seen=None, by=user),
        lambda: retire_term(term=term, last_day=date(2020, 1, 1), by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert (GlossaryTerm.objects.count(), term.history.count()) == (1, 0)


def test_a_change_has_the_reports_checked_again(zhao, beijing, hainan):
    CheckRun.objects.all().delete()
    add_term(values=VALUES, by=zhao)
    assert {run.report for run in CheckRun.objects.all()} == {beijing.report, hainan.report}


def test_a_code_is_free_and_never_the_address_of_the_form(db):
    make.make_term(code="wetland")
    assert [free_code(en) for en in ("Wetland", "add", "„…“")] == ["wetland-2", "add-2", "term"]
    assert len(free_code("long name " * 30)) <= 80


# --- What the comparison gets ------------------------------------------------------------------------------------------


def test_the_comparison_gets_the_terms_of_the_day_the_people_and_the_laws(beijing, settings):
    beijing.report.presented_on = date(2017, 12, 24)
    GlossaryTerm.objects.all().delete()
    make.make_term(zh="法律委员会", en="Law Committee", valid_to=date(2018, 3, 10), avoided="Legal Committee")
    make.make_term(zh="宪法和法律委员会", en="Constitution and Law Committee", valid_from=date(2018, 3, 11))
    make.make_term(zh="旧的说法", en="an old saying", valid_to=date(2016, 1, 1))
    person = beijing.inspection.participants.get().person
    person.name = Text("欧阳明远", "Ouyang Mingyuan")
    person.save()
    Instrument.objects.create(
        code="wetlands", title=Text("湿地保护法", "Wetland Protection Law"), kind="law", state="in_force"
    )
    terms = {term.zh: term.en for term in glossary_of(beijing.report).terms}
    assert {zh: terms[zh] for zh in ("法律委员会", "欧阳明远", "湿地保护法")} == {
        "法律委员会": "Law Committee",
        "欧阳明远": "Ouyang Mingyuan",
        "湿地保护法": "Wetland Protection Law",
    }
    assert not {"宪法和法律委员会", "旧的说法"} & terms.keys()
    beijing.report.presented_on = date(2018, 12, 24)
    assert "宪法和法律委员会" in {term.zh for term in glossary_of(beijing.report).terms}
    found = check_terms([("法律委员会", "The Legal Committee")], office_glossary().on(date(2017, 12, 24)))
    assert [one.difference.en.text for one in found] == ["Legal Committee"]


def test_the_word_of_the_office_goes_before_the_names_of_the_house(beijing):
    Instrument.objects.create(code="wetlands", title=Text("湿地保护法", "Wetland Law"), kind="law", state="in_force")
    make.make_term(zh="湿地法", zh_variants="湿地保护法", en="Wetland Protection Law")
    assert [term.en for term in glossary_of(beijing.report).terms if "湿地" in term.zh] == ["Wetland Protection Law"]


def test_an_office_without_terms_has_no_glossary(db):
    assert office_glossary() is None


def test_the_queries_of_a_glossary_do_not_grow_with_it(beijing):
    counted = []
    for more in (1, 2, 30):
        for _ in range(more):
            make.make_term()
        with CaptureQueriesContext(connection) as queries:
            glossary_of(beijing.report)
        counted.append(len(queries))
    assert counted == [3, 3, 3]


# --- The sample --------------------------------------------------------------------------------------------------------


def load(path=FILE) -> str:
    writer = Writer()
    load_glossary(path, writer)
    return str(writer.tally)


def test_the_sample_is_loaded_once_and_is_what_the_file_says(db):
    terms = Glossary.from_tsv(FILE).terms
    assert load() == f"{len(terms)} created, 0 changed, 0 removed"
    assert load() == "0 created, 0 changed, 0 removed"
    assert office_glossary().terms == terms


def test_what_the_office_changed_stays_and_what_it_left_alone_follows_the_file(zhao, tmp_path):
    load()
    ours = GlossaryTerm.objects.get(zh="网络强国")
    change_term(term=ours, values={**VALUES, "zh": "网络强国", "en": "cyber strength"}, seen=None, by=zhao)
    retire_term(term=GlossaryTerm.objects.get(zh="网络日志"), last_day=date(2020, 1, 1), by=zhao)
    text = FILE.read_text("utf-8").replace("cyber power", "strong country").replace("network logs", "network records")
    changed = tmp_path / "glossary.tsv"
    changed.write_text(text.replace("data masking", "data veiling"), "utf-8")
    assert load(changed) == "0 created, 1 changed, 0 removed"
    said = dict(GlossaryTerm.objects.values_list("zh", "en"))
    assert (said["网络强国"], said["网络日志"], said["数据脱敏"]) == ("cyber strength", "network logs", "data veiling")


def test_a_term_the_office_had_before_is_not_made_twice(zhao):
    add_term(values={**VALUES, "zh": "国务院", "en": "the State Council"}, by=zhao)
    load()
    assert GlossaryTerm.objects.get(zh="国务院").en == "the State Council"


def test_a_line_that_cannot_be_loaded_is_named(db, tmp_path):
    bad = tmp_path / "glossary.tsv"
    bad.write_text("code\tgroup\tzh\ten\twrong\nx\tother\t湿地\t\t\n", "utf-8")
    with pytest.raises(SampleError, match="line 2"):
        load(bad)


def test_load_sample_brings_the_glossary(db):
    call_command("load_sample", verbosity=0)
    assert GlossaryTerm.objects.filter(edited=False).count() == len(Glossary.from_tsv(FILE).terms)


# --- The pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language.values)
def test_every_page_speaks_both_languages(zhao, language):
    term = make.make_term(zh="湿地保护", en="wetland conservation", avoided="marsh conservation")
    client = signed_in(zhao, language)
    for route in ("glossary", "term_add"):
        assert client.get(reverse(route)).headers["Content-Language"] == language
    for route in ("term", "term_change", "term_retire"):
        content = client.get(reverse(route, args=[term.code])).content.decode()
        assert "湿地保护" in content
        assert ("Glossary" in content) == (language == Language.EN)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"湿地保护", "排污许可"}),
        ("q=湿地", {"湿地保护"}),
        ("q=WETLAND", {"湿地保护"}),
        ("q=湿地+conserv", {"湿地保护"}),
        ("q=emission", {"排污许可"}),
        ("q=排污证", {"排污许可"}),
        ("q=nothing", set()),
        ("group=documents", {"排污许可"}),
        ("use=retired", {"旧术语"}),
        ("use=all", {"湿地保护", "排污许可", "旧术语"}),
        ("use=nonsense", set()),
    ],
)
def test_a_search_finds_both_languages_in_every_form(zhao, query, found):
    make.make_term(zh="湿地保护", en="wetland conservation")
    make.make_term(
        zh="排污许可", zh_variants="排污证", en="discharge permit", avoided="emission permit", group="documents"
    )
    make.make_term(zh="旧术语", en="old term", valid_to=timezone.localdate() - timedelta(days=1))
    content = signed_in(zhao).get(f"{reverse('glossary')}?{query}").content.decode()
    assert set(re.findall(r'lang="zh-Hans">(湿地保护|排污许可|旧术语)</a>', content)) == found


def test_groups_follow_each_other_in_their_order_over_the_pages(zhao):
    for group in ("divisions", "institutions", "roles"):
        for _ in range(60):
            make.make_term(group=group)
    client, address, groups = signed_in(zhao), reverse("glossary"), []
    for _ in range(2):
        page = client.get(address)
        groups += [row.group for row in page.context["rows"]]
        address = reverse("glossary") + page.context["page"].older
    assert groups == ["institutions"] * 60 + ["roles"] * 60 + ["divisions"] * 60


def test_the_queries_of_the_pages_do_not_grow(zhao):
    client, term = signed_in(zhao), make.make_term()
    client.get(reverse("glossary"))
    for address in (reverse("glossary"), reverse("term", args=[term.code])):
        counted = []
        for more in (0, 2, 40):
            for _ in range(more):
                make.make_term()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted.append(len(queries))
        assert len(set(counted)) == 1, (address, counted)


def test_bad_input_comes_back_as_it_was_typed_with_a_sentence(zhao):
    make.make_term(zh="国务院", en="State Council")
    client = signed_in(zhao)
    for wrong, sentence in (
        ({"zh": "国务院"}, "“国务院”已在术语“国务院”（State Council）中。"),
        ({"en": ""}, "请填写。"),
        ({"group": ""}, "请选择。"),
        ({"valid_from": "去年"}, "请按“2018-03-11”的样子填写日期。"),
        ({"zh": "湿地\0保护"}, "空"),
    ):
        answer = client.post(reverse("term_add"), {**TYPED, "note": "别忘了", **wrong})
        content = answer.content.decode()
        assert (answer.status_code, sentence in content, "别忘了" in content) == (422, True, True), wrong
    assert GlossaryTerm.objects.count() == 1


def test_a_term_is_written_on_the_page_and_shown_with_its_history(zhao):
    client = signed_in(zhao)
    added = client.post(reverse("term_add"), {**TYPED, "avoided": "marsh conservation", "checked": "no"}, follow=True)
    content = added.content.decode()
    assert added.redirect_chain[0][0] == reverse("term", args=["wetland-conservation"])
    for words in ("已新增术语", "marsh conservation", "体检时核对: 不核对", "分组: 其他"):
        assert words in content
    retired = client.post(
        reverse("term_retire", args=["wetland-conservation"]), {"last_day": "2020-01-01"}, follow=True
    )
    content = retired.content.decode()
    assert "停用日期: — → 2020-01-01" in content
    assert reverse("term_retire", args=["wetland-conservation"]) not in content


def test_a_conflict_shows_what_stands_there_and_a_second_save_wins(zhao, liu):
    term = add_term(values=VALUES, by=zhao)
    client, address = signed_in(zhao), reverse("term_change", args=[term.code])
    form = {**TYPED, "en": "wetland care", "seen": client.get(address).context["form"]["seen"].value()}
    change_term(term=term, values={**VALUES, "en": "wetland protection"}, seen=None, by=liu)
    answer = client.post(address, form)
    content = answer.content.decode()
    assert (answer.status_code, "wetland protection" in content, "wetland care" in content) == (409, True, True)
    form["seen"] = answer.context["form"]["seen"].value()
    assert client.post(address, form).status_code == 302
    assert GlossaryTerm.objects.get().en == "wetland care"


def test_the_way_to_it_is_shown_to_those_who_may_go_there(zhao, wang, cac, beijing):
    shown = {
        user.username: f'href="{reverse("glossary")}"' in signed_in(user).get("/").content.decode()
        for user in (zhao, wang, cac)
    }
    assert shown == {"zhao": True, "wang": True, "cac": False}


def test_only_who_keeps_it_sees_the_buttons(zhao, wang):
    term = make.make_term()
    shown = {
        user.username: [
            reverse("term_add") in signed_in(user).get(reverse("glossary")).content.decode(),
            reverse("term_change", args=[term.code]) in signed_in(user).get(term.get_absolute_url()).content.decode(),
        ]
        for user in (zhao, wang)
    }
    assert shown == {"zhao": [True, True], "wang": [False, False]}
