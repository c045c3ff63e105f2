"""What a body gave before is offered and never put in silently, and nobody gets what another body gave."""

import json
import uuid

import pytest
from django.urls import reverse

from core.text import Text
from findings.models import Return
from findings.queries.before import before, filled_up
from findings.queries.returning import form_of_return
from inspections.enums import DelegationState
from tests import make
from tests.security.site import browser_of


def entrust(npcsc, body, **given):
    inspection = make.make_inspection(npcsc, title=Text(given.pop("title", "执法检查"), "Inspection"))
    return make.make_delegation(inspection, body, request=make.make_request(inspection), **given)


def submit(delegation, **given) -> Return:
    """What stands in make_return, submitted."""
    returned = make.make_return(delegation)
    make.make_version(returned, **given)
    delegation.state = DelegationState.SUBMITTED
    delegation.save()
    return returned


@pytest.fixture
def earlier(npcsc, hunan_sc) -> Return:
    return submit(entrust(npcsc, hunan_sc, title="前一次检查"))


@pytest.fixture
def returned(npcsc, hunan_sc, hunan, earlier) -> Return:
    row = make.make_return(entrust(npcsc, hunan_sc), finished=False)
    row.sections.update(content={})
    return row


def section(returned: Return, key: str):
    return form_of_return(returned).section(key)


def content(returned: Return, key: str) -> dict:
    return returned.sections.get(section__key=key).content


def url(returned: Return, key: str) -> str:
    return reverse("return_section", args=[returned.code, key])


@pytest.mark.parametrize("key", ["overview", "outline", "cases", "problems", "duties"])
def test_what_was_given_is_offered_section_by_section_and_filled_in_when_asked(returned, earlier, hunan, key):
    browser = browser_of(hunan)
    page = browser.get(url(returned, key)).content.decode()
    assert ("沿用上次填报的内容" in page, "前一次检查" in page) == (True, True)
    assert content(returned, key) == {}
    answer = browser.post(url(returned, key), {"page:do": "before"})
    assert (answer.status_code, content(returned, key)) == (302, content(earlier, key))
    row = returned.sections.get(section__key=key)
    assert (row.source, row.updated_by, row.finished) == ("before", hunan, False)
    page = browser.get(url(returned, key)).content.decode()
    assert "沿用上次填报的内容" not in page
    assert ("与上次填报相同" in page) is (key != "overview")


def test_only_what_is_empty_is_filled(returned, hunan):
    row = returned.sections.get(section__key="cases")
    row.content = {"all.y2016": "7件"}
    row.save()
    browser_of(hunan).post(url(returned, "cases"), {"page:do": "before"})
    assert content(returned, "cases") == {
        "all.y2016": "7件", "solved.y2016": "5件", "open.y2016": "4件", "all.y2017": "12件",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["overview", "problems"])
def test_a_text_or_a_list_that_was_begun_is_left_alone(returned, hunan, key):
    begun = {"p1": "已经写了"} if key == "overview" else {"rows": ["x"], "x.title": "已经写了"}
    returned.sections.filter(section__key=key).update(content=begun)
    assert filled_up(section(returned, key), begun, {"p1": "旧"}) == begun
    browser = browser_of(hunan)
    assert "沿用上次填报的内容" not in browser.get(url(returned, key)).content.decode()
    browser.post(url(returned, key), {"page:do": "before"})
    assert content(returned, key) == begun


def test_the_same_words_count_where_the_keys_differ(returned, earlier):
    request = returned.delegation.request
    request.sections.filter(key="outline").update(key="questions")
    row = request.sections.get(key="questions")
    row.questions.filter(key="reported").update(key="was-reported", prompt_zh="别的问题")
    row.questions.filter(key="organised").update(key="who", prompt_zh="谁组织")
    old = earlier.delegation.request.sections.get(key="outline")
    old.questions.filter(key="organised").update(prompt_zh="谁组织")
    returned = Return.objects.get(pk=returned.pk)
    assert before(returned, section(returned, "questions")).written == {"who": "由主任会议组织"}


def test_a_column_of_another_year_is_not_the_same(returned):
    returned.delegation.request.sections.get(key="cases").columns.filter(key="y2017").update(starts="2018-01-01")
    returned = Return.objects.get(pk=returned.pk)
    assert set(before(returned, section(returned, "cases")).written) == {"all.y2016", "solved.y2016", "open.y2016"}


def test_files_and_what_came_from_below_are_not_carried_over(npcsc, hunan_sc, hunan):
    delegation = entrust(npcsc, hunan_sc)
    old = make.make_return(delegation)
    problems = old.sections.get(section__key="problems")
    problems.content |= {"a.files": [str(uuid.uuid4())], "a.origin": "below/1/problems.x"}
    problems.save()
    make.make_version(old)
    returned = make.make_return(entrust(npcsc, hunan_sc))
    found = before(returned, section(returned, "problems")).written
    assert set(found) & {"a.files", "a.origin"} == set()
    assert found["a.title"] == "有的单位未备案"


def test_the_last_submitted_one_counts_and_a_draft_does_not(npcsc, hunan_sc, hunan, earlier):
    later = submit(entrust(npcsc, hunan_sc, title="后一次检查"))
    make.make_version(make.make_return(entrust(npcsc, hunan_sc)), submitted=False)
    returned = make.make_return(entrust(npcsc, hunan_sc))
    assert before(returned, section(returned, "cases")).version.returned == later


def test_nobody_gets_what_another_body_gave(npcsc, wenchang_sc, hunan_sc, hunan):
    submit(entrust(npcsc, wenchang_sc))
    returned = make.make_return(entrust(npcsc, hunan_sc))
    assert before(returned, section(returned, "cases")) is None
    page = browser_of(hunan).get(url(returned, "cases")).content.decode()
    assert "沿用上次填报的内容" not in page


def test_the_signatory_is_offered_nothing_and_fills_nothing(returned, hunan_head):
    browser = browser_of(hunan_head)
    assert "沿用上次填报的内容" not in browser.get(url(returned, "cases")).content.decode()
    assert browser.post(url(returned, "cases"), {"page:do": "before", "page:seen": json.dumps({})}).status_code == 403
    assert content(returned, "cases") == {}
