"""What a file is, by its content: taken are whole photos, PDF and Office files; everything that runs or hides is not."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from core.archives import HIGHEST_RATIO, MOST_MEMBERS
from core.attachments import keep
from core.photos import end_of
from core.uploads import (
    DOCX,
    JPEG,
    LARGEST_FILE,
    PDF,
    PHOTOS,
    PNG,
    REFUSALS,
    WEBP,
    XLSX,
    UploadRefused,
    examine,
    fitting_name,
    read_limited,
)
from tests.core import pictures
from tests.core.pictures import PDF as A_PDF
from tests.core.pictures import RELATION, SHEET, WORD, a_jpeg, a_package, a_picture, an_office_file, with_place

GOOD = {
    JPEG: a_jpeg(), PNG: a_picture("PNG"), WEBP: a_picture("WEBP"), PDF: A_PDF, DOCX: an_office_file(), XLSX: an_office_file(SHEET),
}  # fmt: skip


def refused(content: bytes, name: str = "a.jpg", **options) -> str:
    """The code of the refusal; its sentence stands in both languages and has no blank left."""
    with pytest.raises(UploadRefused) as caught:
        examine(content, name=name, **options)
    text = caught.value.text
    assert text.complete and "{" not in text.zh + text.en
    return caught.value.code


# --- What is taken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("media_type", GOOD)
@pytest.mark.parametrize("name", ["a.jpg", "a.docx", "a", "", "a.svg"])
def test_the_content_says_what_a_file_is(media_type, name):
    upload = examine(GOOD[media_type], name=name)
    assert (upload.media_type, upload.content) == (media_type, GOOD[media_type])


@pytest.mark.parametrize(
    ("name", "media_type", "fitting"),
    [
        ("机房.JPG", JPEG, "机房.JPG"), ("a.jpeg", JPEG, "a.jpeg"), ("a.png", JPEG, "a.png.jpg"), ("a.exe", JPEG, "a.exe.jpg"),
        ("a.jpg.html", PDF, "a.jpg.html.pdf"), ("", PNG, "image.png"), ("...", PDF, "application.pdf"), ("a.docx.", DOCX, "a.docx"),
        ("长" * 300, JPEG, "长" * 196 + ".jpg"),
    ],
)  # fmt: skip
def test_the_name_ends_as_the_file_is(name, media_type, fitting):
    assert fitting_name(name, media_type) == fitting


def test_only_what_is_asked_for_is_taken():
    assert refused(A_PDF, allowed=PHOTOS) == "type"
    assert examine(GOOD[PNG], name="a.png", allowed=PHOTOS).media_type == PNG


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpegs_of_every_make_are_taken(mode):
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG", progressive=mode == "RGB")
    assert examine(out.getvalue(), name="a.jpg").media_type == JPEG
    assert examine(out.getvalue(), name="a.jpg", keep_original=False).media_type == JPEG


# --- What is refused -------------------------------------------------------------------------------------------------

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [
        SVG, b"\xef\xbb\xbf" + SVG, b"  \n" + SVG, b'<?xml version="1.0"?>' + SVG, SVG.decode().encode("utf-16"),
        b"<!DOCTYPE html><html><script>alert(1)</script>", b"<HTML><body onload=x>", b"<!-- a --><svg/>", b"hello <script>x</script>",
        b"MZ\x90\0" + b"\0" * 64, b"\x7fELF" + b"\0" * 64, b"#!/bin/sh\nrm -rf /\n", b"GIF89a" + b"\0" * 64, b"just text",
        b"\0\0\0\x18ftypheic" + b"\0" * 64, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, b"{\\rtf1 a}", b"\0", b"%!PS-Adobe",
        b"Rar!\x1a\x07\0", b"\x1f\x8b\x08\0", b"BM" + b"\0" * 64, b"II*\0" + b"\0" * 64,
    ],
)  # fmt: skip
def test_everything_else_is_refused_whatever_its_name(content):
    assert [refused(content, name) for name in ("a.jpg", "a.pdf", "a.docx")] == ["type"] * 3


def test_markup_and_phone_photos_get_a_sentence_of_their_own():
    for content, key in ((SVG, "markup"), (b"\0\0\0\x18ftypheic", "heic"), (b"MZ\x90", "program")):
        with pytest.raises(UploadRefused) as caught:
            examine(content, name="a.jpg")
        assert caught.value.text == REFUSALS[key][1]


def test_nothing_is_a_file_of_no_bytes():
    assert refused(b"") == "empty"


@pytest.mark.parametrize("media_type", GOOD)
def test_half_a_file_is_refused(media_type):
    content = GOOD[media_type]
    for size in (3, 9, 20, len(content) // 2, len(content) - 3):
        assert refused(content[:size]) == "type", size


@pytest.mark.parametrize("media_type", [JPEG, PNG, WEBP, PDF])
@pytest.mark.parametrize(
    "behind", [a_package({"a.txt": "a"}), SVG, A_PDF[:40], b"MZ\x90" + b"a" * 50, b"\x01", b"\0\0\0\x18ftypmp42"]
)
def test_what_is_two_things_at_once_is_refused(media_type, behind):
    assert refused(GOOD[media_type] + behind) == "type"


@pytest.mark.parametrize("media_type", [JPEG, PNG, PDF])
def test_blanks_behind_a_file_do_no_harm(media_type):
    assert examine(GOOD[media_type] + b"\r\n\0\0", name="a").media_type == media_type


def test_a_photo_that_pretends_its_size_is_refused():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    def png(width, height):
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
            + chunk(b"IEND", b"")
        )

    for size in ((30_000, 30_000), (7_100, 7_100), (60_000, 10), (1, 2**31 - 1)):
        tracemalloc.start()
        assert refused(png(*size)) in ("too_large", "type"), size
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5_000_000
    assert refused(png(200, 200)) == "type"  # fewer bytes than pixels


def test_a_broken_check_sum_is_seen():
    content = bytearray(GOOD[PNG])
    content[content.find(b"IDAT") + 8] ^= 1
    assert refused(bytes(content)) == "type"


def test_moving_pictures_are_refused():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    for kind in ("PNG", "WEBP"):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=50)
        assert refused(out.getvalue()) == "type"


@given(st.binary(max_size=60), st.sampled_from(list(GOOD)), st.integers(0, 400), st.integers(0, 255))
def test_damaged_files_are_taken_or_refused_and_nothing_else(noise, media_type, place, byte):
    content = bytearray(GOOD[media_type])
    content[place % len(content)] = byte
    for damaged in (bytes(content), bytes(content[: place % len(content)]) + noise, GOOD[media_type][:12] + noise):
        for original in (True, False):
            try:
                upload = examine(damaged, name="a", keep_original=original)
            except UploadRefused:
                continue
            assert upload.media_type in GOOD


# --- PDF and Office --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("active", [b"/JavaScript (app.alert(1))", b"/S /Launch /F (cmd.exe)"])
def test_a_pdf_with_a_script_is_refused(active):
    assert refused(A_PDF.replace(b"/Type", active + b" /Type"), "a.pdf") == "type"


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"x"}, {"xl/vbaProject.bin": b"x"}, {"word/activeX/activeX1.xml": "<x/>"},
        {"word/embeddings/oleObject1.bin": b"x"}, {"../evil.xml": "<x/>"}, {"word/../../evil": "x"}, {"C:/evil": "x"}, {"a\\..\\b": "x"},
    ],
)  # fmt: skip
def test_macros_and_paths_that_lead_out_are_refused(more):
    assert refused(an_office_file(more=more), "a.docx") == "type"


@pytest.mark.parametrize(
    "declared",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "application/zip",
    ],
)  # fmt: skip
def test_packages_of_another_kind_are_refused(declared):
    assert refused(an_office_file(declared), "a.docx") == "type"


def test_a_package_that_says_it_is_two_things_is_refused():
    both = pictures.OVERRIDE.format(part="a.xml", declared=WORD) + pictures.OVERRIDE.format(
        part="b.xml", declared=SHEET
    )
    assert refused(an_office_file(more={"[Content_Types].xml": pictures.TYPES.format(both)}), "a.docx") == "type"


@pytest.mark.parametrize(
    ("kind", "taken"),
    [("hyperlink", True), ("attachedTemplate", False), ("image", False), ("oleObject", False), ("frame", False)],
)
def test_what_is_fetched_from_outside_is_refused_and_links_are_not(kind, taken):
    relation = RELATION.format(kind=kind, target="http://evil.example/a", mode='TargetMode="External"')
    content = an_office_file(relation=relation)
    if taken:
        assert examine(content, name="a.docx").media_type == DOCX
    else:
        with pytest.raises(UploadRefused) as caught:
            examine(content, name="a.docx")
        assert "http://evil.example/a" in caught.value.text.en
    inside = RELATION.format(kind=kind, target="media/a.png", mode="")
    assert examine(an_office_file(relation=inside), name="a.docx").media_type == DOCX


def test_entities_are_refused():
    types = f'<!DOCTYPE a [<!ENTITY b "c">]>{pictures.TYPES.format(pictures.OVERRIDE.format(part="main.xml", declared=WORD))}'
    assert refused(an_office_file(more={"[Content_Types].xml": types}), "a.docx") == "type"


@pytest.mark.parametrize("declared", [WORD, SHEET])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(declared):
    content = an_office_file(declared, more={"word/big.xml": b" " * 60_000_000})
    assert len(content) < 60_000_000 / HIGHEST_RATIO
    tracemalloc.start()
    assert refused(content, "a.docx") == "type"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_crowd_of_members_and_links_between_files_are_refused():
    assert refused(an_office_file(more={f"a{number}": "" for number in range(MOST_MEMBERS)}), "a.docx") == "type"
    linked, out = zipfile.ZipInfo("link"), io.BytesIO(an_office_file())
    linked.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(linked, "/etc/passwd")
    assert refused(out.getvalue(), "a.docx") == "type"


def test_a_password_is_told_apart():
    content = bytearray(an_office_file())
    struct.pack_into("<H", content, content.rfind(b"PK\x01\x02") + 8, 1)
    with pytest.raises(UploadRefused) as caught:
        examine(bytes(content), name="a.docx")
    assert caught.value.text == REFUSALS["office_encrypted"][1]


# --- Size ------------------------------------------------------------------------------------------------------------


class Endless:
    """A body of 200 MB that counts how much of it was read."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int, /) -> bytes:
        size = min(size, 200_000_000 - self.given)
        self.given += size
        return b"\xff" * size


