"""从责任清单带入: the organiser's own list, line by line, and never somebody else's."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.text import Text
from findings.actions.asking import ask_duties
from inspections.enums import QuestionKind
from tests import make
from tests.security.site import browser_of


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "npc")


@pytest.fixture
def section(inspection):
    section = make.make_request(inspection, "npc-asks", fixed=False).sections.get(key="duties")
    section.questions.all().delete()
    return section


def items(inspection, *questions: str):
    return [make.make_item(inspection, order=order, question=Text(question), holder_name=Text("网络运营者"))
            for order, question in enumerate(questions, start=1)]  # fmt: skip


def prompts(section) -> list[str]:
    return list(section.questions.values_list("prompt_zh", flat=True))


def test_chosen_lines_are_asked_once(inspection, section, liu):
    first, second, _third = items(inspection, "是否留存日志", "是否定级备案", "是否应急演练")
    assert ask_duties(section=section, numbers=[1, 2], by=liu) == 2
    assert ask_duties(section=section, numbers=[1, 2], by=liu) == 0
    assert prompts(section) == ["是否留存日志", "是否定级备案"]
    row = section.questions.first()
    assert (row.kind, row.key, row.guidance.zh.endswith(" · 网络运营者")) == (QuestionKind.DUTY, "d1", True)
    assert first.article.label.zh in row.guidance.zh


def test_void_lines_and_those_of_others_are_not_asked(inspection, section, liu, hainan_sc):
    (line,) = items(inspection, "是否留存日志")
    line.void_reason = "重复"
    line.save()
    items(make.make_inspection(hainan_sc), "外省的条目")
    with pytest.raises(ValidationError, match="至少选择一条"):
        ask_duties(section=section, numbers=[1], by=liu)
    assert prompts(section) == []


def test_a_body_that_was_entrusted_sees_none_of_the_list(inspection, section, hainan_sc, clerk, liu, wang):
    items(inspection, "是否留存日志")
    delegation = make.make_delegation(inspection, hainan_sc, request=section.request)
    below = make.make_request(inspection, "below-asks", fixed=False, parent=delegation)
    address = reverse("request_duties", args=[below.code, "duties"])
    page = browser_of(clerk).get(address)
    assert (page.status_code, "是否留存日志" in page.content.decode()) == (200, False)
    assert browser_of(clerk).post(address, {"numbers": ["1"]}).status_code == 422
    assert browser_of(liu).get(address).status_code == 404  # what Hainan asks is no business of Beijing
    with pytest.raises(PermissionDenied):
        ask_duties(section=section, numbers=[1], by=wang)


def test_one_press_takes_all_lines(inspection, section, liu):
    items(inspection, "是否留存日志", "是否定级备案")
    browser, address = browser_of(liu), reverse("request_duties", args=["npc-asks", "duties"])
    form = browser.get(address).context["form"]
    answer = browser.post(address, {"numbers": form["numbers"].value()}, follow=True)
    assert ("已带入2条" in answer.content.decode(), len(prompts(section))) == (True, 2)
    assert "责任清单的条目都已带入" in browser.get(address).content.decode()


@pytest.mark.parametrize("numbers", [[], ["9"], ["x"], ["9" * 40], ["\0"]])
def test_strange_numbers_get_a_sentence(inspection, section, liu, numbers):
    items(inspection, "是否留存日志")
    answer = browser_of(liu).post(reverse("request_duties", args=["npc-asks", "duties"]), {"numbers": numbers})
    assert (answer.status_code, 'id="error-summary"' in answer.content.decode(), prompts(section)) == (422, True, [])


def test_queries_do_not_grow_with_the_list(inspection, section, liu):
    address, counts = reverse("request_duties", args=["npc-asks", "duties"]), []
    for number in (1, 3, 30):
        items_there = inspection.responsibility_items.count()
        for order in range(items_there + 1, number + 1):
            make.make_item(inspection, order=order, question=Text(f"第{order}条"))
        browser = browser_of(liu)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert (len(set(counts)), counts[0] < 15) == (1, True), counts
