"""`load_sample` run again changes nothing, keeps what people did meanwhile, and names the file and row of an error."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from core.history import Entry, entries_of
from findings.enums import FindingState
from findings.models import Finding, ResponsibilityAnswer, Return, ReturnVersion
from findings.queries.returning import faults_of
from findings.returns.changes import changes
from inspections.models import Inspection
from reports.actions.loading import FIXTURES
from reports.models import Paragraph, Report, Section
from tests.make import make_answer, make_deadline, make_item, make_unit, make_visit

HELD = (
    "decisions", "letters", "deadlines", "units", "materials", "leads", "responsibility_items", "findings", "visits",
)  # fmt: skip
OURS = ("core", "accounts", "inspections", "findings", "recommendations", "reports")


def load(*options: str, fixtures: Path = FIXTURES) -> str:
    out = StringIO()
    call_command("load_sample", *options, fixtures=fixtures, stdout=out)
    return out.getvalue()


def everything() -> dict[str, list]:
    """Every row of our tables, the many-to-many ones too."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def files(tmp_path) -> Path:
    """A copy of the files that a test may spoil."""
    return shutil.copytree(FIXTURES, tmp_path / "fixtures")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_run_changes_nothing(db):
    load("--people")
    before = everything()
    lines = load("--people").splitlines()
    assert everything() == before
    assert lines[:3] == [
        "reference: 0 created, 0 changed, 0 removed",
        "npcsc-2017: 0 created, 0 changed, 0 removed",
        "hainan-2017: 0 created, 0 changed, 0 removed",
    ]


def test_inspections_and_reports_enter_the_history_once(db):
    load()
    load()
    rows = [*Inspection.objects.order_by("pk"), *Report.objects.order_by("pk")]
    assert [[(entry.verb, entry.by_name, entry.target) for entry in entries_of(row)] for row in rows] == [
        [("load_sample", "system", "deliberation")],
        [("load_sample", "system", "reporting")],
        [("load_sample", "system", "presented")],
        [("load_sample", "system", "final_draft")],
    ]
    assert Entry.objects.count() == 4


def test_the_file_wins_but_a_state_belongs_to_its_workflow(db):
    load()
    finding = Finding.objects.filter(inspection__code="npcsc-2017").get(ref="III.3d")
    title = finding.title
    Finding.objects.filter(pk=finding.pk).update(title_zh="改动", state=FindingState.WITHDRAWN)
    assert load().splitlines()[1] == "npcsc-2017: 0 created, 1 changed, 0 removed"
    finding.refresh_from_db()
    assert (finding.title, finding.state) == (title, FindingState.WITHDRAWN)


def test_rows_may_change_places_and_a_shorter_report_leaves_no_rest(db, files):
    load(fixtures=files)
    path = files / "samples/hainan-2017/findings.yaml"
    head, *rows = path.read_text(encoding="utf-8").split("\n- ref: ")
    path.write_text("\n- ref: ".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    report = files / "samples/hainan-2017/report.yaml"
    replace(report, report.read_text(encoding="utf-8").split("\nparts:\n")[1], "[]\nclosing: null\n")
    replace(report, "\nparts:\n[]", "\nparts: []")
    load(fixtures=files)
    found = Finding.objects.filter(inspection__code="hainan-2017").order_by("order")
    assert list(found.values_list("ref", flat=True))[:2] == ["2.4", "2.3"]
    assert list(found.values_list("order", flat=True)) == list(range(1, 23))
    opening = Section.objects.filter(report__code="hainan-2017-report")
    assert [(section.heading_zh, section.paragraphs.count()) for section in opening] == [("", 3)]
    assert Paragraph.objects.filter(section__report__code="hainan-2017-report").count() == 3


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("samples/npcsc-2017/findings.yaml", "bodies: [mps]", "bodies: [mpss]",
         "npcsc-2017/findings.yaml, findings II.1.2b: unknown body “mpss”"),
        ("samples/npcsc-2017/findings.yaml", "figures: [N33]", "figures: [N99]",
         "npcsc-2017/findings.yaml, findings II.2b: unknown figure “N99”"),
        ("samples/npcsc-2017/findings.yaml", "{{ fig:awareness-lacking }}", "{{ fig:no-such }}",
         "npcsc-2017/findings.yaml, findings III.1e: unknown figure “no-such”"),
        ("samples/npcsc-2017/recommendations.yaml", "answers: [III.6d]", "answers: [III.9]",
         "npcsc-2017/recommendations.yaml, recommendations IV.3a: unknown finding “III.9”"),
        ("samples/npcsc-2017/recommendations.yaml", "ref: IV.2a", "ref: IV.1b",
         "npcsc-2017/recommendations.yaml, recommendations IV.1b: does not belong to part IV.2"),
        ("samples/npcsc-2017/inspection.yaml", 'locality: "410000"', 'locality: "419999"',
         "npcsc-2017/inspection.yaml, visits 4: unknown division “419999”"),
        ("samples/npcsc-2017/inspection.yaml", "  blind: true", "  blnd: true",
         "npcsc-2017/inspection.yaml, commissions 1: unknown: blnd"),
        ("samples/npcsc-2017/inspection.yaml", "capacity: presenter", "capacity: speaker",
         "npcsc-2017/inspection.yaml, participants 1: capacity: "),
        ("samples/npcsc-2017/figures.yaml", "claimant_body: cnitsec", "claimant_body: cnitsecc",
         "unknown body “cnitsecc”"),
        ("samples/npcsc-2017/figures.yaml", 'value: "10370"', 'value: "many"', "figures N22: "),
        ("samples/npcsc-2017/fieldwork.yaml", 'visit: "150000"', 'visit: "110000"',
         "npcsc-2017/fieldwork.yaml, units 1: unknown visit “110000”"),
        ("samples/npcsc-2017/fieldwork.yaml", "sender: mot,", "sender: mott,",
         "npcsc-2017/fieldwork.yaml, materials 6: unknown body “mott”"),
        ("samples/npcsc-2017/fieldwork.yaml", "outcome: amended", "outcome: perhaps",
         "npcsc-2017/fieldwork.yaml, decisions 2: outcome: "),
        ("samples/npcsc-2017/responsibilities.yaml", "number: 33", "number: 333",
         "npcsc-2017/responsibilities.yaml, items 5, article: unknown article “cybersecurity-law 333”"),
        ("samples/npcsc-2017/responsibilities.yaml", "unit: 1, answer: not_met", "unit: 7, answer: not_met",
         "npcsc-2017/responsibilities.yaml, items 4, answers 1: unknown unit “7”"),
        ("reference/articles.yaml", "number: 21, subject", "number: 21, subjekt", "articles 4: unknown: subjekt"),
        ("reference/bodies.yaml", "parent: hainan-sc", "parent: hainan", "bodies hainan-inspection-group: unknown body “hainan”"),
        ("samples/npcsc-2017/report.yaml", "findings: [II.0]", "findings: [II.O]", "unknown finding “II.O”"),
    ],
)  # fmt: skip
def test_an_error_names_file_and_row_and_leaves_no_half_inspection(db, files, file, old, new, message):
    replace(files / file, old, new)
    with pytest.raises(CommandError) as refused:
        load(fixtures=files)
    assert message in str(refused.value)
    assert Path(file).name in str(refused.value)
    assert not Inspection.objects.exists()


