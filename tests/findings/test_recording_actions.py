"""Raising and changing findings: whose they are, what keeps its number, what is never overwritten nor dropped in silence."""

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from core.text import Text
from findings.actions.attaching import attach_file
from findings.actions.recording import Conflict, change_finding, raise_finding, record_finding
from findings.enums import FindingState
from findings.models import Evidence, Figure, Finding
from findings.recording import entry_of
from tests import make, worlds
from tests.core.pictures import a_jpeg
from tests.findings.entries import a_figure, a_photo, an_entry


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "field-2017")


@pytest.fixture
def finding(inspection, liu):
    return raise_finding(
        inspection=inspection, data=an_entry(figures=[a_figure(), a_figure("3起", what="结案")]), by=liu
    )


def data_of(finding, **changes):
    return {**entry_of(Finding.objects.get(pk=finding.pk)), **changes}


def change(finding, by, base=None, **changes):
    base = Finding.objects.get(pk=finding.pk).version if base is None else base
    return change_finding(finding=finding, data=data_of(finding, **changes), base=base, by=by)


def code_of(caught) -> str:
    error = caught.value
    errors = (
        [each for errors in error.error_dict.values() for each in errors]
        if hasattr(error, "error_dict")
        else error.error_list
    )
    return errors[0].code


# --- Raising ---------------------------------------------------------------------------------------------------------


def test_a_raised_finding_is_a_draft_of_its_writer(inspection, liu):
    name = uuid.uuid4()
    finding = raise_finding(inspection=inspection, data=an_entry(), by=liu, uuid=name)
    assert (finding.state, finding.written_by, finding.uuid, finding.version) == (FindingState.DRAFT, liu, name, 1)
    assert (finding.ref, finding.order, finding.code) == ("F1", 1, "field-2017-f1")
    assert [(entry.verb, entry.by_id, entry.target) for entry in finding.history] == [("raise", liu.pk, "draft")]


def test_the_next_number_is_behind_all_others(inspection, liu):
    make.make_finding(inspection, "sample", order=7, ref="II.3")
    make.make_finding(inspection, "taken", order=3, ref="F8")
    assert raise_finding(inspection=inspection, data=an_entry(), by=liu).ref == "F9"


def test_an_address_that_is_taken_becomes_another(inspection, liu, hainan_sc):
    make.make_finding(make.make_inspection(hainan_sc), "field-2017-f1")
    assert raise_finding(inspection=inspection, data=an_entry(), by=liu).code == "field-2017-f1-2"


@pytest.mark.parametrize("name", ["wang", "zhao", "sun", "fu", "cac", "wenchang", "leaver", "superuser"])
def test_who_does_not_work_in_the_field_raises_nothing(inspection, name):
    with pytest.raises(PermissionDenied):
        raise_finding(inspection=inspection, data=an_entry(), by=worlds.person(name))
    assert not Finding.objects.exists()


@pytest.mark.parametrize("state", ["closed", "archived", "moved", "cancelled"])
def test_nothing_is_raised_after_the_end(npcsc, liu, state):
    inspection = make.make_inspection(npcsc, state=state)
    with pytest.raises(ValidationError) as caught:
        raise_finding(inspection=inspection, data=an_entry(), by=liu)
    assert code_of(caught) == "over"


@pytest.mark.parametrize("state", ["in_progress", "fieldwork_done", "suspended"])
def test_what_was_found_before_may_be_written_down_later(npcsc, liu, state):
    assert raise_finding(inspection=make.make_inspection(npcsc, state=state), data=an_entry(), by=liu).pk


def test_the_name_of_a_device_is_given_once(inspection, finding, chen):
    Finding.objects.filter(pk=finding.pk).update(uuid=uuid.UUID(int=7))
    with pytest.raises(ValidationError) as caught:
        raise_finding(inspection=inspection, data=an_entry(), by=chen, uuid=uuid.UUID(int=7))
    assert code_of(caught) == "taken" and Finding.objects.count() == 1


def test_a_lead_has_one_finding(inspection, liu):
    lead = make.make_lead(inspection)
    finding = raise_finding(inspection=inspection, data=an_entry(), by=liu, lead=lead)
    lead.refresh_from_db()
    assert lead.finding == finding
    with pytest.raises(ValidationError) as caught:
        raise_finding(inspection=inspection, data=an_entry(), by=liu, lead=lead)
    assert code_of(caught) == "raised" and Finding.objects.count() == 1