def test_a_large_body_is_given_up_at_the_limit():
    body = Endless()
    tracemalloc.start()
    with pytest.raises(UploadRefused) as caught:
        examine(body, name="a.jpg")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "too_large" and "20 MB" in caught.value.text.en
    assert body.given < LARGEST_FILE + 100_000 and most < LARGEST_FILE * 1.5


def test_a_file_of_exactly_the_limit_is_read():
    assert len(read_limited(io.BytesIO(b"a" * 1000), 1000)) == 1000
    with pytest.raises(UploadRefused):
        read_limited(io.BytesIO(b"a" * 1001), 1000)
    assert refused(b"a" * 1001, limit=1000) == "too_large"


# --- What a camera notes ---------------------------------------------------------------------------------------------


def test_a_photo_is_kept_without_place_and_device_and_stands_upright():
    original = with_place(size=(64, 48))
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    assert examine(original, name="a.jpg").content == original  # who asks for the original gets it
    cleaned = Image.open(io.BytesIO(examine(original, name="a.jpg", keep_original=False).content))
    assert (dict(cleaned.getexif()), cleaned.size, cleaned.format) == ({}, (48, 64), "JPEG")
    assert b"Maker" in original and b"Maker" not in examine(original, name="a.jpg", keep_original=False).content


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", PNG), ("WEBP", WEBP)])
def test_other_photos_lose_their_notes_too(kind, media_type):
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    original = a_picture(kind, exif=exif)
    upload = examine(original, name="a", keep_original=False)
    assert (b"Maker" in original, b"Maker" in upload.content, upload.media_type) == (True, False, media_type)


