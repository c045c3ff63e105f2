"""Files are read for what they are, whatever their name says, and refused with a sentence in both languages."""

import tracemalloc
from pathlib import Path

import pytest

from core.importing.faults import SENTENCES, SourceError
from core.importing.source import read_source

FOLDER = Path(__file__).parent
TEXT = (FOLDER / "report_zh.txt").read_text(encoding="utf-8")
PARAGRAPHS = tuple(line for line in TEXT.splitlines() if line.strip())
ENGLISH = (FOLDER / "report_en.txt").read_text(encoding="utf-8")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def refused(content: bytes | Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_source(content)
    return caught.value


TEXT_EN = "The inspection group saw much that was new and met many people.\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, ENGLISH, TEXT + ENGLISH])
def test_text_is_read_in_its_encoding(encoding, mark, name, text):
    if encoding == "gbk":
        text = text.replace("㈢", "三").replace("–", "-")
    source = read_source(mark + text.encode(encoding))
    ours = text.isascii() and encoding.startswith("gb")
    assert source.text == text
    assert source.encoding == ("utf-8" if ours else name)


def test_one_line_of_chinese_is_enough_to_know_gb18030():
    for text in ("执法检查报告", "以上报告，请审议。", "一、工作\r\n二、问题"):
        assert read_source(text.encode("gb18030")).text == text
        assert read_source(text.encode("utf-16-le")).text == text


def test_characters_of_four_bytes_are_read():
    text = "检查组组长王\u4dae，成员赵\U00020bb7。" + TEXT
    assert read_source(text.encode("gb18030")).text == text


def test_english_with_the_quotes_of_windows_is_read():
    text = "The People’s Congress “inspected” the law – and found 3°… more.\n" * 3
    source = read_source(text.encode("cp1252"))
    assert (source.text, source.encoding) == (text, "cp1252")


@pytest.mark.parametrize("text", ["Café Müller and Élan spent £9.\n", "Señor Peña’s “façade” – 3½ m² at 5°C\n"])
def test_english_with_accents_of_windows_is_read(text):
    source = read_source((text * 3 + TEXT_EN).encode("cp1252"))
    assert (source.text, source.encoding) == (text * 3 + TEXT_EN, "cp1252")


def test_english_from_an_old_macintosh_is_not_guessed():
    with pytest.raises(SourceError):
        read_source("The People’s Congress “inspected” the law.\n".encode("mac_roman") * 9)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\u2028", "\x0b", "\x0c", "\n \t\u3000\n"])
def test_every_line_that_is_not_blank_is_a_paragraph(end):
    assert read_source(end.join(PARAGRAPHS).encode()).paragraphs == PARAGRAPHS


def test_blanks_inside_a_paragraph_are_kept():
    assert read_source("　　一 、 工作 \n".encode()).paragraphs == ("　　一 、 工作 ",)


def test_a_file_is_known_by_its_digest_and_name(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode())
    source = read_source(path)
    assert (source.name, source.content) == ("报告.txt", TEXT.encode())
    assert source.digest == read_source(TEXT.encode()).digest


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "blank"),
        ("\u3000\n\u00a0".encode(), "blank"),
        (b"\xef\xbb\xbf", "blank"),
        (b"\xff\xfe", "blank"),
        (OLE, "office"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "WpsDocument".encode("utf-16-le") + "WordDocument".encode("utf-16-le"), "wps"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi hello}", "rtf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"<HTML lang='zh'>x", "html"),
        (b"Rar!\x1a\x07\x00", "zip"),
        (b"\x1f\x8b\x08\x00abc", "zip"),
        (b"PK\x05\x06" + bytes(18), "zip"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (b"\x7fELF" + bytes(range(200)) * 9, "binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(255, 0, -1)) * 5, "binary"),
        ("執法檢查報告，關於檢討法律實施情況。".encode("big5") * 5, "encoding"),
        ("執行状況の報告書です。これは日本語の文章です。".encode("shift_jis") * 5, "encoding"),
        (TEXT.encode()[:-200] + b"\xe4\xb8" + TEXT.encode()[-200:], "encoding"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "encoding"),
    ],
)
def test_what_is_no_text_is_refused_by_its_content(content, key):
    assert refused(content).text == SENTENCES[key]


def test_a_missing_file_a_folder_and_a_device_are_refused(tmp_path):
    assert "nothing.txt" in refused(tmp_path / "nothing.txt").text.zh
    assert refused(tmp_path).text.en.startswith("The file")
    assert refused(Path("/dev/zero")).text.en.startswith("The file")


def test_every_sentence_has_both_languages():
    assert all(text.complete for text in SENTENCES.values())
    assert all(
        any("\u4e00" <= char <= "\u9fff" for char in text.zh) and text.en.isascii() is not None
        for text in SENTENCES.values()
    )


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    error = refused(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "50 MB" in error.text.zh and "50 MB" in error.text.en
    assert most < 1_000_000


def test_ten_megabytes_are_read_and_one_byte_more_is_not():
    line = ("各级政府落实责任。" * 100 + "\n").encode()
    content = line * (10_000_000 // len(line))
    assert len(read_source(content).paragraphs) == 10_000_000 // len(line)
    assert refused(b"a" * 10_000_001).text.en.startswith("The file is too large: 11 MB")


def test_more_paragraphs_than_a_report_has_are_refused():
    assert len(read_source(b"1.\n" * 5000).paragraphs) == 5000
    assert refused(b"1.\n" * 5001).text.en.startswith("The file has 5001 paragraphs")