def test_a_refused_entry_leaves_nothing(inspection, liu):
    with pytest.raises(ValidationError):
        raise_finding(inspection=inspection, data=an_entry(figures=[a_figure(code="n99")]), by=liu)
    assert (Finding.objects.count(), Figure.objects.count(), Evidence.objects.count()) == (0, 0, 0)


def test_registering_waits_for_evidence(inspection, liu):
    finding = raise_finding(inspection=inspection, data=an_entry(evidence=[]), by=liu)
    with pytest.raises(ValidationError):
        record_finding(finding=finding, by=liu)
    finding = change(finding, liu, evidence=[{"kind": "document"}])
    assert record_finding(finding=finding, by=liu).state == FindingState.RECORDED
    assert record_finding(finding=Finding.objects.get(), by=liu).state == FindingState.RECORDED  # once more is no fault


# --- Changing --------------------------------------------------------------------------------------------------------


def test_a_change_makes_the_next_version(finding, liu):
    changed = change(finding, liu, title={"zh": "新的题目", "en": ""})
    assert (changed.version, changed.title) == (2, Text("新的题目"))
    assert [entry.verb for entry in finding.history] == ["raise", "edit"]


def test_what_is_the_same_already_changes_nothing(finding, liu):
    assert change(finding, liu).version == 1
    assert change(finding, liu, base=99).version == 1  # nor is it a conflict
    assert [entry.verb for entry in finding.history] == ["raise"]


def test_an_older_version_overwrites_nothing(finding, liu, chen):
    record_finding(finding=finding, by=liu)
    change(finding, chen, title={"zh": "组长改的", "en": ""})
    with pytest.raises(Conflict) as caught:
        change(finding, liu, base=1, title={"zh": "我改的", "en": ""})
    assert (caught.value.theirs.version, caught.value.theirs.title.zh) == (2, "组长改的")
    finding.refresh_from_db()
    assert (finding.version, finding.title.zh) == (2, "组长改的")
    assert change(finding, liu, base=2, title={"zh": "我改的", "en": ""}).version == 3


def test_a_conflict_leaves_figures_and_evidence_alone(finding, liu):
    before = data_of(finding)
    change(finding, liu, suggestion="改")
    with pytest.raises(Conflict):
        change(finding, liu, base=1, figures=[], evidence=[], articles=[])
    assert data_of(finding) == {**before, "suggestion": "改"}


@pytest.mark.parametrize(
    ("state", "changes"),
    [("draft", True), ("sent_back", True), ("recorded", True), ("verified", False), ("withdrawn", False)],
)
def test_what_is_verified_or_withdrawn_is_not_changed(finding, liu, state, changes):
    Finding.objects.filter(pk=finding.pk).update(state=state)
    if changes:
        assert change(finding, liu, suggestion="改").version == 2
    else:
        with pytest.raises(ValidationError) as caught:
            change(finding, liu, suggestion="改")
        assert code_of(caught) == "wrong_state"


@pytest.mark.parametrize(("name", "may"), [("liu", True), ("chen", True), ("zhang", True), ("wang", False), ("zhao", False), ("fu", False), ("sun", False)])  # fmt: skip
def test_who_may_change_it(finding, name, may):
    if may:
        assert change(finding, worlds.person(name), suggestion="改").version == 2
    else:
        with pytest.raises(PermissionDenied):
            change(finding, worlds.person(name), suggestion="改")


def test_another_of_the_staff_does_not_change_it(finding, npcsc):
    colleague = make.make_user("colleague", (npcsc, "staff"))
    with pytest.raises(PermissionDenied):
        change(finding, colleague, suggestion="改")


# --- Figures ---------------------------------------------------------------------------------------------------------


def codes(finding) -> dict[str, str]:
    """What is counted → the code of its figure."""
    return {figure.population.zh: figure.code for figure in finding.figures.all()}


def test_an_unchanged_figure_keeps_its_code(finding, liu):
    before = codes(finding)
    change(finding, liu, figures=[a_figure("3起", what="结案"), a_figure("12起"), a_figure("1000余万", what="用户")])
    after = codes(finding)
    assert {name: after[name] for name in before} == before and len(after) == 3


def test_a_changed_figure_keeps_its_code(finding, liu):
    before = codes(finding)
    change(finding, liu, figures=[a_figure("15起"), a_figure("4起", what="结案", code=before["结案"])])
    assert codes(finding) == before
    assert [figure.value for figure in finding.figures.all()] == [15, 4]


