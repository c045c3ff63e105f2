"""`manage.py check_texts`: what it prints, how it ends, and what it refuses."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from reports.enums import TermGroup
from reports.models import GlossaryTerm
from tests.reports.agreement.sample import EN, EN_FILE, ZH, ZH_FILE, without

GLOSSARY = "group\tzh\ten\n\t民政厅\tDepartment of Civil Affairs\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text(GLOSSARY, "utf-8")
    return tmp_path


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding)
    return path


def run(folder: Path, *arguments: object) -> tuple[int, str, str]:
    """How the command ends with the glossary of the folder, what it prints, and what it complains of."""
    out, err = StringIO(), StringIO()
    given = [str(argument) for argument in arguments]
    if "--glossary" not in given:
        given += ["--glossary", str(folder / "terms.tsv")]
    try:
        call_command("check_texts", *given, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def spoilt(folder: Path) -> Path:
    """The English with one error, one warning and one note."""
    text = EN_FILE.read_text("utf-8")
    text = text.replace("found 57 problems", "found 75 problems").replace("Civil Affairs", "Civil Matters")
    return write(folder, "spoilt.txt", text.replace("46.7%", "46,7%"))


def test_two_texts_that_agree_end_with_0(folder):
    assert run(folder, "--zh", ZH_FILE, "--en", EN_FILE) == (
        0,
        "错误0处，警告0处，提示0处。\nerrors: 0, warnings: 0, notes: 0\n",
        "",
    )


def test_errors_end_with_1_and_stand_first(folder, spoilt):
    code, out, err = run(folder, "--zh", ZH_FILE, "--en", spoilt, "--lang", "en")
    assert (code, err) == (1, "")
    groups = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert groups == ["Errors (1)", "Warnings (1)", "Notes (1)", "errors: 1, warnings: 1, notes: 1"]
    assert "  [value] value · Chinese paragraph 10 / English paragraph 10\n    Chinese: 57个\n    English: 75\n" in out


def test_warnings_and_notes_alone_end_with_0(folder):
    text = EN_FILE.read_text("utf-8").replace("Civil Affairs", "Civil Matters").replace("46.7%", "46,7%")
    code, out, _ = run(folder, "--zh", ZH_FILE, "--en", write(folder, "en.txt", text), "--lang", "zh")
    assert code == 0
    assert out.endswith("错误0处，警告1处，提示1处。\n")
    assert "[notation] 书写 · 中文第22段 / 英文第22段" in out


def test_without_a_language_both_are_printed(folder, spoilt):
    _, out, _ = run(folder, "--zh", ZH_FILE, "--en", spoilt)
    assert "错误 Errors (1)" in out
    assert "中文写57个，英文写75" in out and "The Chinese says 57个, the English 75" in out


def test_json_is_a_list_of_results_and_nothing_else(folder, spoilt):
    code, out, err = run(folder, "--zh", ZH_FILE, "--en", spoilt, "--json")
    results = json.loads(out)
    spoilt_lines = [line for line in spoilt.read_text("utf-8").splitlines() if line]
    assert (code, err) == (1, "")
    assert [(result["kind"], result["severity"]) for result in results] == [
        ("term", "warning"),
        ("value", "error"),
        ("notation", "note"),
    ]
    for result in results:
        assert list(result) == ["kind", "severity", "zh", "en", "message_zh", "message_en"]
        for lines, place in ((ZH, result["zh"]), (spoilt_lines, result["en"])):
            assert list(place) == ["text", "paragraph", "start", "end"]
            assert lines[place["paragraph"] - 1][place["start"] : place["end"]] == place["text"]


def test_json_has_null_for_a_language_without_a_part_in_a_result(folder):
    english = write(folder, "en.txt", "\n".join(without(EN, "To the Standing")))
    _, out, _ = run(folder, "--zh", ZH_FILE, "--en", english, "--json")
    (result,) = json.loads(out)
    assert (result["zh"]["paragraph"], result["en"]) == (5, None)


def test_json_of_two_texts_that_agree_is_an_empty_list(folder):
    assert run(folder, "--zh", ZH_FILE, "--en", EN_FILE, "--json") == (0, "[]\n", "")


@pytest.mark.parametrize("order", ["zh first", "en first"])
def test_one_file_with_both_texts_counts_the_paragraphs_of_each_from_1(folder, spoilt, order):
    texts = [ZH_FILE.read_text("utf-8"), spoilt.read_text("utf-8")]
    both = write(folder, "both.txt", "\n\n\n".join(texts if order == "zh first" else texts[::-1]))
    apart = run(folder, "--zh", ZH_FILE, "--en", spoilt, "--json")
    assert run(folder, "--both", both, "--json") == apart


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_usual_encodings_are_read(folder, spoilt, encoding):
    chinese = write(folder, "zh.txt", ZH_FILE.read_text("utf-8"), encoding)
    apart = run(folder, "--zh", ZH_FILE, "--en", spoilt, "--json")
    assert run(folder, "--zh", chinese, "--en", spoilt, "--json") == apart


# --- Bad input -------------------------------------------------------------------------------------------------------


def refused(folder: Path, *arguments: object) -> str:
    """The complaint about bad input; nothing is printed beside it."""
    code, out, err = run(folder, *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    return err.strip()


def test_swapped_files_are_named_as_such(folder):
    assert refused(folder, "--zh", EN_FILE, "--en", ZH_FILE) == (
        "The files are swapped: --zh is English and --en is Chinese."
    )


@pytest.mark.parametrize(("file", "name"), [(ZH_FILE, "Chinese"), (EN_FILE, "English")])
def test_two_files_in_one_language_are_refused(folder, file, name):
    assert refused(folder, "--zh", file, "--en", file) == f"Both files are {name}."


def test_a_file_with_both_languages_is_asked_for_as_such(folder):
    both = write(folder, "both.txt", ZH_FILE.read_text("utf-8") + EN_FILE.read_text("utf-8"))
    assert "give it with --both" in refused(folder, "--zh", both, "--en", EN_FILE)


def test_one_language_alone_is_refused_where_both_are_expected(folder):
    assert "holds one language only" in refused(folder, "--both", ZH_FILE)


@pytest.mark.parametrize(
    "arguments", [(), ("--zh", ZH_FILE), ("--en", EN_FILE), ("--both", ZH_FILE, "--en", EN_FILE)], ids=str
)
def test_too_few_or_too_many_files_are_refused(folder, arguments):
    assert refused(folder, *arguments) == "Give two files with --zh and --en, or one with --both."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\n \t\n", "no text"),
        (b"\x00\x01\x02\xff" * 500, "binary"),
        (b"%PDF-1.7\n", "PDF"),
    ],
    ids=["empty", "blank", "binary", "pdf"],
)
def test_a_file_without_text_is_refused_with_a_sentence(folder, content, sentence):
    path = folder / "bad.txt"
    path.write_bytes(content)
    assert sentence in refused(folder, "--zh", path, "--en", EN_FILE)


def test_a_file_that_is_not_there_is_refused(folder):
    assert "nowhere.txt" in refused(folder, "--zh", folder / "nowhere.txt", "--en", EN_FILE)


@pytest.mark.parametrize("content", [b"zh\ten\n\xff\xfe\n", b"zh\ten\nterm\n"], ids=["encoding", "column"])
def test_a_glossary_that_cannot_be_read_is_refused(folder, content):
    path = folder / "bad.tsv"
    path.write_bytes(content)
    assert "The glossary" in refused(folder, "--zh", ZH_FILE, "--en", EN_FILE, "--glossary", path)


def test_a_complaint_is_in_chinese_for_who_asks_for_it(folder):
    code, out, err = run(folder, "--zh", EN_FILE, "--en", ZH_FILE, "--lang", "zh")
    assert (code, out, err) == (2, "", "两个文件给反了：--zh 是英文，--en 是中文。\n")


# --- The office's terms ----------------------------------------------------------------------------------------------


def test_no_database_is_needed(spoilt):
    """The terms are then those of the sample; nothing hangs."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONIOENCODING": "utf-8"}
    environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:9/nothing"
    command = [sys.executable, "manage.py", "check_texts", "--zh", str(ZH_FILE), "--en", str(spoilt), "--json"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (1, "")
    assert "value" in {result["kind"] for result in json.loads(done.stdout)}


def test_the_terms_are_those_of_the_office(db, folder):
    term = GlossaryTerm.objects.create(
        code="civil-affairs", group=TermGroup.INSTITUTIONS, zh="民政厅", en="Bureau of Civil Affairs"
    )
    arguments = ["--zh", str(ZH_FILE), "--en", str(EN_FILE), "--json"]

    def terms() -> list[str]:
        out = StringIO()
        with suppress(SystemExit):
            call_command("check_texts", *arguments, stdout=out)
        return [result["message_en"] for result in json.loads(out.getvalue()) if result["kind"] == "term"]

    (message,) = terms()
    assert message.startswith("The glossary renders “民政厅” as “Bureau of Civil Affairs”")
    term.en = "Department of Civil Affairs"
    term.save()
    assert terms() == []
