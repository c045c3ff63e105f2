"""The second implementation agrees with the product on a thousand draws, and sees whatever was changed."""

import copy
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.canonical import canonical, digest
from inspections.drawing.certificate import certificate_of, to_bytes
from inspections.drawing.plan import Plan
from inspections.drawing.protocol import commit, draw
from inspections.drawing.roster import INSPECTORS, Row, to_csv
from scripts import verify_draw
from tests.inspections.drawing.workbooks import HEAD, made_up, people, units, workbook

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "scripts" / "verify_draw.py"
VECTORS = json.loads((Path(__file__).parent / "draw_vectors.json").read_text("utf-8"))
SECRET = bytes(range(32))
ROWS = units(40)
TEAM = people(6, ["460000", "甲", "乙"])
PLAN = Plan.from_json(
    {
        "strata": ["place", "kind"],
        "quota": {"460000|类0": 3, "460001|类1": 2},
        "exclusions": [{"id": "U001", "reason": "已注销"}],
        "inspectors": {"per_unit": 2},
        "reserves": 2,
    }
)


def made(rows=ROWS, plan=PLAN, inspectors=TEAM, value="7 3 5", secret=SECRET) -> dict:
    commitment = commit(rows, plan, secret, inspectors, "福利彩票", "2017-08-25T09:00:00+08:00")
    result = draw(rows, plan, secret, value, commitment, inspectors)
    return certificate_of(commitment, secret, result, rows, inspectors, "2017-08-25T15:00:00+08:00")


CERTIFICATE = made()