def test_a_figure_of_the_sample_that_nobody_touches_stays_as_it_is(inspection, liu):
    finding = make.make_finding(inspection, by=liu, state="draft")
    figure = make.make_figure(
        inspection, "cases", noun=Text("案件", "case"), as_written=Text(), value=12, unit="case_tried"
    )
    figure.findings.add(finding)
    figure.refresh_from_db()
    before = {field.name: getattr(figure, field.attname) for field in Figure._meta.concrete_fields}
    change(finding, liu, suggestion="改")
    figure.refresh_from_db()
    assert {field.name: getattr(figure, field.attname) for field in Figure._meta.concrete_fields} == before


def test_a_figure_that_is_left_out_is_gone(finding, liu):
    change(finding, liu, figures=[a_figure("3起", what="结案")])
    assert list(codes(finding)) == ["结案"] and Figure.objects.count() == 1


def test_a_figure_of_two_findings_only_leaves_this_one(finding, inspection, liu):
    other = make.make_finding(inspection)
    other.figures.add(finding.figures.first())
    change(finding, liu, figures=[])
    assert (finding.figures.count(), other.figures.count()) == (0, 1)


def cite_in_report(inspection, code):
    report = make.make_report(inspection)
    make.make_paragraph(report.sections.last(), Text(f"共{{{{ fig:{code}|zero }}}}。", "x"))


def cite_in_recommendation(inspection, code):
    make.make_recommendation(inspection, content=Text("建议", f"{{{{ fig:{code} }}}}"))


def cite_in_finding(inspection, code):
    make.make_finding(inspection, facts=Text(f"{{{{ fig:{code} }}}}", ""))


def repeat(inspection, code):
    make.make_figure(inspection, same_as=inspection.figures.get(code=code), value=None)


def reckon_from(inspection, code):
    make.make_figure(inspection, base=inspection.figures.get(code=code))


@pytest.mark.parametrize("use", [cite_in_report, cite_in_recommendation, cite_in_finding, repeat, reckon_from])
def test_a_figure_that_is_cited_may_change_but_not_disappear(finding, inspection, liu, use):
    code = codes(finding)["受理案件"]
    use(inspection, code)
    with pytest.raises(ValidationError) as caught:
        change(finding, liu, figures=[a_figure("3起", what="结案")])
    assert code_of(caught) == "cited" and f"12起 ({code})" in caught.value.messages[0]
    assert len(codes(finding)) == 2 and Finding.objects.get(pk=finding.pk).version == 1
    assert change(finding, liu, figures=[a_figure("13起", code=code), a_figure("3起", what="结案")]).version == 2


def test_a_figure_goes_with_the_words_that_cited_it(finding, liu):
    code = codes(finding)["受理案件"]
    change(finding, liu, facts={"zh": f"共{{{{ fig:{code} }}}}。", "en": ""})
    with pytest.raises(ValidationError):
        change(finding, liu, figures=[a_figure("3起", what="结案")])
    assert change(finding, liu, facts={"zh": "不再提。", "en": ""}, figures=[a_figure("3起", what="结案")]).version == 3


def test_a_figure_of_another_finding_cannot_be_taken(finding, inspection, liu):
    other = make.make_figure(inspection, "cases")
    for code in (other.code, "no-such-figure"):
        with pytest.raises(ValidationError) as caught:
            change(finding, liu, figures=[a_figure(code=code)])
        assert list(caught.value.error_dict) == ["figures.0.code"]


def test_a_figure_of_another_inspection_is_neither_shown_nor_touched(finding, hainan_sc, liu):
    foreign = make.make_figure(make.make_inspection(hainan_sc), "foreign")
    foreign.findings.add(finding)
    assert "foreign" not in {figure["code"] for figure in data_of(finding)["figures"]}
    change(finding, liu, figures=[])
    assert list(finding.figures.all()) == [foreign]


# --- Evidence --------------------------------------------------------------------------------------------------------


def test_evidence_is_found_again_under_its_name(finding, liu):
    (row,) = finding.evidence.all()
    photo = a_photo(b"1")
    change(finding, liu, evidence=[photo, {**data_of(finding)["evidence"][0], "source": {"zh": "另一处", "en": ""}}])
    assert [(each.order, each.announced_name, each.source.zh) for each in finding.evidence.all()] == [
        (1, "机房.jpg", "机房"),
        (2, "", "另一处"),
    ]
    assert finding.evidence.last().pk == row.pk
    assert [each.is_missing for each in finding.evidence.all()] == [True, False]


def test_rows_from_before_devices_have_a_name_too(inspection, liu):
    finding = make.make_finding(inspection, by=liu, state="draft")
    (row,) = finding.evidence.all()
    change(finding, liu, evidence=[*data_of(finding)["evidence"], {"kind": "survey"}])
    assert [each.kind for each in finding.evidence.all()] == ["inspection", "survey"]
    assert finding.evidence.first().pk == row.pk and row.uuid is None


