"""Files for tests, made on the spot: photos, PDF, Office packages, and what only pretends to be one."""

import io
import zipfile
from typing import Any

from PIL import Image

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
OVERRIDE = '<Override PartName="/{part}" ContentType="{declared}"/>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATION = '<Relationship Id="r1" Type="http://x/relationships/{kind}" Target="{target}" {mode}/>'
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """Grey in steps, so that nothing of it is empty."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def a_jpeg(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    return a_picture("JPEG", size, **options)


def with_place(**options: Any) -> bytes:
    """A photo whose camera noted where and when it was taken, and that it was held upright."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker of cameras"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 1.0, 2.0), 3: "E", 4: (110.0, 3.0, 4.0)})
    return a_jpeg(exif=exif, **options)


def a_package(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return written.getvalue()


def an_office_file(declared: str = WORD, more: dict[str, str | bytes] | None = None, relation: str = "") -> bytes:
    return a_package(
        {
            "[Content_Types].xml": TYPES.format(OVERRIDE.format(part="main.xml", declared=declared)),
            "_rels/.rels": f"<Relationships>{relation}</Relationships>",
            "main.xml": "<document/>",
            **(more or {}),
        }
    )