def test_both_samples_hold_what_an_inspection_leaves_behind(db):
    load()
    for code, verified in (("npcsc-2017", 77), ("hainan-2017", 22)):
        inspection = Inspection.objects.get(code=code)
        held = {name: getattr(inspection, name).count() for name in HELD}
        assert {name for name, number in held.items() if not number} == set()
        assert (held["responsibility_items"], held["leads"], held["findings"]) == (12, 2, verified)
        answers = ResponsibilityAnswer.objects.filter(item__inspection=inspection)
        assert answers.values("visit").distinct().count() == 2
        assert all("示例" in unit.name.zh and unit.published for unit in inspection.units.all())
        assert all("示例" in answer.evidence for answer in answers.exclude(answer="not_seen"))
        assert [letter.number[:2] for letter in inspection.letters.all()] == ["示例", "示例"]
        assert set(inspection.participants.exclude(rank="").values_list("rank", flat=True)) == {"sc_leader"}


def test_what_people_added_to_a_sample_stays(db):
    load()
    inspection = Inspection.objects.get(code="npcsc-2017")
    make_answer(make_item(inspection, order=13), make_visit(inspection, "310000", order=7))
    make_unit(inspection, order=3)
    make_deadline(inspection)
    before = everything()
    load()
    assert everything() == before


def test_a_missing_file_is_named(db, files):
    (files / "samples/npcsc-2017/figures.yaml").unlink()
    with pytest.raises(CommandError, match=r"^npcsc-2017/figures\.yaml: "):
        load(fixtures=files)


def test_demo_people_have_every_role_and_the_documented_password(db):
    printed = load("--people")
    assert set(Membership.objects.values_list("role", flat=True)) == {
        "staff", "secretary", "subgroup_head", "group_head", "member", "translator", "provincial_officer", "provincial_signatory",
        "responsible_body", "system_admin", "security_admin", "audit_admin", "auditor",
    }  # fmt: skip
    assert [name for name in User.objects.values_list("username", flat=True) if name not in printed] == []
    liu = User.objects.get(username="liumin")
    assert liu.check_password("zhijian-demo-2017")
    assert [inspection.code for inspection in Inspection.objects.visible_to(liu)] == ["npcsc-2017"]


def test_the_demo_password_is_a_setting_and_only_set_once(db, settings):
    settings.ZHIJIAN_DEMO_PASSWORD = "another-one-17"
    load("--people")
    settings.ZHIJIAN_DEMO_PASSWORD = "zhijian-demo-2017"
    load("--people")  # an account that stands keeps its password
    assert User.objects.get(username="liumin").check_password("another-one-17")


def test_demo_people_are_refused_where_they_are_not_allowed(db, settings):
    settings.ZHIJIAN_DEMO = False
    with pytest.raises(CommandError, match="ZHIJIAN_DEMO"):
        load("--people")
    assert not User.objects.exists()
    assert Inspection.objects.count() == 2


def test_returns_are_samples_that_break_no_rule_and_stay_out_of_what_the_inspection_says_of_itself(db):
    load()
    entrusted = {}
    for inspection in Inspection.objects.order_by("-code"):
        rows = inspection.delegations.filter(is_sample=True)
        entrusted[inspection.code] = (rows.filter(parent=None).count(), rows.exclude(parent=None).count())
        assert [row.is_sample for row in inspection.delegations.stated()] == [False]
        assert all("示例" in row.described.zh for row in rows)
    assert entrusted == {"npcsc-2017": (12, 2), "hainan-2017": (13, 0)}
    assert [(row.code, fault) for row in Return.objects.all() for fault in faults_of(row)] == []
    resubmitted = ReturnVersion.objects.get(number=2)
    before, after = (version.content["sections"] for version in resubmitted.returned.versions.order_by("number"))
    assert [change.address for change in changes(before, after)] == ["outline.random"]
    assert ReturnVersion.objects.filter(remarks__sent=True).count() == 4
