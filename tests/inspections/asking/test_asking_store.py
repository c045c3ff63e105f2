"""A form as JSON and back, and the digest that fixes it."""

import json
from copy import deepcopy

import pytest

from inspections.asking.store import NoForm, digest_of, from_data, to_data
from tests.findings.returns.forms import FORM


def test_a_form_comes_back_as_it_was():
    assert from_data(json.loads(json.dumps(to_data(FORM)))) == FORM


def test_the_digest_changes_with_anything_that_is_asked():
    data = to_data(FORM)
    seen = {digest_of(FORM)}
    for change in (
        lambda form: form["sections"].reverse(),
        lambda form: form["sections"][0]["title"].update(en="Other"),
        lambda form: form["sections"][1]["questions"][0].update(required=False),
        lambda form: form["sections"][2]["columns"][0].update(starts="2016-01-01"),
        lambda form: form["sections"][2]["questions"][1].update(part_of=""),
    ):
        changed = deepcopy(data)
        change(changed)
        seen.add(digest_of(from_data(changed)))
    assert len(seen) == 6


@pytest.mark.parametrize(
    "spoil",
    [
        lambda form: form.pop("sections"),
        lambda form: form["sections"][0].update(kind="poem"),
        lambda form: form["sections"][0].pop("questions"),
        lambda form: form["sections"][2]["columns"][0].update(starts="2016-13-01"),
        lambda form: form.update(title="平文"),
        lambda form: form.update(sections=[1]),
    ],
)
def test_what_is_no_form_is_refused(spoil):
    data = to_data(FORM)
    spoil(data)
    with pytest.raises(NoForm):
        from_data(data)
