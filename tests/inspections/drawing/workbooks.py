"""Workbooks as bytes, made by hand where no spreadsheet would make them, and rosters of made-up units."""

import io
import random
import zipfile
from collections.abc import Iterable, Mapping

import openpyxl

from inspections.drawing.plan import Plan
from inspections.drawing.roster import Row

HEAD = ("id", "name", "place", "kind")
UNIT = ("U1", "海南省政务服务网", "460000", "门户")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def workbook(rows: Iterable[Iterable[object]], change=None) -> bytes:
    """What openpyxl makes of `rows`; `change(book)` may spoil it before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(content: bytes, extra: Mapping[str, bytes]) -> bytes:
    """The same package with parts put in or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, part in extra.items():
            new.writestr(name, part)
    return buffer.getvalue()


def by_hand(sheet: str, extra: Mapping[str, bytes] | None = None) -> bytes:
    """The smallest workbook around the rows of `sheet`."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships {PACKAGE}><Relationship Id="r1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>".encode(),
        **(extra or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def units(number: int, places: int = 2, kinds: int = 2) -> list[Row]:
    """Made-up units in `places` × `kinds` strata, evenly."""
    return [
        Row(n + 1, f"U{n + 1:03}", f"单位{n + 1}", str(460000 + n % places), f"类{n // places % kinds}")
        for n in range(number)
    ]


def people(number: int, offices: Iterable[str] = ("甲", "乙")) -> list[Row]:
    names = list(offices)
    return [Row(n + 1, f"P{n + 1:02}", f"检查员{n + 1}", office=names[n % len(names)]) for n in range(number)]


def made_up(chance: random.Random) -> tuple[list[Row], Plan, list[Row] | None]:
    """A roster, a plan that can be drawn from it, and inspectors or none: no two alike."""
    signs = "甲乙丙丁戊己庚辛ABCxyz123,;\"' ·（）𠮷é"
    dimensions = chance.choice([["place", "kind"], ["kind", "place"], ["place"], ["kind"], []])
    rows = []
    for n in range(1, chance.randint(1, 60) + 1):
        name = "".join(chance.choices(signs, k=chance.randint(1, 12))).strip() or "名"
        place, kind = chance.choice(["", "460000", "海口", "110000"]), chance.choice(["", "门户", "业务 系统"])
        rows.append(Row(n, f"{chance.randint(0, 9)}-{n}", name, place, kind))
    chance.shuffle(rows)
    rows = [row._replace(position=n) for n, row in enumerate(rows, start=1)]
    excluded = [row.ident for row in chance.sample(rows, k=min(len(rows) - 1, chance.randint(0, 3)))]
    left = Plan.from_json(
        {"strata": dimensions, "quota": {"?": 1}, "exclusions": [{"id": one, "reason": "已注销"} for one in excluded]}
    ).strata_of(rows)
    keys = chance.sample(sorted(left), k=chance.randint(1, len(left)))
    inspectors = people(chance.randint(4, 9), ["", "本部"]) if chance.random() < 0.5 else None
    plan = Plan.from_json(
        {
            "strata": dimensions,
            "quota": {key: chance.randint(1, len(left[key])) for key in keys},
            "exclusions": [{"id": one, "reason": "已注销"} for one in excluded],
            "inspectors": {"per_unit": chance.randint(1, 4)} if inspectors else None,
            "reserves": chance.randint(0, 3),
        }
    )
    return rows, plan, inspectors
