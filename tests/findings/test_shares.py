"""The share of a survey answer is a figure, stated once and printed in both languages."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from core.quantities import write_en, write_zh
from core.text import Text
from findings.actions.shares import state_share
from findings.models import Figure
from tests import make
from tests.security.site import browser_of


@pytest.fixture
def answer(npcsc):
    inspection = make.make_inspection(npcsc, "surveyed")
    return make.make_survey_answer(inspection, text=Text("知道", "Yes"))


def inspection_of(answer):
    return answer.question.survey.commission.inspection


def state(answer, by, zh, en=""):
    return state_share(inspection=inspection_of(answer), answer=answer, written=Text(zh, en), by=by)


def test_a_share_is_understood_and_printed_in_both_languages(answer, liu):
    figure = state(answer, liu, "63.5%")
    figure.refresh_from_db()
    assert (figure.value, figure.answer, figure.population) == (Decimal("63.5"), answer, answer.text)
    assert (write_zh(figure.quantity), write_en(figure.quantity)) == ("63.5%", "63.5%")
    assert inspection_of(answer).history.last().verb == "state_share"


def test_a_share_that_stands_is_changed_and_keeps_its_code(answer, liu):
    first = state(answer, liu, "63.5%")
    answer.refresh_from_db()
    second = state(answer, liu, "超过60%", "more than 60%")
    assert (second.pk, second.code, second.qualifier) == (first.pk, first.code, "more_than")
    assert Figure.objects.count() == 1


@pytest.mark.parametrize(("zh", "en"), [("63.5%", "62%"), ("12起", ""), ("103%", ""), ("不多", ""), ("1%和2%", "")])
def test_what_is_no_share_is_refused(answer, liu, zh, en):
    with pytest.raises(ValidationError):
        state(answer, liu, zh, en)
    assert Figure.objects.count() == 0


def test_who_reads_only_states_none(answer, wang):
    with pytest.raises(PermissionDenied):
        state(answer, wang, "63.5%")


def test_the_page_keeps_what_was_typed_and_leads_back(answer, liu, fu):
    address = reverse("survey_share", args=["surveyed", answer.pk])
    browser = browser_of(liu)
    refused = browser.post(address, {"zh": "12起", "en": ""})
    assert (refused.status_code, "12起" in refused.content.decode()) == (422, True)
    assert browser.post(address, {"zh": "63.5%", "en": ""})["Location"] == "/inspections/surveyed/scheme/answers/"
    assert "63.5%" in browser.get(address).content.decode()
    row = browser.get(reverse("scheme_row", args=["surveyed", "answers", answer.pk])).content.decode()
    assert address in row
    assert browser_of(fu).get(address).status_code == 404
