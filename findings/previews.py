"""A small picture of an uploaded photo: drawn anew from its pixels, so that nothing else of the file reaches a page."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from core.photos import MOST_PIXELS, read_strictly

PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
FORMATS = ("JPEG", "PNG", "WEBP")
EDGE = 960  # pixels


def preview_of(path: Path) -> bytes | None:
    """A JPEG of at most EDGE pixels a side, without what the camera wrote about place and time; None where the file is
    no photo or too large to draw."""
    try:
        with read_strictly(), Image.open(path, formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                return None
            photo.draft("RGB", (EDGE, EDGE))
            drawn = ImageOps.exif_transpose(photo)
            drawn.thumbnail((EDGE, EDGE))
            kept = BytesIO()
            drawn.convert("RGB").save(kept, "JPEG", quality=82)
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return kept.getvalue()
