"""Who may: rules, their composition, and the one backend that asks them."""

from contextlib import suppress
from types import SimpleNamespace

import pytest

from core.policy import PolicyBackend, Rule, policy_of

YES, NO = Rule(lambda user, row: True, "yes"), Rule(lambda user, row: False, "no")


@pytest.mark.parametrize(
    ("rule", "answer", "name"),
    [
        (YES & YES, True, "(yes & yes)"),
        (YES & NO, False, "(yes & no)"),
        (NO & YES, False, "(no & yes)"),
        (NO | YES, True, "(no | yes)"),
        (YES | NO, True, "(yes | no)"),
        (NO | NO, False, "(no | no)"),
        (~NO, True, "~no"),
        (~YES, False, "~yes"),
        (YES & ~(NO | YES), False, "(yes & ~(no | yes))"),
    ],
)
def test_rules_combine_and_tell_their_name(rule, answer, name):
    assert (rule(None, None), rule.name, repr(rule)) == (answer, name, f"Rule({name})")


def test_and_asks_the_second_question_only_if_the_first_was_answered_yes():
    careful = Rule(lambda user, row: row is not None, "there") & Rule(lambda user, row: row.open, "open")
    assert [careful(None, row) for row in (None, SimpleNamespace(open=True))] == [False, True]


def test_an_app_without_a_table_allows_nothing():
    assert policy_of("core") == {}
    assert policy_of("no_such_app") == {}


def test_the_backend_signs_nobody_in():
    assert PolicyBackend().authenticate(None, username="liu", password="x") is None
    assert PolicyBackend().get_user(1) is None


def test_the_table_answers_for_a_row(beijing, liu, fu):
    assert liu.has_perm("findings.view", beijing.finding)
    assert not fu.has_perm("findings.view", beijing.finding)


@pytest.mark.parametrize("verb", ["findings.delete", "findings.", "findings", "nowhere.view", "", ".view"])
def test_an_unknown_verb_is_refused(beijing, zhang, verb):
    assert not zhang.has_perm(verb, beijing.finding)


def test_without_a_row_nothing_is_allowed(beijing, zhang):
    assert not zhang.has_perm("findings.view")
    assert not zhang.has_perm("findings.view", None)


def test_a_closed_account_may_nothing(beijing, inactive):
    assert not inactive.has_perm("findings.view", beijing.finding)


def answers(user, app, verb, rows):
    """What the policy says of each row that the verb can be asked of."""
    for row in rows:
        with suppress(AttributeError):  # the verb is asked of another kind of row
            yield user.has_perm(f"{app}.{verb}", row)


def test_a_superuser_gets_no_way_round_the_policy(beijing, superuser):
    request = beijing.delegation.request
    asked_of = {
        "inspections": (beijing.inspection, beijing.delegation, request),
        "findings": (beijing.finding, beijing.delegation),
        "recommendations": (beijing.recommendation,),
        "reports": (beijing.report,),
    }
    said = {
        (app, verb): set(answers(superuser, app, verb, rows))
        for app, rows in asked_of.items()
        for verb in policy_of(app)
    }
    assert {verb for verb, found in said.items() if found != {False}} == set()
    rows = {app: rows[0] for app, rows in asked_of.items()}
    assert [type(row).objects.visible_to(superuser).count() for row in rows.values()] == [0, 0, 0, 0]
