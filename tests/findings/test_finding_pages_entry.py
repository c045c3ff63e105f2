"""The form by which a finding is written down: what it begins with, what it keeps, and two who write at once."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.text import Text
from core.workflow import take
from findings.actions.recording import raise_finding
from findings.enums import FindingState
from findings.forms.entry import Entry
from findings.models import Evidence, Figure, Finding
from findings.recording import entry_of
from findings.workflow.findings import RECORD
from tests.make import make_article, make_finding, make_focus_point, make_inspection, make_unit, make_visit
from tests.security.site import browser_of

NEW = "/inspections/one/findings/new/"


def photo(colour: str = "red") -> bytes:
    kept = BytesIO()
    Image.new("RGB", (60, 40), colour).save(kept, "JPEG")
    return kept.getvalue()


def rows(name: str, *given: dict) -> dict:
    """The rows of one part of the form, as a browser sends them."""
    sent = {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": 0}
    return sent | {f"{name}-{place}-{key}": value for place, row in enumerate(given) for key, value in row.items()}


def sent(figures=(), evidence=(), **given) -> dict:
    values = {"kind": "problem", "title_zh": "日志留存不足六个月", "save": "1", **given}
    return {**rows("figures", *figures), **rows("evidence", *evidence), **values}


@pytest.fixture
def inspection(npcsc):
    return make_inspection(npcsc, "one", state="in_progress", starts="2017-08-01", ends="2017-10-31")


@pytest.fixture
def stored(inspection, liu) -> Finding:
    data = {
        "kind": "problem",
        "title": {"zh": "原来的标题", "en": ""},
        "facts": {"zh": "原来的事实", "en": ""},
        "figures": [{"what": {"zh": "日志", "en": ""}, "zh": "1000余万条", "en": ""}],
        "evidence": [{"kind": "inspection", "source": {"zh": "现场", "en": ""}}],
    }
    return raise_finding(inspection=inspection, data=data, by=liu)


def form_of(answer) -> dict:
    """What a browser would send back from the page, unchanged."""
    entry: Entry = answer.context["entry"]
    values = {}
    for form in (entry.form, *entry.figures.forms, *entry.evidence.forms):
        for field in form:
            value = field.value()
            values[field.html_name] = "" if value is None else value
    for part in (entry.figures, entry.evidence):
        values |= {f"{part.prefix}-TOTAL_FORMS": len(part.forms), f"{part.prefix}-INITIAL_FORMS": 0}
    return {name: value for name, value in values.items() if not name.endswith("-file")}


# --- What it begins with ---------------------------------------------------------------------------------------------


def test_from_where_one_stands_place_and_unit_are_there(inspection, liu):
    visit = make_visit(inspection, "460000")
    unit = make_unit(
        inspection, visit=visit, locality=visit.locality, arrangement="random",
        name=Text("某某厅信息中心"), published=Text("某省级部门", "a provincial department"),
    )  # fmt: skip
    form = browser_of(liu).get(f"{NEW}?kind=achievement&unit={unit.pk}").context["entry"].form
    values = [
        form[name].value() for name in ("kind", "visit", "unit", "place", "actor_zh", "actor_en", "actor_internal")
    ]
    assert values == [
        "achievement", visit.pk, unit.pk, "460000", "某省级部门", "a provincial department", "某某厅信息中心",
    ]  # fmt: skip
    assert form["may_be_named"].value() == ""


def test_the_way_one_looked_is_the_first_evidence(inspection, liu):
    units = [make_unit(inspection, arrangement=arrangement) for arrangement in ("random", "arranged", "remote")]
    browser = browser_of(liu)
    kinds = [browser.get(f"{NEW}?unit={unit.pk}").context["entry"].evidence.forms[0]["kind"].value() for unit in units]
    assert kinds == ["spot_check", "inspection", "third_party_test"]


def test_the_unit_of_last_time_is_there_without_being_asked_for(inspection, liu, chen):
    visit = make_visit(inspection, "460000")
    unit = make_unit(inspection, visit=visit)
    make_finding(inspection, by=liu, visit=visit, unit=unit)
    begun = {name: browser_of(person).get(NEW).context["entry"].form for name, person in (("liu", liu), ("chen", chen))}
    assert {name: form["unit"].value() for name, form in begun.items()} == {"liu": unit.pk, "chen": None}


def test_a_line_of_the_list_brings_its_article_and_focus_point(inspection, liu):
    article = make_article(21)
    inspection.instruments.add(article.instrument)
    focus = make_focus_point(inspection)
    form = browser_of(liu).get(f"{NEW}?article={article.pk}&focus={focus.pk}").context["entry"].form
    assert [field.value() for field in form.law_fields] == ["21"]
    assert form["focus_point"].value() == focus.pk


@pytest.mark.parametrize("query", ["unit=x", "visit=0", f"unit={'9' * 40}", "article=-1", "kind=x", "focus=%00"])
def test_a_strange_address_begins_empty(inspection, liu, query):
    form = browser_of(liu).get(f"{NEW}?{query}").context["entry"].form
    values = [form[name].value() for name in ("kind", "visit", "unit", "focus_point")]
    assert values == ["problem", None, None, None]


def test_units_of_another_inspection_are_left_out(inspection, npcsc, liu):
    foreign = make_unit(make_inspection(npcsc))
    page = browser_of(liu).get(f"{NEW}?unit={foreign.pk}")
    assert page.context["entry"].form["unit"].value() is None
    assert f'value="{foreign.pk}"' not in page.content.decode().split('name="unit"')[1].split("</select>")[0]


# --- Saving ----------------------------------------------------------------------------------------------------------


def test_everything_typed_is_kept(inspection, liu, media):
    visit = make_visit(inspection, "460000", starts="2017-09-01", ends="2017-09-05")
    unit, focus, article = make_unit(inspection, visit=visit), make_focus_point(inspection), make_article(21)
    inspection.instruments.add(article.instrument)
    values = {
        "facts_zh": "现场查看三套系统。",
        "actor_zh": "某省级部门", "actor_internal": "某某厅", "may_be_named": "yes", "counted": "9",
        "counted_of": "13", "quantity_word": "多数", "suggestion": "补齐日志。", "found_on": "2017-09-03",
        "visit": visit.pk, "unit": unit.pk, "place": "460000", "focus_point": focus.pk,
        f"articles_{article.instrument_id}": "第21条",
    }  # fmt: skip
    answer = browser_of(liu).post(
        NEW,
        sent(
            figures=[{"zh": "1000余万条", "what_zh": "日志"}, {}],
            evidence=[{"kind": "inspection", "source_zh": "现场"}, {}],
            **values,
            **{"evidence-0-file": SimpleUploadedFile("现场.jpg", photo(), "image/jpeg")},
        ),
    )
    finding = Finding.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, finding.get_absolute_url())
    assert (finding.state, finding.written_by, finding.counted, finding.counted_of) == ("draft", liu, 9, 13)
    assert (finding.unit, finding.visit, finding.place_id, finding.focus_point) == (unit, visit, "460000", focus)
    assert (finding.may_be_named, str(finding.found_on), list(finding.articles.all())) == (
        True,
        "2017-09-03",
        [article],
    )
    figure, evidence = finding.figures.get(), finding.evidence.get()
    assert (figure.as_written.zh, figure.value, figure.qualifier) == ("1000余万条", 10_000_000, "more_than")
    assert (evidence.source_zh, evidence.attachment.name, evidence.attachment.media_type) == (
        "现场", "现场.jpg", "image/jpeg",
    )  # fmt: skip


def test_save_and_record_records(inspection, liu):
    browser_of(liu).post(NEW, sent(evidence=[{"kind": "inspection"}], record="1"))
    assert Finding.objects.get().state == FindingState.RECORDED


def test_what_cannot_be_recorded_yet_is_saved_and_says_why(inspection, liu):
    answer = browser_of(liu).post(NEW, sent(record="1"), follow=True)
    finding = Finding.objects.get()
    page = answer.content.decode()
    assert (finding.state, answer.redirect_chain[0][0]) == ("draft", f"/findings/{finding.code}/edit/#evidence")
    assert ("已保存为草稿，尚未登记" in page, "尚未写明依据。" in page) == (True, True)


def test_a_head_who_changes_somebody_elses_does_not_record_it_for_her(stored, liu, zhang):
    take(RECORD, stored, by=liu)
    Finding.objects.update(state=FindingState.SENT_BACK)
    browser, url = browser_of(zhang), f"/findings/{stored.code}/edit/"
    page = browser.get(url)
    assert 'name="record"' not in page.content.decode()
    assert browser.post(url, {**form_of(page), "title_zh": "改过", "record": "1"}).status_code == 302
    stored.refresh_from_db()
    assert (stored.title_zh, stored.state) == ("改过", FindingState.SENT_BACK)


def test_a_page_sent_back_as_it_came_changes_nothing(stored, liu):
    browser, url = browser_of(liu), f"/findings/{stored.code}/edit/"
    before = entry_of(stored)
    assert browser.post(url, {**form_of(browser.get(url)), "save": "1"}).status_code == 302
    stored.refresh_from_db()
    assert (stored.version, entry_of(stored), [entry.verb for entry in stored.history]) == (1, before, ["raise"])


def test_an_emptied_row_is_gone(stored, liu):
    browser, url = browser_of(liu), f"/findings/{stored.code}/edit/"
    typed = form_of(browser.get(url))
    browser.post(url, {**typed, **{name: "" for name in typed if name.startswith("figures-0-")}})
    assert (stored.figures.count(), stored.evidence.count()) == (0, 1)


def test_a_verified_finding_is_not_edited(stored, liu):
    Finding.objects.update(state=FindingState.VERIFIED)
    browser, url = browser_of(liu), f"/findings/{stored.code}/edit/"
    assert browser.get(url).status_code == 302
    answer = browser.post(url, sent(title_zh="改掉"))
    stored.refresh_from_db()
    assert (answer.status_code, stored.title_zh) == (422, "原来的标题")


# --- What cannot be saved --------------------------------------------------------------------------------------------


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(inspection, liu):
    make_unit(inspection)
    article = make_article(21)
    inspection.instruments.add(article.instrument)
    answer = browser_of(liu).post(
        NEW,
        sent(
            figures=[{}, {"zh": "很多", "what_zh": "日志"}],
            evidence=[{"kind": "", "source_zh": "现场查看"}],
            title_zh="",
            facts_zh="写了很久的事实",
            counted="9",
            counted_of="13",
            quantity_word="个别",
            **{f"articles_{article.instrument_id}": "21、99"},
        ),
    )
    entry, page = answer.context["entry"], answer.content.decode()
    assert (answer.status_code, Finding.objects.count(), page.count("<title>有误：")) == (422, 0, 1)
    named = {field for field, _label, _errors in entry.all_errors}
    assert named == {
        "id_title_zh", "id_quantity_word", f"id_articles_{article.instrument_id}", "id_figures-1-zh",
        "id_evidence-0-kind",
    }  # fmt: skip
    assert all(f'href="#{name}"' in page for name in named)
    assert all(words in page for words in ("写了很久的事实", "很多", "现场查看", "21、99", "没有这一条：99。"))


def test_a_number_that_is_none_is_named_with_all_the_rest(inspection, liu):
    answer = browser_of(liu).post(NEW, sent(counted="很多", title_zh=""))
    named = {field for field, _label, _errors in answer.context["entry"].all_errors}
    assert named == {"id_counted", "id_title_zh"}


def test_a_file_that_is_no_photo_saves_nothing_and_is_named(inspection, liu, media):
    fake = SimpleUploadedFile("照片.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = browser_of(liu).post(NEW, sent(evidence=[{"kind": "inspection"}], **{"evidence-0-file": fake}))
    (error,) = answer.context["entry"].all_errors
    assert (answer.status_code, Finding.objects.count(), error[0]) == (422, 0, "id_evidence-0-file")
    assert "照片.jpg" in error[2][0]


def test_files_that_a_new_page_cannot_keep_are_named(inspection, liu):
    def again(**headers):
        values = sent(title_zh="", evidence=[{"kind": "inspection"}])
        values["evidence-0-file"] = SimpleUploadedFile("现场.jpg", photo(), "image/jpeg")
        return browser_of(liu).post(NEW, values, headers=headers).content.decode()

    assert ["请重新选择文件“现场.jpg”" in again(), "请重新选择文件" in again(**{"HX-Request": "true"})] == [True, False]


@pytest.mark.parametrize("part", ["figures", "evidence"])
def test_a_row_more_without_scripts(inspection, liu, part):
    answer = browser_of(liu).post(NEW, sent(facts_zh="写到一半", figures=[{}], evidence=[{}], title_zh="", more=part))
    entry = answer.context["entry"]
    counted = {rows.prefix: len(rows.forms) for rows in (entry.figures, entry.evidence)}
    assert counted == {"figures": 1, "evidence": 1} | {part: 2}
    assert (answer.status_code, entry.form["facts_zh"].value(), Finding.objects.count()) == (200, "写到一半", 0)
    assert not entry.has_errors


@pytest.mark.parametrize("total", ["", "x", "-1", "99999", "0"])
def test_a_strange_number_of_rows_is_no_fault_of_ours(inspection, liu, total):
    values = {**sent(), "figures-TOTAL_FORMS": total, "evidence-TOTAL_FORMS": total}
    for more in ({}, {"more": "figures"}):
        assert browser_of(liu).post(NEW, {**values, **more}).status_code in (200, 302, 422)


def test_after_the_end_of_the_inspection_nothing_is_raised(npcsc, liu):
    make_inspection(npcsc, "one", state="closed")
    browser = browser_of(liu)
    assert "这项检查已经结束" in browser.get(NEW).content.decode()
    assert (browser.post(NEW, sent()).status_code, Finding.objects.count()) == (422, 0)


def test_htmx_is_told_where_to_go(inspection, liu):
    answer = browser_of(liu).post(NEW, sent(), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, Finding.objects.get().get_absolute_url())


# --- Somebody was quicker --------------------------------------------------------------------------------------------


@pytest.fixture
def conflict(stored, liu, zhang):
    """Liu opened the form; Zhang saved another title and other facts; Liu sends her title and suggestion."""
    take(RECORD, stored, by=liu) if stored.evidence.exists() else None
    url = f"/findings/{stored.code}/edit/"
    mine, theirs = form_of(browser_of(liu).get(url)), form_of(browser_of(zhang).get(url))
    browser_of(zhang).post(url, {**theirs, "title_zh": "组长的标题", "facts_zh": "组长的事实"})
    answer = browser_of(liu).post(url, {**mine, "title_zh": "我的标题", "suggestion": "我的建议", "save": "1"})
    return url, answer


def test_all_three_versions_stand_beside_each_other(conflict):
    _url, answer = conflict
    assert answer.status_code == 409
    shown = {row.name: (row.origin, row.theirs, row.mine, row.take_theirs) for row in answer.context["differences"]}
    assert shown == {
        "title": ("原来的标题", "组长的标题", "我的标题", False),
        "facts": ("原来的事实", "组长的事实", "原来的事实", True),
        "suggestion": ("", "", "我的建议", False),
    }
    page = answer.content.decode()
    assert all(words in page for words in ("原来的标题", "组长的标题", "我的标题", "两人都改了", "zhang"))


def test_nothing_is_overwritten_by_a_conflict(conflict, stored):
    stored.refresh_from_db()
    assert (stored.title_zh, stored.facts_zh, stored.suggestion, stored.version) == ("组长的标题", "组长的事实", "", 2)


@pytest.mark.parametrize(
    ("way", "kept", "lost"),
    [
        ({"merge": "1", "theirs": ["facts"]}, ("我的标题", "组长的事实", "我的建议"), {"组长的标题"}),
        ({"mine": "1", "theirs": ["facts"]}, ("我的标题", "原来的事实", "我的建议"), {"组长的标题", "组长的事实"}),
        ({"merge": "1", "theirs": ["title", "facts"]}, ("组长的标题", "组长的事实", "我的建议"), set()),
    ],
    ids=["merge", "mine", "theirs and mine"],
)
def test_what_gives_way_stays_in_the_history(conflict, stored, liu, way, kept, lost):
    url, answer = conflict
    again = browser_of(liu).post(url, {**form_of(answer), "resolve": "1", **way})
    stored.refresh_from_db()
    assert (again.status_code, (stored.title_zh, stored.facts_zh, stored.suggestion)) == (302, kept)
    notes = "\n".join(entry.note for entry in stored.history if entry.verb == "replace")
    assert {words for words in ("组长的标题", "组长的事实") if words in notes} == lost


def test_mine_becomes_a_draft_of_its_own(conflict, stored, liu):
    url, answer = conflict
    again = browser_of(liu).post(url, {**form_of(answer), "resolve": "1", "apart": "1"})
    stored.refresh_from_db()
    other = Finding.objects.exclude(pk=stored.pk).get()
    assert (again.status_code, stored.title_zh, stored.version) == (302, "组长的标题", 2)
    assert (other.title_zh, other.facts_zh, other.suggestion, other.state) == (
        "我的标题", "原来的事实", "我的建议", "draft",
    )  # fmt: skip
    assert (Figure.objects.count(), Evidence.objects.count(), other.written_by) == (2, 2, liu)


def test_a_third_one_who_was_quicker_still_is_not_overwritten(conflict, stored, liu, chen):
    url, answer = conflict
    browser_of(chen).post(url, {**form_of(browser_of(chen).get(url)), "facts_zh": "第三个人的事实"})
    again = browser_of(liu).post(url, {**form_of(answer), "resolve": "1", "mine": "1"})
    stored.refresh_from_db()
    assert (again.status_code, stored.facts_zh) == (409, "第三个人的事实")


@pytest.mark.parametrize("origin", ["", "x", "[]", "7", json.dumps({"title": 5, "evidence": {"a": 1}, "visit": "x"})])
def test_a_strange_origin_is_only_not_shown(stored, liu, origin):
    values = {**sent(title_zh="我的"), "base": 99, "origin": origin}
    answer = browser_of(liu).post(f"/findings/{stored.code}/edit/", values)
    assert (answer.status_code, "原来的标题" in answer.content.decode()) == (409, True)


# --- While it is typed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "zh", "words", "understood"),
    [
        ("zh-hans", "1000余万", "约数，多于1000万（10,000,000）", True),
        ("zh-hans", "12", "确数，12", True),
        ("zh-hans", "近3成", "约数，接近30%", True),
        ("zh-hans", "3至5家", "范围，3至5", True),
        ("zh-hans", "13.84亿元", "确数，13.84亿（1,384,000,000）元", True),
        ("en", "1000余万", "An approximate figure: more than 10,000,000", True),
        ("zh-hans", "很多", "这里看不出数字。请写成“12起”“1000余万”这样。", False),
        ("zh-hans", "", "", True),
    ],
)
def test_a_figure_is_explained_while_it_is_typed(npcsc, liu, language, zh, words, understood):
    liu.language = language
    liu.save()
    answer = browser_of(liu).post("/findings/reading/", {"zh": zh, "en": ""}, content_type="application/json").json()
    assert (answer["words"], answer["understood"]) == (words, understood)


def test_two_languages_that_differ_are_told_so(npcsc, liu):
    typed = {"zh": "12起", "en": "13 cases"}
    answer = browser_of(liu).post("/findings/reading/", typed, content_type="application/json").json()
    assert (answer["lang"], answer["understood"]) == ("en", False)


def test_articles_are_found_by_their_numbers(inspection):
    first = make_article(21)
    inspection.instruments.add(first.instrument)
    second, inserted = (
        make_article(37, instrument=first.instrument),
        make_article(20, instrument=first.instrument, insertion=1),
    )
    field = Entry(inspection).form.fields[f"articles_{first.instrument_id}"]
    for typed, found in {
        "21": [first], "第21条": [first], "21、37": [first, second], "37 21,37": [second, first],
        "20-1": [inserted], "20之1": [inserted], "": [],
    }.items():  # fmt: skip
        assert field.clean(typed) == found, typed


def test_the_form_costs_the_same_for_one_row_and_for_many(inspection, liu, django_assert_max_num_queries):
    visit, costs, browser = make_visit(inspection, "460000"), [], browser_of(liu)
    finding = make_finding(inspection, by=liu, state="draft")
    article = make_article(1)
    inspection.instruments.add(article.instrument)
    for more in (1, 3, 8):
        for _ in range(more):
            make_unit(inspection, visit=visit, locality=visit.locality)
            make_focus_point(inspection)
            finding.articles.add(
                make_article(
                    100 + Finding.objects.count() * 100 + finding.articles.count(), instrument=article.instrument
                )
            )
        for url in (NEW, f"/findings/{finding.code}/edit/"):
            with django_assert_max_num_queries(100) as queries:
                assert browser.get(url).status_code == 200
            costs.append(len(queries))
    assert costs[0:2] == costs[2:4] == costs[4:6]