def test_evidence_without_a_name_is_found_by_what_it_is(finding, liu):
    (row,) = finding.evidence.all()
    change(finding, liu, evidence=[{"kind": "survey"}, *an_entry()["evidence"]])
    assert [each.pk == row.pk for each in finding.evidence.all()] == [False, True]


def test_a_file_that_arrived_does_not_go_in_silence(finding, liu, media):
    picture = a_jpeg()
    change(finding, liu, evidence=[a_photo(picture)])
    row = attach_file(evidence=finding.evidence.get(), content=picture, name="机房.jpg", by=liu)
    change(finding, liu, evidence=[])
    assert not finding.evidence.exists()
    assert finding.history.last().note == f"− 机房.jpg (SHA-256 {row.attachment.digest})"
    assert row.attachment.is_whole()


def test_a_file_that_arrived_is_not_exchanged(finding, liu, media):
    picture = a_jpeg()
    change(finding, liu, evidence=[a_photo(picture)])
    row = attach_file(evidence=finding.evidence.get(), content=picture, name="机房.jpg", by=liu)
    with pytest.raises(ValidationError) as caught:
        change(finding, liu, evidence=[a_photo(b"other", key=str(row.uuid))])
    assert list(caught.value.error_dict) == ["evidence.0.digest"]


def test_before_it_arrived_another_photo_may_be_announced(finding, liu):
    change(finding, liu, evidence=[a_photo(b"1")])
    row = finding.evidence.get()
    change(finding, liu, evidence=[a_photo(b"2", key=str(row.uuid))])
    assert finding.evidence.get().announced_digest != row.announced_digest


def test_the_name_of_evidence_elsewhere_is_taken(finding, inspection, chen):
    theirs = str(finding.evidence.get().uuid)
    with pytest.raises(ValidationError) as caught:
        raise_finding(
            inspection=inspection, data=an_entry(evidence=[a_photo(b"1"), a_photo(b"2", key=theirs)]), by=chen
        )
    assert list(caught.value.error_dict) == ["evidence.1.id"]
    assert Finding.objects.count() == 1


# --- At once ---------------------------------------------------------------------------------------------------------


def at_once(count, work):
    """What `work(number)` gave, called in `count` threads that start together."""
    gate, results = threading.Barrier(count), [None] * count

    def run(number):
        gate.wait()
        try:
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return results


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_ten_numbers_in_a_row():
    inspection = make.make_inspection(worlds.body("npcsc"), "field-2017")
    liu = worlds.person("liu")
    data = an_entry(figures=[a_figure()])
    found = at_once(10, lambda number: raise_finding(inspection=inspection, data=data, by=liu))
    assert sorted(finding.order for finding in found) == list(range(1, 11))
    assert sorted(Finding.objects.values_list("ref", flat=True)) == sorted(f"F{number}" for number in range(1, 11))
    assert sorted(Figure.objects.values_list("order", flat=True)) == list(range(1, 11))


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_many_editors_with_one_version_one_is_first():
    inspection = make.make_inspection(worlds.body("npcsc"), "field-2017")
    liu = worlds.person("liu")
    finding = raise_finding(inspection=inspection, data=an_entry(), by=liu)
    found = at_once(
        8, lambda number: change_finding(finding=finding, data=an_entry(suggestion=f"第{number}个"), base=1, by=liu)
    )
    assert sorted(type(each).__name__ for each in found) == ["Conflict"] * 7 + ["Finding"]
    (winner,) = [each for each in found if isinstance(each, Finding)]
    finding.refresh_from_db()
    assert (finding.version, finding.suggestion) == (2, winner.suggestion)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_every_acknowledged_edit_is_kept():
    """Each editor writes a word of her own and tries again with the version she is shown, until it is taken."""
    inspection = make.make_inspection(worlds.body("npcsc"), "field-2017")
    liu = worlds.person("liu")
    finding = raise_finding(inspection=inspection, data=an_entry(suggestion="头"), by=liu)

    def edit(number):
        while True:
            seen = Finding.objects.get(pk=finding.pk)
            data = {**entry_of(seen), "suggestion": f"{seen.suggestion} {number}"}
            try:
                return change_finding(finding=finding, data=data, base=seen.version, by=liu)
            except Conflict:
                continue

    at_once(6, edit)
    finding.refresh_from_db()
    assert sorted(finding.suggestion.split()) == ["0", "1", "2", "3", "4", "5", "头"] and finding.version == 7
