"""What an uploaded file really is, told by its content, never by its name or by what the browser says.

Photos, PDF and the two formats of Office with an open structure are taken; everything else is refused with a sentence,
above all what a browser or a system would run: SVG, HTML, XML, programs, macros.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol

from core.archives import Archive, ArchiveFault
from core.photos import MOST_PIXELS, PhotoFault, check_photo, without_metadata
from core.text import Text

MEGABYTE = 1_000_000
LARGEST_FILE = 20 * MEGABYTE
JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Media type → how its names end; the first ending is given to a name that has another.
ENDINGS = {
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"), PNG: (".png",), WEBP: (".webp",), PDF: (".pdf",), DOCX: (".docx",),
    XLSX: (".xlsx",),
}  # fmt: skip
MEDIA_TYPES = tuple(ENDINGS)
PHOTOS = (JPEG, PNG, WEBP)
STEP = 64 * 1024

MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
ACTIVE_PARTS = ("vbaproject", "activex", "oleobject")  # a sheet embedded behind a chart is none
ACTIVE_IN_PDF = (b"/JavaScript", b"/Launch")
MARKUP = (b"<svg", b"<html", b"<!doctype", b"<script", b"<?xml", b"<body", b"<!--")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc", b"ftypavif")
LINK = 0o120000  # in the upper half of a member's attributes: a symbolic link


class Readable(Protocol):
    """What gives its bytes piece by piece: a file, the body of a request."""

    def read(self, size: int, /) -> bytes: ...


class UploadRefused(Exception):
    """The file is not kept; `text` says why. `code`: too_large, empty, type, broken, digest."""

    def __init__(self, text: Text, code: str) -> None:
        super().__init__(text.en)
        self.text, self.code = text, code


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept, and under which name it is offered."""

    content: bytes
    media_type: str
    name: str


# code and sentence of each refusal
REFUSALS = {
    "too_large": ("too_large", Text("文件太大，最多{limit} MB。", "The file is too large; the limit is {limit} MB.")),
    "empty": ("empty", Text("文件是空的。", "The file is empty.")),
    "unknown": (
        "type",
        Text(
            "不接受这种文件。可以上传：照片（JPG、PNG、WebP）、PDF、Word（.docx）和Excel（.xlsx）。",
            "This kind of file is not accepted. Photos (JPG, PNG, WebP), PDF, Word (.docx) and Excel (.xlsx) are.",
        ),
    ),
    "markup": (
        "type",
        Text(
            "这是网页或SVG、XML文件，不论叫什么名字都不接受。",
            "This is a web page, an SVG or an XML file, which is not accepted under any name.",
        ),
    ),
    "program": ("type", Text("这是程序文件，不接受。", "This is a program, which is not accepted.")),
    "heic": (
        "type",
        Text(
            "这是HEIC照片，不接受。请在手机设置中把相机格式改为“兼容性最佳”，或转成JPG后上传。",
            "This is a HEIC photo, which is not accepted. Set the camera to “Most Compatible”, or convert it to JPG.",
        ),
    ),
    "not_allowed": (
        "type",
        Text("这里不接受这种文件，请上传{wanted}。", "This kind of file is not accepted here. Please upload {wanted}."),
    ),
    "photo_broken": (
        "type",
        Text(
            "照片已损坏或不完整，或者并不是照片。请重新选择。",
            "The photo is damaged or incomplete, or is no photo at all. Please choose it again.",
        ),
    ),
    "photo_pixels": (
        "too_large",
        Text(
            "照片的像素太多，最多{pixels}万像素。请缩小后上传。",
            "The photo has too many pixels; the limit is {megapixels} megapixels. Please reduce it.",
        ),
    ),
    "photo_moving": ("type", Text("不接受动图，请上传静态照片。", "Moving pictures are not accepted.")),
    "photo_more": (
        "type",
        Text(
            "照片的末尾还有其他数据（如动态照片的视频）。请不要保留原图，或者重新拍摄。",
            "There are other data behind the photo, such as the video of a live photo. Do not keep the original, or "
            "take it again.",
        ),
    ),
    "pdf_broken": (
        "type",
        Text(
            "PDF不完整，或者末尾还有其他数据。请重新导出。",
            "The PDF is incomplete, or there are other data behind it. Please export it again.",
        ),
    ),
    "pdf_active": (
        "type",
        Text("PDF中带有脚本或程序，不接受。", "The PDF holds a script or starts a program and is not accepted."),
    ),
    "office_broken": (
        "type",
        Text("Office文件已损坏，无法读取。", "The Office file is damaged and cannot be read."),
    ),
    "office_encrypted": (
        "type",
        Text("文件设有密码。请去掉密码后上传。", "The file is protected by a password. Please remove it first."),
    ),
    "office_bomb": (
        "type",
        Text("文件展开后过大，可能是压缩炸弹，不接受。", "The file would become too large when unpacked."),
    ),
    "office_active": (
        "type",
        Text("文件中带有宏或嵌入的程序，不接受。", "The file holds macros or embedded programs and is not accepted."),
    ),
    "office_external": (
        "type",
        Text(
            "文件打开时会从外部地址取内容（{target}），不接受。普通超链接不受影响。",
            "The file would fetch content from outside when opened ({target}) and is not accepted. Links are fine.",
        ),
    ),
}  # fmt: skip


def refusal(key: str, **values: object) -> UploadRefused:
    code, sentence = REFUSALS[key]
    return UploadRefused(Text(sentence.zh.format(**values), sentence.en.format(**values)), code)


