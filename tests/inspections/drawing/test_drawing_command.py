"""`manage.py draw` from files to files: in one go, in two steps, and refused."""

import csv
import errno
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from inspections.drawing.folder import Folder, drawn_csv
from inspections.drawing.roster import INSPECTORS, Row, to_csv
from scripts import verify_draw
from tests.inspections.drawing.workbooks import HEAD, people, units, workbook

ROOT = Path(__file__).resolve().parents[3]
PLAN = {"strata": ["place", "kind"], "quota": {"460000|类0": 2, "460001|类1": 1}, "reserves": 1}


@pytest.fixture
def files(tmp_path) -> Path:
    (tmp_path / "roster.csv").write_text(to_csv(units(24)), "utf-8", newline="")
    (tmp_path / "people.csv").write_text(to_csv(people(5, ["460000", "甲"]), INSPECTORS), "utf-8", newline="")
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), "utf-8")
    paired = {**PLAN, "inspectors": {"per_unit": 2}}
    (tmp_path / "paired.json").write_text(json.dumps(paired), "utf-8")
    return tmp_path


def run(files: Path, *arguments: str, language: str = "en") -> tuple[int, str, str]:
    """Status, output and errors; names of files are those in `files`."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    given = [str(files / one) if (files / one).is_file() or one.startswith("out") else one for one in arguments]
    with translation.override(language):
        try:
            call_command("draw", *given, stdout=out, stderr=err)
        except SystemExit as end:
            status = end.code
    return status, out.getvalue(), err.getvalue()


GIVEN = ("--roster", "roster.csv", "--plan", "plan.json")
PAIRED = ("--roster", "roster.csv", "--plan", "paired.json", "--inspectors", "people.csv")


def refused(files: Path, *arguments: str, status: int = 2) -> str:
    """What is said when nothing is drawn; and nothing is written."""
    before = sorted(files.rglob("*"))
    found, out, err = run(files, *arguments)
    assert (found, out) == (status, "")
    assert sorted(files.rglob("*")) == before
    return err


def test_in_one_go(files):
    status, out, err = run(files, *GIVEN, "--public", "7 3 5", "--public-source", "福利彩票", "--out", "out")
    assert (status, err) == (0, "")
    certificate = json.loads((files / "out/certificate.json").read_bytes())
    assert certificate["commitment"] == json.loads((files / "out/commitment.json").read_bytes())
    assert certificate["commitment"]["public_source"] == "福利彩票"
    assert {path.name for path in (files / "out").iterdir()} == {
        "certificate.json", "commitment.json", "drawn.csv", "roster.csv",
    }  # fmt: skip
    lines = out.splitlines()
    assert lines[0] == f"Commitment: {certificate['commitment']['commitment']}", "the commitment comes first"
    assert "Stratum “460000|类0”: 2 drawn of 6." in lines
    assert verify_draw.main([str(files / "out/certificate.json"), str(files / "roster.csv")]) == 0
    assert verify_draw.main([str(files / "out/certificate.json"), str(files / "out/roster.csv")]) == 0


def test_the_result_is_a_table_that_spreadsheets_open(files):
    run(files, *PAIRED, "--public", "735", "--out", "out")
    content = (files / "out/drawn.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    certificate = json.loads((files / "out/certificate.json").read_bytes())
    wanted = [(key, ident) for key, one in certificate["strata"].items() for ident in one["drawn"] + one["reserves"]]
    assert [(row["stratum"], row["id"]) for row in rows] == wanted
    assert [row["state"] for row in rows] == ["drawn", "drawn", "reserve", "drawn", "reserve"]
    assert rows[0]["inspectors"] == "; ".join(certificate["pairs"][rows[0]["id"]])
    assert rows[2]["inspectors"] == ""
    out, people_csv = str(files / "out/certificate.json"), str(files / "people.csv")
    assert verify_draw.main([out, str(files / "roster.csv"), "--inspectors", people_csv]) == 0


def test_no_cell_of_the_table_is_a_formula():
    certificate = {"strata": {"=x": {"drawn": ["-1"], "reserves": []}}, "pairs": {"-1": ["+2"]}}
    text = drawn_csv(certificate, [Row(1, "-1", "@名,x", "＝p", "k")])
    assert text.splitlines()[1] == "'=x,1,drawn,'-1,\"'@名,x\",'＝p,k,'+2"


def test_in_two_steps(files):
    status, out, err = run(files, *PAIRED, "--commit", "--out", "out")
    assert (status, err) == (0, "")
    assert "keep secret.txt to yourself" in out
    commitment = json.loads((files / "out/commitment.json").read_bytes())
    assert commitment["commitment"] in out
    secret = files / "out/secret.txt"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text().strip() not in out + json.dumps(commitment)
    assert not (files / "out/certificate.json").exists()
    status, out, err = run(files, "--public", "735", "--out", "out")
    assert (status, err) == (0, "")
    certificate = json.loads((files / "out/certificate.json").read_bytes())
    assert certificate["commitment"] == commitment
    assert not secret.exists(), "it stands in the certificate now"


def test_what_is_written_is_for_those_who_keep_the_folder(files):
    """The table of the result tells as much as the certificate does."""
    run(files, *GIVEN, "--public", "735", "--out", "out")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o007 for path in (files / "out").iterdir()}
    assert modes == dict.fromkeys(("certificate.json", "commitment.json", "drawn.csv", "roster.csv"), 0)


def test_the_result_is_written_whole_or_not_at_all(files, monkeypatch):
    write = Folder._write

    def full(folder, name, content, mode):
        if name == "certificate.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(folder, name, content, mode)

    monkeypatch.setattr(Folder, "_write", full)
    status, _, err = run(files, *GIVEN, "--public", "735", "--out", "out")
    assert (status, "cannot be written: No space left on device." in err) == (2, True)
    assert {path.name for path in (files / "out").iterdir()} == {"commitment.json", "roster.csv", "secret.txt"}
    monkeypatch.undo()
    status, _, err = run(files, "--public", "735", "--out", "out")
    assert (status, err) == (0, "")


def test_somebody_who_was_quicker_is_not_overwritten(files, monkeypatch):
    run(files, *GIVEN, "--public", "1", "--out", "out")
    before = {path.name: path.read_bytes() for path in (files / "out").iterdir()}
    monkeypatch.setattr(Folder, "has", lambda folder, name: False)  # as it was a moment ago
    status, out, err = run(files, *GIVEN, "--public", "2", "--out", "out")
    assert (status, out) == (2, "")
    assert "which is not overwritten." in err
    assert {path.name: path.read_bytes() for path in (files / "out").iterdir()} == before


def test_files_may_come_through_a_pipe(files):
    def pipe(name: str) -> str:
        reading, writing = os.pipe()
        os.write(writing, (files / name).read_bytes())
        os.close(writing)
        return f"/dev/fd/{reading}"

    status, _, err = run(
        files, "--roster", pipe("roster.csv"), "--plan", pipe("plan.json"), "--public", "1", "--out", "out"
    )
    assert (status, err) == (0, "")
    assert verify_draw.main([str(files / "out/certificate.json"), str(files / "roster.csv")]) == 0


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_screen_that_does_not_know_all_letters_stops_no_draw(files, encoding):
    text = (files / "roster.csv").read_text("utf-8").replace("单位1", "𠮷é")
    (files / "roster.csv").write_text(text, "utf-8", newline="")
    screen = io.TextIOWrapper(io.BytesIO(), encoding)
    call_command(
        "draw",
        *(str(files / one) if "." in one else one for one in GIVEN),
        "--public",
        "1",
        "--out",
        str(files / "out"),
        stdout=screen,
    )
    assert (files / "out/certificate.json").exists()
    assert b"Public value: 1" in screen.buffer.getvalue()


def test_a_reader_who_goes_away_stops_no_draw(files):
    command = [sys.executable, "manage.py", "draw", "--roster", files / "roster.csv", "--plan", files / "plan.json"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*command, "--public", "735", "--out", files / "out"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert verify_draw.main([str(files / "out/certificate.json"), str(files / "roster.csv")]) == 0


def test_a_plan_with_half_a_character_is_a_sentence(files):
    (files / "half.json").write_text('{"strata": [], "quota": {"*": 1}, "\\ud800": 1}')
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8")
    given = ["--roster", str(files / "roster.csv"), "--plan", str(files / "half.json"), "--out", str(files / "out")]
    with pytest.raises(SystemExit) as end:
        call_command("draw", *given, "--commit", stderr=screen)
    assert end.value.code == 2
    assert rb"\ud800" in screen.buffer.getvalue()


def test_both_ways_give_the_same_draw_for_the_same_secret(files):
    run(files, *GIVEN, "--commit", "--out", "out")
    secret = (files / "out/secret.txt").read_text()
    run(files, "--public", "735", "--out", "out")
    one = json.loads((files / "out/certificate.json").read_bytes())
    assert one["secret"] == secret.strip()
    status, out, _ = run(files, *GIVEN, "--public", "735", "--out", "out2")
    other = json.loads((files / "out2/certificate.json").read_bytes())
    assert (status, other["secret"] == one["secret"]) == (0, False)


def test_a_workbook_is_drawn_from_too(files):
    rows = [HEAD, *(row[1:5] for row in units(24))]
    (files / "roster.xlsx").write_bytes(workbook(rows))
    status, _, err = run(files, "--roster", "roster.xlsx", "--plan", "plan.json", "--public", "1", "--out", "out")
    assert (status, err) == (0, "")
    assert verify_draw.main([str(files / "out/certificate.json"), str(files / "roster.csv")]) == 0


def test_json_and_nothing_else(files):
    status, out, err = run(files, *GIVEN, "--public", "735", "--out", "out", "--json")
    told, certificate = json.loads(out), json.loads((files / "out/certificate.json").read_bytes())
    assert (status, err) == (0, "")
    assert told["commitment"] == certificate["commitment"]
    assert told["result"]["strata"] == certificate["strata"]
    assert [Path(name).name for name in told["files"]] == ["commitment.json", "certificate.json", "drawn.csv"]
    status, out, err = run(files, *GIVEN, "--public", " ", "--out", "out2", "--json")
    assert (status, err) == (2, "")
    assert [set(error) for error in json.loads(out)["errors"]] == [{"zh", "en"}]


def test_sentences_are_in_the_language_of_the_reader(files):
    english = run(files, "--public", "1", "--out", "out")[2]
    both = run(files, "--public", "1", "--out", "out", language="zh-hans")[2]
    assert english == "Give the roster with --roster and the plan with --plan.\n"
    assert both == f"请用 --roster 给出名录，用 --plan 给出抽取计划。\n{english}"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (GIVEN, "Give either --commit (commit only) or --public VALUE (draw)."),
        ((*GIVEN, "--commit", "--public", "1"), "Give either --commit"),
        ((*GIVEN, "--public", "　"), "The public value must be one line"),
        (("--roster", "roster.csv", "--commit"), "Give the roster with --roster and the plan with --plan."),
        (("--roster", "none.csv", "--plan", "plan.json", "--commit"), "none.csv: There is no file “none.csv”."),
        (("--roster", "roster.csv", "--plan", "none.json", "--commit"), "The file “none.json” cannot be opened."),
        (("--roster", "plan.json", "--plan", "plan.json", "--commit"), "plan.json, line 1: There is no column “id”"),
        (("--roster", "roster.csv", "--plan", "roster.csv", "--commit"), "Line 1 of the plan is not JSON."),
        (("--roster", "roster.csv", "--plan", "paired.json", "--commit"), "The plan draws inspectors, but there is"),
        ((*GIVEN, "--inspectors", "people.csv", "--commit"), "A roster of inspectors is given, but"),
        ((*GIVEN, "--public-source", "a\nb", "--commit"), "The source of the public value must be one line"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_written(files, arguments, sentence):
    assert sentence in refused(files, *arguments, "--out", "out")


def test_faults_of_a_roster_are_said_by_cell(files):
    (files / "bad.csv").write_text("id,name,place,kind\n" + "U1,,p,=k\n" * 30)
    err = refused(files, "--roster", "bad.csv", "--plan", "plan.json", "--commit", "--out", "out").splitlines()
    assert err[0] == "bad.csv, line 2, column name: Nothing is filled in."
    assert err[-1] == "bad.csv has 89 faults in all."
    assert len(err) == 21


def test_what_was_drawn_is_never_drawn_again(files):
    run(files, *GIVEN, "--public", "735", "--out", "out")
    before = (files / "out/certificate.json").read_bytes()
    for more in (("--commit",), ("--public", "736")):
        assert "certificate.json, which is not overwritten" in refused(files, *GIVEN, *more, "--out", "out")
    assert (files / "out/certificate.json").read_bytes() == before


def test_a_commitment_is_not_replaced_by_a_more_convenient_one(files):
    run(files, *GIVEN, "--commit", "--out", "out")
    assert "commitment.json, which is not overwritten" in refused(files, *GIVEN, "--commit", "--out", "out")


@pytest.mark.parametrize(
    ("change", "more", "sentence"),
    [
        ("roster", (), "The roster of units is not the one committed to."),
        ("given", ("--roster", "other.csv"), "The roster of units is not the one committed to."),
        ("given", ("--public-source", "彩票"), "The source of the public value is not the one committed to."),
        ("given", ("--plan", "paired.json"), "The plan is not the one committed to."),
        ("given", ("--inspectors", "people.csv"), "The roster of inspectors is not the one committed to."),
        ("secret", (), "The secret is not the one committed to."),
        ("commitment", (), "The commitment was changed after it was made."),
    ],
)
def test_only_what_was_committed_to_is_drawn(files, change, more, sentence):
    (files / "other.csv").write_text(to_csv(units(25)), "utf-8", newline="")
    run(files, *GIVEN, "--commit", "--out", "out")
    if change == "roster":
        (files / "out/roster.csv").write_text(to_csv(units(24)[::-1]), "utf-8", newline="")
    elif change == "secret":
        (files / "out/secret.txt").write_text("00" * 32)
    elif change == "commitment":
        text = (files / "out/commitment.json").read_text()
        (files / "out/commitment.json").write_text(text.replace('"committed":"2', '"committed":"3'))
    assert sentence in refused(files, "--public", "1", "--out", "out", *more, status=1)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("secret.txt", None, "The secret of the commitment (secret.txt) is gone"),
        ("secret.txt", "zz", "The secret of the commitment (secret.txt) is gone"),
        ("commitment.json", "[]", "The commitment is damaged."),
        ("commitment.json", '{"a": 1, "a": 1}', "The commitment is damaged."),
        ("commitment.json", '{"plan": {}}', "The strata must be a list"),
        ("roster.csv", None, "roster.csv: There is no file “roster.csv”."),
    ],
)
def test_a_damaged_folder_is_a_sentence(files, name, content, sentence):
    run(files, *GIVEN, "--commit", "--out", "out")
    if content is None:
        (files / "out" / name).unlink()
    else:
        (files / "out" / name).write_text(content)
    assert sentence in refused(files, "--public", "1", "--out", "out")


def test_a_roster_that_lies_in_the_folder_already_is_left_alone(files):
    text = to_csv(units(24)).replace("\r\n", "\n")
    (files / "out").mkdir()
    (files / "out/roster.csv").write_text(text, newline="")
    assert run(files, "--roster", "out/roster.csv", "--plan", "plan.json", "--public", "1", "--out", "out")[0] == 0
    assert (files / "out/roster.csv").read_text() == text
    (files / "out2").mkdir()
    (files / "out2/roster.csv").write_text("something else")
    assert "roster.csv, which is not overwritten" in refused(files, *GIVEN, "--public", "1", "--out", "out2")


def test_a_folder_that_cannot_be_written_is_a_sentence(files):
    (files / "out").write_text("a file")
    assert "cannot be written" in refused(files, *GIVEN, "--public", "1", "--out", "out")


def test_it_runs_from_the_command_line_without_a_database(files):
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    command = [sys.executable, "manage.py", "draw", "--roster", files / "roster.csv", "--plan", files / "plan.json"]
    command += ["--public", "735", "--out", files / "out"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert "不会覆盖" in done.stderr and "Traceback" not in done.stderr
