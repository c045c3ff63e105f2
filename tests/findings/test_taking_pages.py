"""Returns side by side, and the pages on which something is taken over: what stands there, who is refused, how dear."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings.models import Figure, Finding
from inspections.models import RequestQuestion
from tests import make
from tests.findings.taken import a_row, again, came_back, province, settled
from tests.security.site import browser_of


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "npc-2017")


@pytest.fixture
def asked(inspection):
    return make.make_request(inspection, "npc-2017-r1")


def page(person, route, *args, **query):
    return browser_of(person).get(reverse(route, args=args), query)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_row_of_figures_stands_as_written_as_understood_and_added_up(inspection, npcsc, asked, wang):
    for code, value in (("460000", "12件"), ("430000", "1000余件"), ("440000", "")):
        came_back(inspection, province(npcsc, code), asked, cases={"all.y2016": value} if value else {})
    make.make_delegation(inspection, province(npcsc, "450000"), request=asked)
    answer = text_of(page(wang, "returns_item", inspection.code, "cases.all"))
    places = [answer.index(f"{name}人大常委会") for name in ("湖南省", "广东省", "广西壮族自治区", "海南省")]
    assert places == sorted(places)
    for said in (
        "1000余件",
        "约数，多于1,000",
        "超过1012件",
        "3个机构中有2个填报",
        "未报送",
        "4个受委托机构中有3个已报送",
    ):
        assert said in answer, said
    assert "采用合计" not in answer  # she reads


def test_answers_are_counted_with_the_word_for_it(inspection, npcsc, asked, liu):
    for number in range(12):
        given = {"outline": {"reported": "yes" if number < 9 else "no"}} if number < 11 else {"outline": {}}
        came_back(inspection, province(npcsc, f"{420000 + number}"), asked, **given)
    answer = text_of(page(liu, "returns_item", inspection.code, "outline.reported"))
    for said in ("<b>是</b> 12个中有9个：多数", "<b>否</b> 12个中有2个：有的", "<b>未填</b> 12个中有1个"):
        assert said in answer, said


def test_an_item_leads_to_its_neighbours_and_to_its_place_in_the_version(inspection, npcsc, asked, liu):
    version = came_back(inspection, province(npcsc, "430000"), asked)
    answer = text_of(page(liu, "returns_item", inspection.code, "outline.reported"))
    for item in ("outline.organised", "cases.all"):
        assert reverse("returns_item", args=[inspection.code, item]) in answer
    place = reverse("return_version", args=[version.returned.code, 1])
    assert f"{place}#i-outline.reported" in answer


@pytest.mark.parametrize("item", ["problems", "overview", "cases.all", "outline.reported", "papers.statistics"])
def test_an_item_costs_the_same_for_any_number_of_bodies(inspection, npcsc, asked, liu, item):
    counted = []
    for size in (1, 3, 31):
        for number in range(len(inspection.delegations.all()), size):
            came_back(inspection, province(npcsc, f"{420000 + number}"), asked)
        browser = browser_of(liu)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(reverse("returns_item", args=[inspection.code, item])).status_code == 200
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted


def test_a_finding_is_taken_and_then_shown_where_it_came_from(inspection, npcsc, asked, liu, zhang):
    version = came_back(inspection, province(npcsc, "430000"), asked)
    where = [inspection.code, version.returned.code, 1, "problems.a"]
    browser = browser_of(liu)
    answer = browser.post(reverse("take_finding", args=where))
    finding = Finding.objects.get()
    assert answer["Location"] == finding.get_absolute_url()
    again(version, problems=a_row("有的单位未备案", facts="查了15家。"))
    shown = text_of(browser.get(finding.get_absolute_url()))
    for said in (
        "来源已更新",
        "<del>13</del><ins>15</ins>",
        f"{reverse('return_version', args=[version.returned.code, 2])}#i-problems.a",
    ):
        assert said in shown, said
    refused = browser_of(zhang).post(reverse("take_finding", args=[*where[:2], 2, "problems.a"]))
    assert refused.status_code == 422
    assert finding.ref in text_of(refused)
    assert finding.get_absolute_url() not in text_of(refused)  # another person's draft
    own = browser.get(reverse("take_finding", args=[*where[:2], 2, "problems.a"]))
    assert finding.get_absolute_url() in text_of(own)


def test_a_sum_that_does_not_come_about_says_why(inspection, npcsc, asked, liu):
    RequestQuestion.objects.filter(section__request=asked, key="all").update(unit="percent")
    for code in ("430000", "440000"):
        came_back(inspection, province(npcsc, code), asked, cases={"all.y2016": "5"})
    answer = browser_of(liu).post(reverse("take_sum", args=[inspection.code, "cases.all.y2016"]))
    assert (answer.status_code, "百分比不能相加" in text_of(answer), Figure.objects.count()) == (422, True, 0)


def test_a_sum_is_taken_and_marked_in_every_cell(inspection, npcsc, asked, liu):
    for code in ("430000", "440000"):
        came_back(inspection, province(npcsc, code), asked, cases={"all.y2016": "5"})
    browser = browser_of(liu)
    assert browser.post(reverse("take_sum", args=[inspection.code, "cases.all.y2016"])).status_code == 302
    answer = text_of(browser.get(reverse("returns_item", args=[inspection.code, "cases.all"])))
    assert (Figure.objects.get().value, answer.count("已计入N1")) == (10, 2)


def test_rows_are_merged_by_way_of_a_draft_that_keeps_what_was_typed(inspection, npcsc, asked, liu):
    versions = [
        came_back(inspection, province(npcsc, code), asked, problems=a_row("单位未备案"))
        for code in ("430000", "440000")
    ]
    browser, address = browser_of(liu), reverse("merge_findings", args=[inspection.code])
    assert "标题相近：2个机构" in text_of(browser.get(address))
    rows = [f"{version.pk}:problems.a" for version in versions]
    whole = text_of(browser.post(address, {"group": " ".join(rows)}))
    assert f'name="group" value="{" ".join(rows)}"' in text_of(browser.get(address))
    assert all(f'name="row" value="{row}"' in whole for row in rows)
    proposed = browser.post(address, {"row": rows})
    assert 'name="counted" value="2"' in text_of(proposed)
    typed = {"row": rows, "save": "1", "kind": "problem", "title": "两省单位未备案", "counted": "1", "counted_of": "9",
             "word": "均"}  # fmt: skip
    refused = browser.post(address, typed)
    assert (refused.status_code, "两省单位未备案" in text_of(refused), Finding.objects.count()) == (422, True, 0)
    browser.post(address, {**typed, "word": "个别"})
    finding = Finding.objects.get()
    more = came_back(inspection, province(npcsc, "450000"), asked)
    change = reverse("merge_change", args=[inspection.code, finding.code])
    assert "有的单位未备案" in text_of(browser.get(change))
    sent = {"add": f"{more.pk}:problems.a", "seen": finding.version, "counted_of": "9"}
    assert browser.post(change, {**sent, "seen": 99}).status_code == 409
    assert browser.post(change, sent).status_code == 302
    finding.refresh_from_db()
    assert (finding.counted, finding.origins.count()) == (2, 3)


@pytest.mark.parametrize("row", ["", "x", "1:", ":", "9" * 30 + ":problems.a", "\0:a", "0:problems.a"])
def test_rows_that_are_none_are_refused_in_words(inspection, npcsc, asked, liu, row):
    came_back(inspection, province(npcsc, "430000"), asked)
    answer = browser_of(liu).post(reverse("merge_findings", args=[inspection.code]), {"row": [row, row + "b"]})
    assert (answer.status_code, "请至少选择两条" in text_of(answer)) == (422, True)


# --- Below -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(inspection, hainan_sc, asked):
    return make.make_return(make.make_delegation(inspection, settled(hainan_sc, "460000"), request=asked))


@pytest.fixture
def city(inspection, hainan_sc, own):
    below = make.make_request(inspection, "hainan-asks", parent=own.delegation)
    return came_back(inspection, province(hainan_sc, "469005"), below, parent=own.delegation)


def test_a_province_sees_its_cities_and_takes_what_they_say_into_its_draft(own, city, clerk, signatory):
    code = own.delegation.code
    asks = {"from": f"{city.returned.code}/1", "address": "problems.a"}
    browser = browser_of(clerk)
    assert "文昌市人大常委会" in text_of(page(clerk, "returns_item_below", code, "problems"))
    assert "填入本级" not in text_of(page(signatory, "returns_item_below", code, "problems"))
    assert "selected" in text_of(browser.get(reverse("below_take", args=[code]), asks))
    assert browser.post(reverse("below_take", args=[code]), {**asks, "target": "problems"}).status_code == 302
    assert "已填入本级报送内容" in text_of(page(clerk, "returns_item_below", code, "problems"))
    again_ = browser.post(reverse("below_take", args=[code]), {**asks, "target": "problems"})
    assert (again_.status_code, "不能再次采用" in text_of(again_)) == (422, True)


def test_the_body_above_the_body_beside_and_the_city_itself_reach_none_of_it(own, city, liu, wang, hunan, wenchang):
    code = own.delegation.code
    for person, status in ((liu, 403), (wang, 403), (hunan, 404), (wenchang, 404)):
        browser = browser_of(person)
        for route, args in (
            ("returns_item_below", [code, "problems"]),
            ("below_take", [code]),
            ("below_attach", [code]),
        ):
            assert browser.get(reverse(route, args=args)).status_code == status, (person, route)
    for address in ("problems", "cases.all"):
        answer = text_of(page(liu, "returns_item", own.delegation.inspection.code, address))
        assert "文昌市" not in answer


def test_a_return_from_below_is_attached_and_taken_away(own, city, clerk):
    browser, address = browser_of(clerk), reverse("below_attach", args=[own.delegation.code])
    assert browser.post(address, {"attach": city.pk}).status_code == 302
    assert "已随附" in text_of(browser.get(address))
    assert browser.post(address, {"detach": city.pk}).status_code == 302
    assert own.attached.count() == 0
