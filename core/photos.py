"""Photographs: whether the bytes are one, whole and of a bearable size, and a copy without what a camera notes down."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import IO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_PIXELS = 50_000_000  # a decoded photo of this size takes 150 MB for a moment
LONGEST_SIDE = 20_000
QUALITY = 88

# Markers of a JPEG that stand alone; every other one is followed by the length of its segment.
ALONE = frozenset(range(0xD0, 0xD9)) | {0x01}
END = 0xD9


_STRICT = Lock()


@contextmanager
def read_strictly() -> Iterator[None]:
    """Broken photos are errors. The renderer of PDFs, once it is imported, has Pillow read them as far as they go, in
    the whole process."""
    with _STRICT:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


class PhotoFault(ValueError):
    """No photo to keep; `kind`: broken, pixels, moving, more."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def check_photo(content: bytes) -> str:
    """The media type of a whole, still photo with nothing behind it. Raises PhotoFault."""
    media_type = _decode(content)
    if content[end_of(content, media_type) :].strip(b"\0\r\n "):
        raise PhotoFault("more")
    return media_type


def without_metadata(content: bytes) -> bytes:
    """The photo written anew, upright: without the place, time and device that a camera notes in it, and without
    anything that stands behind it. Raises PhotoFault."""
    _decode(content)
    with read_strictly(), _open(io.BytesIO(content)) as photo:
        kind = {"MPO": "JPEG"}.get(photo.format or "", photo.format or "")
        profile = photo.info.get("icc_profile")
        upright = ImageOps.exif_transpose(photo)
        if kind == "JPEG" and upright.mode not in ("RGB", "L"):
            upright = upright.convert("RGB")
        upright.info = {}
        written = io.BytesIO()
        options = {"quality": QUALITY} if kind != "PNG" else {}
        upright.save(written, kind, icc_profile=profile, **options)
    return written.getvalue()


def _open(source: IO[bytes]) -> ImageFile.ImageFile:
    """The photo with only its head read, if its size is bearable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            photo = Image.open(source, formats=("JPEG", "PNG", "WEBP"))
        except Image.DecompressionBombError as error:
            raise PhotoFault("pixels") from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise PhotoFault("broken") from error
    if photo.width * photo.height > MOST_PIXELS or max(photo.size) > LONGEST_SIDE:
        raise PhotoFault("pixels")
    if photo.format != "MPO" and getattr(photo, "is_animated", False):
        raise PhotoFault("moving")
    return photo


def _decode(content: bytes) -> str:
    """Read every pixel once; the media type. A JPEG is decoded at an eighth, which reads all of it in little memory."""
    with read_strictly(), _open(io.BytesIO(content)) as photo:
        media_type = FORMATS[photo.format or ""]
        try:
            if media_type == "image/jpeg":
                photo.draft("RGB", (photo.width // 8 or 1, photo.height // 8 or 1))
            photo.load()
        except Exception as error:  # noqa: BLE001  decoders raise whatever their libraries do
            raise PhotoFault("broken") from error
        if media_type != "image/png":
            return media_type
    with read_strictly(), _open(io.BytesIO(content)) as photo:
        try:
            photo.verify()  # the check sums of a PNG
        except Exception as error:  # noqa: BLE001
            raise PhotoFault("broken") from error
    return media_type


def end_of(content: bytes, media_type: str) -> int:
    """Where the photo ends; PhotoFault where its end does not come."""
    if media_type == "image/webp":
        return 8 + int.from_bytes(content[4:8], "little")
    return _end_of_png(content) if media_type == "image/png" else _end_of_jpeg(content)


def _end_of_png(content: bytes) -> int:
    """Chunks of a length, a name, data and a check sum, up to IEND."""
    at = 8
    while at + 12 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        at += 12 + size
        if name == b"IEND":
            return at
    raise PhotoFault("broken")


def _end_of_jpeg(content: bytes) -> int:
    """Segments with a length, between them scans in which FF begins a marker unless 00 follows."""
    at = 2
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        marker = content[at + 1]
        if marker == END:
            return at + 2
        if marker in ALONE or marker in (0x00, 0xFF):
            at += 1 if marker == 0xFF else 2
        else:  # SCAN too: behind its head the search for the next marker goes on
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    raise PhotoFault("broken")