class Desk:
    """Papers laid out in a folder, and what the verifier says of them."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder, self.capsys = folder, capsys
        self.lay(CERTIFICATE, ROWS, TEAM)

    def lay(self, certificate=None, rows=None, inspectors=None) -> "Desk":
        if certificate is not None:
            content = certificate if isinstance(certificate, bytes) else to_bytes(certificate)
            (self.folder / "certificate.json").write_bytes(content)
        if rows is not None:
            text = rows if isinstance(rows, str) else to_csv(rows)
            (self.folder / "roster.csv").write_text(text, "utf-8", newline="")
        if inspectors is not None:
            (self.folder / "inspectors.csv").write_text(to_csv(inspectors, INSPECTORS), "utf-8", newline="")
        return self

    def verdict(self, *more: str, inspectors: bool = True) -> tuple[int, str]:
        arguments = [str(self.folder / "certificate.json"), str(self.folder / "roster.csv"), *more]
        if inspectors:
            arguments += ["--inspectors", str(self.folder / "inspectors.csv")]
        status = verify_draw.main(arguments)
        told = self.capsys.readouterr()
        return status, told.out + told.err

    def refuses(self, *sentences: str, inspectors: bool = True) -> str:
        status, text = self.verdict(inspectors=inspectors)
        assert status == 1, text
        assert "NOT honest" in text and "不属实" in text
        for sentence in sentences:
            assert sentence in text
        return text


@pytest.fixture
def desk(tmp_path, capsys) -> Desk:
    return Desk(tmp_path, capsys)


def changed(path: str, value, *, forged: bool = False) -> dict:
    """The certificate with one thing in it replaced; `forged`: with a digest that fits again."""
    certificate = copy.deepcopy(CERTIFICATE)
    *way, last = path.split(".")
    place = certificate
    for key in way:
        place = place[int(key) if isinstance(place, list) else key]
    place[int(last) if isinstance(place, list) else last] = value
    if forged:
        del certificate["digest"]
        certificate["digest"] = digest("zhijian-certificate/v1", canonical(certificate))
    return certificate


# --- Honest ----------------------------------------------------------------------------------------------------------


def test_an_honest_draw_is_said_to_be_one(desk):
    status, text = desk.verdict()
    assert status == 0
    assert "结论：抽取属实" in text and "Verdict: the draw was honest." in text
    assert CERTIFICATE["commitment"]["commitment"] in text
    assert "40 rows, 2 strata, 5 units drawn" in text


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_draws_of_the_product_are_honest(part, desk):
    """Rosters, plans, exclusions, inspectors, secrets and values at random; the order of the file too."""
    chance = random.Random(part)
    for n in range(100):
        rows, plan, inspectors = made_up(chance)
        secret = chance.randbytes(32)
        desk.lay(made(rows, plan, inspectors, f"值{n}", secret), rows, inspectors)
        status, text = desk.verdict(inspectors=inspectors is not None)
        assert status == 0, text


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_golden_vectors_are_honest(vector, desk):
    def rows(cells) -> list[Row]:
        return [Row(n, *line) for n, line in enumerate(cells, start=1)]

    team = rows(vector["inspectors"]) if vector["inspectors"] else None
    desk.lay(vector["certificate"], rows(vector["rows"]), team)
    assert desk.verdict(inspectors=bool(team))[0] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_reads_a_roster_by_the_rules_of_the_import(encoding, delimiter, desk):
    text = to_csv(ROWS).replace("id,name,place,kind", "编号,名称,地区,类别").replace(",", delimiter)
    lines = text.splitlines()
    lines[3:3] = ["", delimiter * 3, "  ", f" {delimiter}　{delimiter}"]
    (desk.folder / "roster.csv").write_bytes("\n".join(lines).replace("U002", " U002　").encode(encoding))
    assert desk.verdict()[0] == 0


@pytest.mark.parametrize("flags", [["-I", "-S"], ["-I", "-S", "-B", "-W", "error"]])
def test_it_runs_alone_with_the_standard_library(flags, desk, tmp_path):
    alone = tmp_path / "elsewhere.py"
    alone.write_bytes(SCRIPT.read_bytes())
    papers = [str(tmp_path / name) for name in ("certificate.json", "roster.csv")]
    command = [sys.executable, *flags, str(alone), *papers, "--inspectors", str(tmp_path / "inspectors.csv")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env={"LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (0, b"")
    desk.lay(changed("secret", "00" * 32))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, b"")
    done = subprocess.run([*command, "--nonsense"], capture_output=True, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize(("certificate", "verdict"), [(CERTIFICATE, 0), ({**CERTIFICATE, "excluded": 9}, 1)])
def test_a_reader_who_goes_away_changes_no_verdict(certificate, verdict, desk):
    """As in `verify_draw.py … | head -1`, where the pipe is closed before everything is said."""
    desk.lay(certificate)
    papers = [str(desk.folder / name) for name in ("certificate.json", "roster.csv", "inspectors.csv")]
    command = [sys.executable, str(SCRIPT), *papers[:2], "--inspectors", papers[2]]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (verdict, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_verdict_that_cannot_be_written_is_not_taken_for_a_no(desk):
    papers = [str(desk.folder / name) for name in ("certificate.json", "roster.csv", "inspectors.csv")]
    command = [sys.executable, str(SCRIPT), *papers[:2], "--inspectors", papers[2]]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr and b"Traceback" not in done.stderr


def test_it_shares_nothing_with_the_product():
    import ast

    tree = ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names)


# --- Every field of the certificate ----------------------------------------------------------------------------------


def fields(value=CERTIFICATE, path: str = "") -> list[str]:
    """The path of each thing in the certificate that can be replaced by another."""
    if isinstance(value, (dict, list)) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [field for key, one in items for field in fields(one, f"{path}.{key}" if path else str(key))]
    return [path]


def other(value):
    """Something else of the same shape."""
    if isinstance(value, str):
        return ("0" if value[:1] != "0" else "1") + value[1:] if value else "x"
    return value + 1 if isinstance(value, int) else 1


def at(path: str):
    value = CERTIFICATE
    for key in path.split("."):
        value = value[int(key) if isinstance(value, list) else key]
    return value


@pytest.mark.parametrize("forged", [False, True], ids=["plain", "forged"])
@pytest.mark.parametrize("path", fields())
def test_no_field_can_be_changed(path, forged, desk):
    """A forger may repair the digest of the certificate: everything else is bound, its time of drawing in part."""
    desk.lay(changed(path, other(at(path)), forged=forged))
    status, text = desk.verdict()
    assert status == (0 if forged and path == "digest" else 1), text


@pytest.mark.parametrize(
    "stated", ["2017-08-25T01:00:00+00:00", "2030-01-01T00:00:00+08:00", "2017-08-24T00:00:00", "yesterday", ""]
)
def test_a_time_of_drawing_that_contradicts_nothing_is_what_the_program_stated(stated, desk):
    """Not before the commitment, or no time with a zone: the papers cannot say that it is wrong."""
    assert desk.lay(changed("drawn", stated, forged=True)).verdict()[0] == 0


@pytest.mark.parametrize("path", [*fields(), "commitment", "commitment.plan", "strata", "left_out", "pairs"])
@pytest.mark.parametrize("value", [None, [], {}, 1.5, True, -1, [[]], "\ud800"])
def test_a_field_of_another_sort_is_no_and_never_a_traceback(path, value, desk):
    if path == "commitment.plan.inspectors" and value is None:
        value = 7
    certificate = changed(path, value)
    desk.lay(json.dumps(certificate).encode())
    assert desk.verdict()[0] == 1


@pytest.mark.parametrize("where", ["", "commitment", "commitment.roster", "commitment.plan", "strata.460000|类0"])
def test_a_field_too_many_or_too_few_is_no(where, desk):
    certificate = changed(f"{where}.more".lstrip("."), 1)
    desk.lay(certificate).refuses("more” does not belong in a certificate.")
    certificate = copy.deepcopy(CERTIFICATE)
    inner = certificate
    for key in filter(None, where.split(".")):
        inner = inner[key]
    gone = max(set(inner) - {"version"})
    del inner[gone]
    desk.lay(certificate).refuses(f"{gone}”.", "The certificate lacks")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1, "a": 1}', "“a” stands twice in the certificate."),
        ('{"a": NaN}', "The certificate holds “NaN”, which is no number."),
        ('{"a": -Infinity}', "which is no number."),
        ('{"a": 1' + "0" * 5000 + "}", "A number in the certificate is too large"),
        ('{"a": 9007199254740992}', "A number in the certificate is too large: 9007199254740992."),
        ('{"a": ' * 200_000, "The certificate is nested too deeply."),
        ("[]", "The certificate is not a JSON object."),
        ("{}", "Unknown version: None / None."),
        ('{"version": "zhijian-certificate/2", "commitment": {"version": "zhijian-draw/1"}}', "Unknown version: zhijian-c"),
        ('{"version": "zhijian-certificate/1", "commitment": {"version": "zhijian-draw/2"}}', "/ zhijian-draw/2."),
    ],
)  # fmt: skip
def test_json_that_is_in_doubt_is_no(text, sentence, desk):
    desk.lay(text.encode()).refuses(sentence)


# --- The right place -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("digest", "0" * 64, "The digest of the certificate is wrong"),
        ("secret", "00" * 32, "The secret is not the one committed to."),
        ("public_value", "7 3 6", "The seed does not follow from secret and public value"),
        ("public_value", " 7 3 5", "The public value is not in its normal form."),
        ("seed", "00" * 32, "The seed does not follow from secret and public value"),
        ("commitment.commitment", "00" * 32, "The commitment does not bind what it states"),
        ("commitment.public_source", "沪指", "The commitment does not bind what it states"),
        ("commitment.committed", "2017-08-24T09:00:00+08:00", "The commitment does not bind what it states"),
        ("commitment.plan.quota.460000|类0", 2, "The plan (strata, quotas, exclusions"),
        ("commitment.plan.quota.460000|类0", 2, "“460000|类0” must have 2 drawn units; the certificate has 3."),
        ("commitment.plan.exclusions.0.id", "U002", "The plan (strata, quotas, exclusions"),
        ("commitment.plan.exclusions.0.id", "V", "The excluded “V” is not in the roster."),
        ("commitment.plan.exclusions", [], "The number of exclusions is wrong: the plan has 0."),
        ("commitment.plan.strata", [], "The plan (strata, quotas, exclusions"),
        ("commitment.plan.strata", ["kind", "kind"], "The plan in the certificate is none."),
        ("commitment.plan.inspectors", None, "Plan and commitment do not agree"),
        ("commitment.roster.digest", "0" * 64, "though its rows are: the commitment was changed."),
        ("commitment.roster.frame", "0" * 64, "The frame digest of the roster in the commitment is wrong."),
        ("commitment.roster.rows", 41, "The number of rows of the roster in the commitment is wrong: it has 40."),
        ("row_digests", "0" * 8 + CERTIFICATE["row_digests"][8:], "its short digests are wrong from row 1 on."),
        ("row_digests", CERTIFICATE["row_digests"][:-8], "its short digests are wrong from row 40 on."),
        ("excluded", 2, "The number of exclusions is wrong: the plan has 1."),
        ("left_out.rows", 0, "What was not drawn from (left_out) is wrong: 2 strata, 20 rows."),
        ("strata.460000|类0.rows", 10, "The number of rows of stratum “460000|类0” is wrong: 9 could be drawn."),
        ("strata.460000|类0.drawn.1", "U999", "Stratum “460000|类0”, drawn position 2: it must be “"),
        ("strata.460001|类1.reserves.0", "U999", "Stratum “460001|类1”, reserve position 1: it must be “"),
        ("strata.460001|类1.drawn", [], "Stratum “460001|类1” must have 2 drawn units; the certificate has 0."),
        ("strata.new", {"rows": 0, "drawn": [], "reserves": []}, "Stratum “new” has a result but no quota."),
        ("pairs.U999", ["P01"], "“U999” was not drawn but has inspectors."),
        ("inspector_digests", "", "its short digests are wrong from row 1 on."),
        ("drawn", "2017-08-25T00:59:59+00:00", "(2017-08-25T00:59:59+00:00) is before the commitment"),
    ],
)
def test_it_says_what_was_changed(path, value, sentence, desk):
    desk.lay(changed(path, value, forged=path != "digest")).refuses(sentence)


def test_inspectors_that_were_taken_out_of_a_certificate_are_a_no_with_or_without_their_roster(desk):
    """The certificate alone shows it: it must not be taken for a question of which files were given."""
    desk.lay(changed("commitment.inspectors", None, forged=True))
    for given in (True, False):
        desk.refuses("The commitment does not bind what it states", inspectors=given)
    certificate = made(ROWS, Plan.from_json({"strata": [], "quota": {"*": 1}}), None)
    certificate["commitment"]["inspectors"] = certificate["commitment"]["roster"]
    desk.lay(certificate).refuses("The commitment does not bind what it states", inspectors=False)


def test_two_units_that_changed_places_are_seen(desk):
    first, second = CERTIFICATE["strata"]["460000|类0"]["drawn"][:2]
    certificate = changed("strata.460000|类0.drawn.0", second)
    certificate["strata"]["460000|类0"]["drawn"][1] = first
    desk.lay(certificate).refuses(f"drawn position 1: it must be “{first}”; the certificate has “{second}”.")


def test_a_stratum_without_result_and_inspectors_of_somebody_else_are_seen(desk):
    certificate = copy.deepcopy(CERTIFICATE)
    del certificate["strata"]["460001|类1"]
    desk.lay(certificate).refuses("Stratum “460001|类1” has a quota of 2 and no result.")
    unit, chosen = next(iter(CERTIFICATE["pairs"].items()))
    desk.lay(changed(f"pairs.{unit}", chosen[::-1])).refuses(
        f"Unit “{unit}”: the inspectors must be “{', '.join(chosen)}”"
    )


# --- The right row ---------------------------------------------------------------------------------------------------


def test_a_changed_row_is_named(desk):
    rows = [*ROWS[:6], ROWS[6]._replace(name="换了"), *ROWS[7:]]
    text = desk.lay(rows=rows).refuses("roster, line 8 (U007): the row was changed.", "名录第8行（U007）被改动。")
    assert "2. " not in text


def test_a_removed_row_is_named(desk):
    text = desk.lay(rows=[*ROWS[:6], *ROWS[7:]]).refuses(
        "roster: row 7 of the roster drawn from is missing (after line 7 (U006))."
    )
    assert "2. " not in text
    desk.lay(rows=ROWS[1:]).refuses("row 1 of the roster drawn from is missing (after the beginning).")


def test_an_added_row_is_named(desk):
    text = desk.lay(rows=[*ROWS[:6], Row(7, "V1", "新", "460000", "类0"), *ROWS[6:]]).refuses(
        "roster, line 8 (V1): the row was added."
    )
    assert "2. " not in text


def test_rows_in_another_order_are_named(desk):
    rows = [*ROWS[:3], ROWS[4], ROWS[3], *ROWS[5:]]
    text = desk.lay(rows=rows).refuses("The roster has the same rows in another order, first at line 5 (U005).")
    assert "2. " not in text


def test_several_changes_are_named_together_and_many_are_counted(desk):
    rows = [ROWS[0]._replace(kind="x"), *ROWS[2:20], Row(0, "V", "", "", ""), *ROWS[20:]]
    desk.lay(rows=rows).refuses(
        "line 2 (U001): the row was changed.", "row 2 of the", "line 21 (V): the row was added."
    )
    desk.lay(rows=[row._replace(name="x") for row in ROWS]).refuses("There are 30 more of this sort.")


def test_a_unit_that_stands_twice_is_seen_even_if_it_was_committed_to(desk):
    """The product refuses such a roster; a forger's program would not."""
    rows = [*units(20), units(20)[0]]
    certificate = made(rows, Plan.from_json({"strata": [], "quota": {"*": 2}}), None)
    desk.lay(certificate, rows).refuses("“U001” stands twice in the roster.", inspectors=False)