def test_what_stands_behind_a_photo_is_left_behind():
    upload = examine(GOOD[JPEG] + b"\0\0\0\x18ftypmp42 the video", name="a.jpg", keep_original=False)
    assert b"ftyp" not in upload.content and end_of(upload.content, JPEG) == len(upload.content)


# --- Names are data --------------------------------------------------------------------------------------------------

ODD_NAMES = [
    "../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "a\0.jpg", "photo\u202egpj.exe", "\u200f照片.jpg", "CON", "aux.jpg", "长" * 300,
    "a\r\nSet-Cookie: x.jpg", "", ".", "..", ".htaccess", 'a"b;c.jpg', "\ud800.jpg", "C:\\a.jpg", "%2e%2e%2f", "😀.jpg",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_harms_nobody(db, media, name):
    upload = examine(GOOD[JPEG], name=name)
    kept = keep(upload.content, name=upload.name, media_type=upload.media_type)
    kept.refresh_from_db()
    assert kept.path.resolve().is_relative_to(media.resolve()) and kept.path.name == kept.digest
    assert not set("/\\\0\r\n\u202e\u200f") & set(kept.name) and 0 < len(kept.name) <= 200
    header = kept.as_download().headers["Content-Disposition"]
    assert header.startswith("attachment") and not set("\r\n\0") & set(header)
    assert [path for path in media.rglob("*") if path.is_file()] == [kept.path]


@given(st.text(max_size=250))
def test_every_name_ends_as_the_file_is(name):
    assert fitting_name(name, JPEG).lower().endswith((".jpg", ".jpeg", ".jpe", ".jfif"))


def test_a_broken_photo_is_refused_whatever_the_process_has_imported(monkeypatch):
    """The renderer of PDFs has Pillow read broken photos, for everybody."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    for kind in ("JPEG", "PNG"):
        whole = io.BytesIO()
        Image.effect_noise((300, 200), 60).save(whole, kind)
        assert refused(whole.getvalue()[:-2000]) == "type"
    assert ImageFile.LOAD_TRUNCATED_IMAGES
