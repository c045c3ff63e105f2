"""One or two files give both languages; nothing of them is lost on the way."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.faults import SourceError
from core.importing.files import read_files
from core.importing.joined import join
from core.importing.outline import Outline, Piece, Role
from core.importing.scripts import holds_both, script, sides, split_by_script
from core.importing.structure import bare, is_complete, outline
from core.text import Text
from tests.core.importing.word import W, docx, p, run

FOLDER = Path(__file__).parent
ZH, EN = ((FOLDER / f"report_{lang}.txt").read_text(encoding="utf-8") for lang in ("zh", "en"))
ZH_LINES, EN_LINES = ([line for line in text.splitlines() if line.strip()] for text in (ZH, EN))


def kept(tmp_path: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- Scripts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("检查了3部法律。", "zh"), ("全省建成LED、POS、APP等平台。", "zh"), ("WTO的规则", "zh"), ("（一）", "zh"),
        ("The group inspected 3 laws.", "en"), ("The law (《水法》) is applied.", "en"), ("I. Work", "en"), ("Wang Hong", "en"),
        ("2017-12-24", ""), ("————", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_script_of_a_paragraph_is_that_of_most_of_its_words(paragraph, expected):
    assert script(paragraph) == expected


@pytest.mark.parametrize("first", [ZH_LINES, EN_LINES])
def test_a_file_with_both_languages_one_after_the_other_is_split(first):
    second = EN_LINES if first is ZH_LINES else ZH_LINES
    assert split_by_script([*first, *second]) == (tuple(ZH_LINES), tuple(EN_LINES))


def test_a_file_with_both_languages_in_turns_is_split():
    turns = [line for pair in zip(ZH_LINES, EN_LINES, strict=False) for line in pair]
    zh, en = sides(turns)
    assert zh.paragraphs == tuple(ZH_LINES[: len(EN_LINES)]) and en.paragraphs == tuple(EN_LINES)
    assert zh.numbers == tuple(range(1, len(turns), 2)) and en.numbers == tuple(range(2, len(turns) + 1, 2))


def test_paragraphs_without_words_go_with_the_one_before():
    assert split_by_script(["***", "中文", "1234", "English text", "----"]) == (
        ("***", "中文", "1234"),
        ("English text", "----"),
    )


def test_a_quotation_in_the_other_language_makes_no_second_report():
    assert not holds_both([*ZH_LINES, "Source: http://www.example.cn", "Water Law"])
    assert not holds_both(EN_LINES)
    assert holds_both([*ZH_LINES, *EN_LINES])


# --- Files -----------------------------------------------------------------------------------------------------------


def test_two_files_give_two_outlines():
    files = read_files(FOLDER / "report_zh.txt", FOLDER / "report_en.txt")
    assert [file.language for file in files.files] == ["zh", "en"]
    assert (len(files.zh.pieces), len(files.en.pieces)) == (34, 32)
    assert files.is_complete


@pytest.mark.parametrize("text", [ZH + EN, EN + ZH])
@pytest.mark.parametrize("option", ["zh", "both", "en"])
def test_one_file_with_both_languages_gives_the_same_pieces(tmp_path, text, option):
    files = read_files(**{option: kept(tmp_path, text)})
    apart = read_files(FOLDER / "report_zh.txt", FOLDER / "report_en.txt")
    for ours, theirs in ((files.zh, apart.zh), (files.en, apart.en)):
        assert [(piece.text, piece.role) for piece in ours.pieces] == [
            (piece.text, piece.role) for piece in theirs.pieces
        ]
    second = files.en if text.startswith(ZH) else files.zh
    assert second.pieces[0].number == (len(ZH_LINES) if text.startswith(ZH) else len(EN_LINES)) + 1
    assert files.is_complete and files.files[0].language == "both"


def test_the_same_file_given_twice_is_one_file(tmp_path):
    path = kept(tmp_path, ZH + EN)
    assert [file.language for file in read_files(path, path).files] == ["both"]


def test_a_chinese_report_alone_has_no_english():
    files = read_files(FOLDER / "report_zh.txt")
    assert files.en == Outline("en", ()) and files.is_complete


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"zh": EN}, "holds no Chinese"),
        ({"zh": ZH, "en": ZH + "以上。"}, "holds no English"),
        ({"both": ZH}, "there is no English in it"),
        ({"both": EN}, "there is no Chinese in it"),
        ({"zh": ZH, "en": ZH + EN}, "holds both languages"),
        ({"zh": ZH + EN, "en": EN}, "holds both languages"),
    ],
)
def test_a_file_without_its_language_is_refused(tmp_path, given, sentence):
    with pytest.raises(SourceError) as caught:
        read_files(**{name: kept(tmp_path, text, f"{name}.txt") for name, text in given.items()})
    assert sentence in caught.value.text.en


# --- Nothing is lost -------------------------------------------------------------------------------------------------

SAMPLES = [
    *ZH_LINES,
    *EN_LINES,
    "一、",
    "（一）",
    "I.",
    "(1)",
    "：",
    "以上报告，请审议。",
    "总之，完成了。",
    "本报讯 消息",
    "\u3000 ",
    "",
    "\t一 、 x",
]
LINES = st.lists(st.one_of(st.sampled_from(SAMPLES), st.text(max_size=40)), max_size=30)


@given(LINES, st.sampled_from(["zh", "en"]))
def test_the_pieces_joined_are_the_text(lines, language):
    one = outline(lines, language)
    assert is_complete("\n".join(lines), [one])
    assert all(lines[piece.number - 1 :] for piece in one.pieces)
    assert all(piece.text == piece.text.strip() and piece.text for piece in one.pieces)


@given(LINES, st.sampled_from(["zh", "en"]))
def test_pieces_stand_in_the_order_of_the_file(lines, language):
    pieces = outline(lines, language).pieces
    written = [line for line in lines if line.strip()]
    places = [(piece.number, piece.start) for piece in pieces]
    assert places == sorted(set(places))
    assert all(written and piece.text in "\n".join(lines) for piece in pieces)
    headings = [piece for piece in pieces if piece.role in (Role.PART, Role.ITEM)]
    parts = [piece.part for piece in headings if piece.role is Role.PART]
    # Items ahead of every part are those of a first part whose heading is not there.
    first = 2 if parts and headings[0].role is Role.ITEM else 1
    assert parts == list(range(first, first + len(parts)))


@given(LINES)
def test_both_languages_of_a_file_are_its_text(lines):
    zh, en = sides([line for line in lines if line.strip()])
    outlines = [outline(zh.paragraphs, "zh", zh.numbers), outline(en.paragraphs, "en", en.numbers)]
    assert is_complete("\n".join(lines), outlines)


def test_a_piece_that_is_lost_or_changed_is_seen():
    one = outline(ZH_LINES, "zh")
    assert is_complete(ZH, [one])
    assert not is_complete(ZH, [Outline("zh", one.pieces[:-1])])
    assert not is_complete(ZH, [Outline("zh", (*one.pieces, one.pieces[-1]))])
    assert bare(" 一\u3000二\n") == "一二"


# --- Joined ----------------------------------------------------------------------------------------------------------


def piece(text: str, role: Role = Role.BODY, **given) -> Piece:
    return Piece(1, text, role, **given)


def test_pairs_become_parts_items_and_paragraphs():
    pairs = [
        ((piece("标题", Role.TITLE), piece("续", Role.TITLE)), (piece("Title", Role.TITLE),)),
        ((piece("省人大常委会：", Role.SALUTATION),), ()),
        ((piece("开头一"),), (piece("Opening one"),)),
        ((piece("开头二"),), ()),
        ((piece("一、工作", Role.PART, part=1, label="一、"),), (piece("I. Work", Role.PART, part=1, label="I."),)),
        ((piece("正文", part=1),), (piece("Text", part=1),)),
        ((), (piece("(1) Lead", Role.ITEM, part=1, item=1, label="(1)"),)),
        ((), (piece("Only English", part=1, item=1),)),
        ((piece("最后", Role.CLOSING),), (piece("Last", Role.CLOSING),)),
        ((piece("以上报告，请审议。", Role.CLOSING),), ()),
    ]
    zh, en = (
        Outline(lang, tuple(one for pair in pairs for one in pair[side])) for side, lang in ((0, "zh"), (1, "en"))
    )
    joined = join(zh, en, pairs)
    assert joined.as_json() == {
        "title": {"zh": "标题\n续", "en": "Title"},
        "occasion": {"zh": "", "en": ""},
        "presenter": {"zh": "", "en": ""},
        "salutation": {"zh": "省人大常委会：", "en": ""},
        "byline": {"zh": "", "en": ""},
        "opening": {"zh": "开头一\n开头二", "en": "Opening one"},
        "parts": [
            {
                "label": {"zh": "一、", "en": "I."},
                "heading": {"zh": "一、工作", "en": "I. Work"},
                "paragraphs": [{"zh": "正文", "en": "Text"}],
                "items": [
                    {
                        "label": {"zh": "", "en": "(1)"},
                        "heading": {"zh": "", "en": "(1) Lead"},
                        "paragraphs": [{"zh": "", "en": "Only English"}],
                    }
                ],
            }
        ],
        "closing": {"zh": "最后\n以上报告，请审议。", "en": "Last"},
    }
    assert joined.parts[0].title == Text("工作", "Work")
    assert joined.holds((zh, en))


def test_a_heading_is_kept_apart_from_the_text_that_is_one_with_it_in_the_other_language():
    heading, text = piece("（一）领导。", Role.ITEM, part=1, item=1, label="（一）"), piece("加强。", part=1, item=1)
    part = piece("一、工作", Role.PART, part=1, label="一、")
    joined = join(
        Outline("zh", (part, heading, text)),
        Outline("en", ()),
        [((part,), ()), ((heading, text), (piece("(1) Lead. Stronger."),))],
    )
    (item,) = joined.parts[0].items
    assert item.heading == Text("（一）领导。", "(1) Lead. Stronger.")
    assert item.paragraphs == [Text("加强。", "")]


def test_a_text_that_is_not_taken_over_is_seen():
    one = outline(ZH_LINES, "zh")
    pairs = [((each,), ()) for each in one.pieces]
    assert join(one, Outline("en", ()), pairs).holds([one])
    assert not join(one, Outline("en", ()), pairs[:-1]).holds([one])


@pytest.mark.parametrize("place", ["关于", "现将", "（一）", "以上报告"])
def test_a_note_stands_behind_what_it_belongs_to(tmp_path, place):
    """In the head it is metadata, as a byline is."""
    footnotes = f'<w:footnotes {W}><w:footnote w:id="2">{p("数据截至六月底。")}</w:footnote></w:footnotes>'
    lines = [*ZH_LINES]
    at = next(at for at, line in enumerate(lines) if line.replace("(", "（").replace(")", "）").startswith(place))
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    rows = [p(run(line) + mark) if place == at else p(line) for place, line in enumerate(lines)]
    files = read_files(kept(tmp_path, docx(*rows, word__footnotes=footnotes), "r.docx"))
    assert files.is_complete
    pieces = list(files.zh.pieces)
    found = next(place for place, piece in enumerate(pieces) if piece.text.startswith("注："))
    plain = outline(ZH_LINES, "zh").pieces
    assert [piece.role for piece in pieces[:found] + pieces[found + 1 :]] == [piece.role for piece in plain]
    before = pieces[found - 1]
    assert pieces[found].role is {"关于": Role.BYLINE, "以上报告": Role.CLOSING}.get(place, Role.BODY)
    assert (pieces[found].part, pieces[found].item) == (before.part, before.item)


@pytest.mark.parametrize("text", ["12\n345\n", "——\n＊＊＊\n"])
def test_a_file_without_words_has_no_language(tmp_path, text):
    with pytest.raises(SourceError):
        read_files(kept(tmp_path, text))


def test_characters_without_width_are_as_blanks(tmp_path):
    files = read_files(kept(tmp_path, f"\u200b\n{ZH}\n\ufeff\n"))
    assert files.is_complete and len(files.zh.pieces) == len(outline(ZH_LINES, "zh").pieces)
    with pytest.raises(SourceError) as caught:
        read_files(kept(tmp_path, " \u200b\n\u2060"))
    assert "only white space" in caught.value.text.en