def test_a_cell_that_hides_a_tab_is_seen(desk):
    text = to_csv(ROWS).replace("U003,单位3", '"U003\t单位3"')
    desk.lay(rows=text).refuses("has superfluous cells or control characters.")


def test_inspectors_are_held_to_their_roster_too(desk):
    desk.lay(inspectors=[*TEAM[:2], TEAM[2]._replace(office="别处"), *TEAM[3:]]).refuses(
        "roster of inspectors, line 4 (P03): the row was changed."
    )


def test_the_published_commitment_decides(desk, tmp_path):
    """A certificate that is right in itself, but of another draw than the one that was published."""
    published = tmp_path / "commitment.json"
    published.write_bytes(canonical(CERTIFICATE["commitment"]))
    status, text = desk.verdict("--published", str(published))
    assert (status, "It is the one given as published beforehand." in text) == (0, True)
    assert "It is the one given" not in desk.verdict()[1]
    assert desk.verdict("--published", CERTIFICATE["commitment"]["commitment"].upper())[0] == 0
    desk.lay(made(secret=bytes(32)))
    assert desk.verdict()[0] == 0
    for given in (str(published), CERTIFICATE["commitment"]["commitment"]):
        status, text = desk.verdict("--published", given)
        assert status == 1 and "is not the one published beforehand" in text


