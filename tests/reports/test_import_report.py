"""`import_report` reads, proves that nothing is lost, and stores all of a report or nothing of it."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from accounts.models import Body
from core.attachments import Attachment
from core.history import entries_of
from core.importing import structure
from core.importing.outline import Outline
from core.text import LANGUAGES, Text
from inspections.models import Inspection
from reports.compose import compose
from reports.document.numbering import flow
from reports.models import CheckRun, ImportedSource, Paragraph, Report, Section
from reports.reading import joined_of
from tests import make
from tests.core.importing.word import docx, p

FOLDER = Path(__file__).parents[1] / "core" / "importing"
ZH, EN = FOLDER / "report_zh.txt", FOLDER / "report_en.txt"
ZH_TEXT, EN_TEXT = ZH.read_text(encoding="utf-8"), EN.read_text(encoding="utf-8")


def run(*options: object, code: str = "waste-2021") -> str:
    out = StringIO()
    call_command("import_report", *map(str, options), "--code", code, stdout=out)
    return out.getvalue()


def read(*options: object) -> dict:
    return json.loads(run(*options, "--dry-run", "--json"))


def refused(*options: object, code: str = "waste-2021") -> str:
    """What is said on the error channel of a run that ends with 2."""
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_report", *map(str, options), "--code", code, stdout=StringIO(), stderr=err)
    assert ended.value.code == 2
    return err.getvalue()


def kept(tmp_path: Path, content: str | bytes, name: str = "report.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- Without a database ----------------------------------------------------------------------------------------------


def test_a_dry_run_needs_no_database():
    """None is granted to this test: a single query would fail it."""
    said = run("--zh", ZH, "--en", EN, "--dry-run")
    assert "3个部分，7个条目，32段中文，30段英文" in said
    assert "3 parts, 7 items, 32 Chinese and 30 English paragraphs" in said
    assert said.count("nothing is lost") == 2
    assert "Dry run: nothing was stored." in said


def test_json_holds_the_structure_in_both_languages():
    found = read("--zh", ZH, "--en", EN)
    for name in ("title", "occasion", "presenter", "salutation", "opening", "closing"):
        assert found[name]["zh"] and found[name]["en"], name
    assert [(len(part["paragraphs"]), len(part["items"])) for part in found["parts"]] == [(1, 3), (1, 2), (0, 2)]
    texts = [part["heading"] for part in found["parts"]]
    texts += [
        text
        for part in found["parts"]
        for one in (part, *part["items"])
        for text in (one["heading"], *one["paragraphs"])
    ]
    assert all(text["zh"] and text["en"] for text in texts)
    assert found["parts"][1]["items"][1]["heading"] == {"zh": "（二）处置能力不足", "en": "(2) Capacity is short"}
    assert found["closing"]["zh"].endswith("以上报告，请审议。")
    assert found["complete"] is True and found["result"] == "dry_run"
    assert [file["encoding"] for file in found["files"]] == ["utf-8", "utf-8"]


def test_every_quantity_is_named_with_its_place():
    found = read("--zh", ZH, "--en", EN)
    files = {
        "zh": [line for line in ZH_TEXT.splitlines() if line.strip()],
        "en": [line for line in EN_TEXT.splitlines() if line.strip()],
    }
    for one in found["quantities"]:
        assert files[one["language"]][one["paragraph"] - 1][one["start"] : one["end"]] == one["text"]
    values = {(one["language"], one.get("value")) for one in found["quantities"]}
    assert {
        ("zh", "59800000"),
        ("en", "59800000"),
        ("zh", "56.8"),
        ("en", "56.8"),
        ("zh", "165"),
        ("en", "165"),
    } <= values


@pytest.mark.parametrize("option", ["--zh", "--both"])
def test_one_file_with_both_languages_gives_the_same(tmp_path, option):
    both, apart = read(option, kept(tmp_path, EN_TEXT + ZH_TEXT)), read("--zh", ZH, "--en", EN)
    for name in ("title", "occasion", "presenter", "salutation", "opening", "parts", "closing"):
        assert both[name] == apart[name]


def test_a_docx_gives_the_same(tmp_path):
    path = kept(tmp_path, docx(*(p(line) for line in ZH_TEXT.splitlines())), "报告.docx")
    found, plain = read("--zh", path), read("--zh", ZH)
    assert found["parts"] == plain["parts"] and found["files"][0]["encoding"] == "docx"


def test_a_byline_is_metadata(tmp_path):
    path = kept(
        tmp_path,
        "关于检查水法实施情况的报告\n某省人大网消息(张三)根据计划，检查组检查了水法的实施情况。\n一、工作\n开展了工作。\n二、问题\n存在问题。",
    )
    found = read("--zh", path)
    assert found["byline"]["zh"] == "某省人大网消息(张三)"
    assert found["opening"]["zh"] == "根据计划，检查组检查了水法的实施情况。"


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"", "文件是空的", "The file is empty"),
        (b"\n \n", "只有空白", "only white space"),
        (b"%PDF-1.7 x", "PDF", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧版 Word 文件（.doc）", "old Word file (.doc)"),
        (bytes(range(256)) * 9, "二进制文件", "binary file"),
        (b"a" * 10_000_001, "文件太大", "too large"),
        (EN_TEXT.encode(), "没有中文", "holds no Chinese"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_2_and_a_sentence(tmp_path, content, zh, en):
    said = refused("--zh", kept(tmp_path, content), "--dry-run")
    assert zh in said and en in said
    with translation.override("en"):
        said = refused("--zh", kept(tmp_path, content), "--dry-run")
    assert en in said and zh not in said.replace("PDF", "") or zh == "PDF"


def test_a_missing_file_ends_with_2():
    assert "找不到文件" in refused("--zh", "/nowhere/at/all.txt", "--dry-run")


def test_two_files_that_exclude_each_other_are_refused():
    assert "--both" in refused("--both", ZH, "--en", EN, "--dry-run")


def lossy(call, pieces):
    """`call` with its pieces changed."""

    def changed(*given):
        one = call(*given)
        return Outline(one.language, tuple(pieces(list(one.pieces))))

    return changed


@pytest.mark.parametrize(
    "pieces",
    [
        lambda row: row[:-1],
        lambda row: [*row, row[0]],
        lambda row: [replace(row[0], text=row[0].text[1:]), *row[1:]],
        lambda row: [replace(row[0], text=row[1].text), replace(row[1], text=row[0].text), *row[2:]],
    ],
)
def test_a_text_that_reading_would_lose_is_not_stored(monkeypatch, pieces):
    monkeypatch.setattr("core.importing.files.outline", lossy(structure.outline, pieces))
    assert "Nothing was stored" in refused("--zh", ZH, "--dry-run")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_joining_would_lose_is_not_stored(monkeypatch, language):
    def short(files):
        joined = joined_of(files)
        joined.parts[0].items[0].paragraphs[0] = replace(joined.parts[0].items[0].paragraphs[0], **{language: ""})
        return joined

    monkeypatch.setattr("reports.management.commands.import_report.joined_of", short)
    assert "Nothing was stored" in refused("--zh", ZH, "--en", EN, "--dry-run")


@pytest.mark.parametrize("code", ["a b", "报告", "../x", "", "a" * 81, "a\nb"])
def test_a_dry_run_refuses_a_code_that_is_none(code):
    assert "no valid code" in refused("--zh", ZH, "--dry-run", code=code)


def test_a_line_of_the_head_takes_no_paragraph_of_the_other_language(tmp_path):
    """Bylines that one language has and the other has not."""
    zh = ZH_TEXT.split("\n", 2)
    path = kept(tmp_path, "\n".join([*zh[:2], "来源：某省人大网", "作者：张三", zh[2]]))
    found, plain = read("--zh", path, "--en", EN), read("--zh", ZH, "--en", EN)
    assert found["byline"] == {"zh": "来源：某省人大网\n作者：张三", "en": ""}
    assert (found["opening"], found["parts"]) == (plain["opening"], plain["parts"])


def test_what_pages_added_is_named_and_is_no_text(tmp_path):
    path = kept(tmp_path, ZH_TEXT.replace("（二）", "— 1 —\n（二）", 1).replace("三、", "- 2 -\n三、", 1))
    found, plain = read("--zh", path), read("--zh", ZH)
    assert found["files"][0]["margins"] == ["— 1 —", "- 2 -"] and found["complete"]
    assert found["parts"] == plain["parts"]


# --- With a database -------------------------------------------------------------------------------------------------


@pytest.fixture
def world(npcsc: Body, hainan_sc: Body, media: Path) -> None:
    """Two standing committees, and an empty store."""


def sections(report: Report) -> list[tuple[int, Text, int]]:
    """Depth, heading and number of paragraphs."""
    return [(2 if row.parent_id else 1, row.heading, row.paragraphs.count()) for row in report.sections.all()]


@pytest.mark.django_db
def test_a_report_is_stored_whole(world):
    assert "Imported: report “waste-2021”." in run("--zh", ZH, "--en", EN)
    report = Report.objects.get(code="waste-2021")
    assert (
        report.title.zh.replace("\n", "")
        == "全国人民代表大会常务委员会执法检查组关于检查《中华人民共和国固体废物污染环境防治法》实施情况的报告"
    )
    assert report.occasion.zh.startswith("2021年10月21日在") and report.occasion.en.startswith("Presented at")
    assert report.salutation.zh == "委员长、各位副委员长、秘书长、各位委员："
    assert report.closing == Text("以上报告，请审议。", "The above report is submitted for deliberation.")
    assert str(report.presented_on) == "2021-10-21"
    rows = sections(report)
    assert rows[0] == (1, Text(), 2)
    assert [heading.zh for depth, heading, _ in rows[1:] if depth == 1] == [
        "法律实施的主要工作和成效",
        "存在的主要问题",
        "意见和建议",
    ]
    assert [heading.en for depth, heading, _ in rows if depth == 2 and heading][-1] == "Closing the gaps in capacity"
    assert rows[-1][:2] == (2, Text()) and rows[-1][2] == 1


@pytest.mark.django_db
def test_the_concluding_paragraph_is_printed_after_the_last_item(world):
    run("--zh", ZH, "--en", EN)
    document = compose(Report.objects.get(code="waste-2021"))
    last = document.sections[-1]
    assert last.blocks[-1].text.zh.startswith("当前，") and last.blocks[-2].heading.zh == "补齐能力短板"
    printed = [block for block, _ in flow(document.sections)]
    assert printed[-1] is last.blocks[-1]
    assert [paragraph.text.zh[:2] for paragraph in document.opening] == ["根据", "现将"]


@pytest.mark.django_db
def test_the_page_shows_paragraphs_in_their_order(world, client, liu):
    run("--zh", ZH, "--en", EN)
    client.force_login(liu)
    page = client.get(Report.objects.get(code="waste-2021").get_absolute_url()).content.decode()
    places = [page.rindex(words) for words in ("补齐能力短板", "三年内新建设施", "当前，固体废物", "以上报告，请审议")]
    assert places == sorted(places)


@pytest.mark.django_db
def test_the_inspection_is_made_with_what_the_report_says(world):
    run("--zh", ZH)
    inspection = Inspection.objects.get(code="waste-2021")
    assert inspection.title.zh == "《中华人民共和国固体废物污染环境防治法》执法检查"
    assert (inspection.year, inspection.organiser.code, inspection.state) == (2021, "npcsc", "reporting")
    assert [entry.verb for entry in entries_of(inspection)] == ["import"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "line", "organiser"),
    [
        ("海南省人大常委会执法检查组关于检查《全国人大常委会关于某事的决定》实施情况的报告", "", "hainan-sc"),
        ("关于检查水法实施情况的报告", "——2019年5月8日在海南省第六届人大常委会第三次会议上", "hainan-sc"),
        ("关于检查水法实施情况的报告", "——2019年5月8日在某地会议上", "npcsc"),
    ],
)
def test_the_organiser_is_the_committee_that_the_report_names(world, tmp_path, title, line, organiser):
    text = "一、工作\n各地开展了工作。\n二、问题\n还存在问题。"
    run("--zh", kept(tmp_path, f"{title}\n{line}\n{text}"), code="water-2019")
    assert Inspection.objects.get(code="water-2019").organiser.code == organiser


@pytest.mark.django_db
def test_the_organiser_may_be_given(world):
    run("--zh", ZH, "--organiser", "hainan-sc")
    assert Inspection.objects.get(code="waste-2021").organiser.code == "hainan-sc"
    assert "no-such" in refused("--zh", ZH, "--organiser", "no-such", code="other")
    assert not Inspection.objects.filter(code="other").exists()


@pytest.mark.django_db
def test_a_report_joins_the_inspection_of_its_code(world, npcsc):
    inspection = make.make_inspection(npcsc, "waste-2021")
    run("--zh", ZH)
    assert Report.objects.get(code="waste-2021").inspection == inspection
    assert Inspection.objects.count() == 1


@pytest.mark.django_db
def test_files_are_kept_as_they_are(world):
    run("--zh", ZH, "--en", EN)
    rows = ImportedSource.objects.filter(report__code="waste-2021")
    assert [(row.language, row.encoding, row.attachment.name) for row in rows] == [
        ("en", "utf-8", "report_en.txt"), ("zh", "utf-8", "report_zh.txt"),
    ]  # fmt: skip
    assert rows[1].attachment.path.read_bytes() == ZH.read_bytes()
    assert rows[1].digest == rows[1].attachment.digest


@pytest.mark.django_db
def test_a_stored_report_is_written_down_and_checked(world):
    run("--zh", ZH, "--en", EN)
    report = Report.objects.get(code="waste-2021")
    assert [entry.verb for entry in entries_of(report)] == ["import"]
    assert CheckRun.objects.filter(report=report).count() == 1


@pytest.mark.django_db
def test_the_same_files_again_change_nothing(world):
    run("--zh", ZH, "--en", EN)
    report = Report.objects.get(code="waste-2021")
    before = (report.updated, list(Paragraph.objects.values_list("pk", flat=True)), Attachment.objects.count())
    assert "unchanged" in run("--zh", ZH, "--en", EN)
    report.refresh_from_db()
    assert (report.updated, list(Paragraph.objects.values_list("pk", flat=True)), Attachment.objects.count()) == before
    assert len(entries_of(report)) == 1


@pytest.mark.django_db
def test_changed_files_replace_the_text(world, tmp_path):
    run("--zh", ZH)
    said = run("--zh", kept(tmp_path, ZH_TEXT.replace("50个", "60个").replace("(二)补齐能力短板\n", "")))
    assert "Brought in step" in said
    report = Report.objects.get(code="waste-2021")
    texts = list(Paragraph.objects.filter(section__report=report).values_list("text_zh", flat=True))
    assert any("60个" in text for text in texts) and not any("50个" in text for text in texts)
    assert not Section.objects.filter(heading_zh="补齐能力短板").exists()
    assert [entry.verb for entry in entries_of(report)] == ["import", "import"]
    assert report.sources.count() == 1


@pytest.mark.django_db
def test_english_may_be_added_later(world):
    run("--zh", ZH)
    run("--zh", ZH, "--en", EN)
    report = Report.objects.get(code="waste-2021")
    assert report.title.en and report.sources.count() == 2


@pytest.mark.django_db
def test_what_people_changed_is_left_alone(world, tmp_path):
    run("--zh", ZH)
    paragraph = Paragraph.objects.filter(section__report__code="waste-2021").first()
    paragraph.text = Text("改过的话。", "")
    paragraph.save()
    assert "their changes stay" in run("--zh", ZH)
    assert "has been changed since" in refused("--zh", kept(tmp_path, ZH_TEXT + "补充。"))
    paragraph.refresh_from_db()
    assert paragraph.text.zh == "改过的话。"


@pytest.mark.django_db
def test_a_report_that_was_not_imported_is_left_alone(world, npcsc):
    report = Report.objects.create(code="waste-2021", inspection=make.make_inspection(npcsc), title_zh="自己写的")
    assert "was not imported from a file" in refused("--zh", ZH)
    report.refresh_from_db()
    assert report.title.zh == "自己写的" and not report.sections.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["a b", "报告", "x/y", "", "a" * 81])
def test_a_code_that_is_none_is_refused(world, code):
    assert "no valid code" in refused("--zh", ZH, code=code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("一、工作\n各地开展了工作。\n二、问题\n还存在问题。", "No Chinese title"),
        (
            "Report on " + "Watercourses " * 45 + "\nIt was done.\nAll is well.\nMuch remains to be done.\n" + ZH_TEXT,
            "its place takes 500 at most",
        ),
    ],
)
def test_a_report_that_does_not_fit_leaves_nothing_behind(world, tmp_path, text, sentence):
    assert sentence in refused("--zh", kept(tmp_path, text))
    assert not Report.objects.exists() and not Inspection.objects.exists() and not ImportedSource.objects.exists()


@pytest.mark.django_db
def test_a_byline_is_kept_with_the_file(world, tmp_path):
    path = kept(
        tmp_path,
        "关于检查水法实施情况的报告\n来源：某省人大网\n根据计划，检查组检查了水法的实施情况。\n一、工作\n开展了工作。\n二、问题\n存在问题。",
    )
    run("--zh", path)
    assert ImportedSource.objects.get().byline == "来源：某省人大网"


@pytest.mark.django_db
def test_an_item_without_a_heading_keeps_its_number(world, tmp_path):
    long = "各级人民政府要切实加强对法律实施工作的组织领导，把法律规定的各项职责分解到部门和岗位，定期听取汇报，及时研究解决突出问题，确保各项规定落到实处，不留死角。"
    text = f"关于检查水法实施情况的报告\n一、工作\n（一）普法\n开展了工作。\n二、建议\n（一）{long}\n（二）{long}"
    run("--zh", kept(tmp_path, text))
    rows = Paragraph.objects.filter(section__parent__isnull=False).order_by("section__order")
    assert [row.text.zh[:3] for row in rows] == ["开展了", "（一）", "（二）"]