def read_limited(source: Readable, limit: int = LARGEST_FILE) -> bytes:
    """All of `source`, piece by piece; UploadRefused as soon as it is more than `limit`, and the rest is not read."""
    pieces, size = [], 0
    while piece := source.read(STEP):
        size += len(piece)
        if size > limit:
            raise refusal("too_large", limit=limit // MEGABYTE)
        pieces.append(piece)
    return b"".join(pieces)


def examine(
    content: "bytes | Readable",
    *,
    name: str,
    allowed: Collection[str] = MEDIA_TYPES,
    limit: int = LARGEST_FILE,
    keep_original: bool = True,
) -> Upload:
    """What `content` is. Raises UploadRefused when it is too large, none of `allowed`, damaged, or may do harm.

    Without `keep_original` a photo is written anew, without place, time and device. The ending of the name is made to
    fit; what else is odd in it, `core.attachments.keep` takes out.
    """
    whole = content if isinstance(content, bytes) else read_limited(content, limit)
    if len(whole) > limit:
        raise refusal("too_large", limit=limit // MEGABYTE)
    if not whole:
        raise refusal("empty")
    media_type = type_of(whole)
    if media_type not in allowed:
        raise refusal("not_allowed", wanted="、".join(ENDINGS[each][0][1:].upper() for each in allowed))
    if media_type in PHOTOS:
        whole = _photo(whole, keep_original=keep_original)
    elif media_type == PDF:
        _check_pdf(whole)
    return Upload(whole, media_type, fitting_name(name, media_type))


def type_of(content: bytes) -> str:
    """The media type by the first bytes, for Office by what the package says of itself. UploadRefused for others."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    head = content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    if head.startswith(MARKUP) or any(mark in head for mark in MARKUP[:4]):
        raise refusal("markup")
    if content.startswith(PROGRAMS):
        raise refusal("program")
    raise refusal("heic" if content[4:12] in HEIC else "unknown")


def fitting_name(name: str, media_type: str) -> str:
    """`name` with an ending that says what the file is: photo.exe becomes photo.exe.jpg."""
    ending = ENDINGS[media_type][0]
    stem = name.strip().rstrip(".") or media_type.partition("/")[0]
    if PurePath(stem).suffix.lower() in ENDINGS[media_type]:
        return stem
    return f"{stem[: 200 - len(ending)]}{ending}"


def _photo(content: bytes, *, keep_original: bool) -> bytes:
    try:
        if not keep_original:
            return without_metadata(content)
        check_photo(content)
    except PhotoFault as error:
        values = {"pixels": MOST_PIXELS // 10_000, "megapixels": MOST_PIXELS // MEGABYTE}
        raise refusal(f"photo_{error.kind}", **values) from error
    return content


def _check_pdf(content: bytes) -> None:
    """A whole PDF without script. Names hidden in compressed objects are not seen: a PDF leaves as a download alone."""
    _, end, behind = content[-2048:].rpartition(b"%%EOF")
    if not end or behind.strip(b"\0\r\n\t "):
        raise refusal("pdf_broken")
    if any(name in content for name in ACTIVE_IN_PDF):
        raise refusal("pdf_active")


# --- Office ----------------------------------------------------------------------------------------------------------


def _office_type(content: bytes) -> str:
    """DOCX or XLSX; UploadRefused for other packages, and for what runs or fetches something when it is opened."""
    try:
        archive = Archive(content)
        _check_members(archive)
        _check_relations(archive)
        media_type = _declared_type(archive)
    except ArchiveFault as error:
        kinds = {"encrypted": "office_encrypted", "bomb": "office_bomb", "members": "office_bomb"}
        raise refusal(kinds.get(error.kind, "office_broken")) from error
    if not media_type:
        raise refusal("unknown")
    return media_type


def _check_members(archive: Archive) -> None:
    for name, info in archive.members.items():
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or "\0" in info.filename or ":" in parts[0] or info.external_attr >> 16 & 0o170000 == LINK:
            raise refusal("office_broken")
        if any(mark in f"/{name.lower()}" for mark in ACTIVE_PARTS):
            raise refusal("office_active")


def _declared_type(archive: Archive) -> str:
    """The media type that [Content_Types].xml gives to the main part; "" for packages of others."""
    found: list[str] = []

    def look(tag: str, given: dict[str, str]) -> None:
        declared = given.get("ContentType", "")
        if "macroEnabled" in declared or "vbaProject" in declared:
            raise refusal("office_active")
        if declared in MAIN_PARTS:
            found.append(MAIN_PARTS[declared])

    if "[Content_Types].xml" not in archive.members:
        return ""
    archive.parse("[Content_Types].xml", look)
    return found[0] if len(set(found)) == 1 else ""


def _check_relations(archive: Archive) -> None:
    """Links that a reader follows are fine; what a program fetches by itself (templates, pictures, objects) is not."""

    def look(tag: str, given: dict[str, str]) -> None:
        is_link = given.get("Type", "").rpartition("/")[2] == "hyperlink"
        if tag == "Relationship" and given.get("TargetMode", "").lower() == "external" and not is_link:
            raise refusal("office_external", target=_shown(given.get("Target", "")))

    for name in archive.relations():
        archive.parse(name, look)


def _shown(target: Any) -> str:
    return "".join(char if char.isprintable() else "?" for char in str(target))[:80]