# --- Bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("certificate.json", None, "cannot be read"),
        ("certificate.json", b"", "Line 1 of"),
        ("certificate.json", b"{\n,", "is not JSON"),
        ("certificate.json", b"\xff", "is not UTF-8 text"),
        ("roster.csv", None, "cannot be read"),
        ("certificate.json", canonical(CERTIFICATE["commitment"]), "This is a commitment, not a certificate."),
        ("roster.csv", workbook([HEAD, ("U1", "甲", "p", "k")]), "is a workbook."),
        ("roster.csv", b"", "is empty"),
        ("roster.csv", b"id,name,place\n", "must have one column “kind” (类别)."),
        ("roster.csv", b"id,name,place,kind,id\n", "must have one column “id” (编号)."),
        ("roster.csv", b"id,name\xff\xff", "is text neither in UTF-8 nor in GB 18030"),
        ("roster.csv", b'id,name,place,kind\n"U1', "Line 2 of"),
        ("inspectors.csv", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_bad_input(name, content, sentence, desk):
    (desk.folder / name).unlink()
    if content is not None:
        (desk.folder / name).write_bytes(content)
    status, text = desk.verdict()
    assert status == 2, text
    assert sentence in text


def test_inspectors_are_asked_for_and_refused_as_the_certificate_has_them(desk):
    status, text = desk.verdict(inspectors=False)
    assert (status, "--inspectors" in text) == (2, True)
    desk.lay(made(ROWS, Plan.from_json({"strata": [], "quota": {"*": 1}}), None))
    assert desk.verdict()[0] == 2
