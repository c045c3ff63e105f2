"""A sample inspection as a report document, straight from its files: for measuring the renderer without a database."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from core.text import Text
from reports.document.model import (
    Annex,
    Bar,
    BarChart,
    Column,
    Document,
    PageRef,
    Paragraph,
    Section,
    Table,
    Tile,
    TileGrid,
    TileStatus,
)

SAMPLES = Path(__file__).resolve().parents[1] / "fixtures" / "samples"
CITATION = re.compile(r"\{\{\s*(fig|date):([\w-]+)[^}]*\}\}")


def sample(code: str) -> Document:
    """The report of `fixtures/samples/<code>` with its annex of figures; made-up text where it is not written yet."""
    folder = SAMPLES / code
    if not (folder / "report.yaml").exists():
        return made_up()
    texts = yaml.load((folder / "report.yaml").read_text("utf-8"), yaml.CSafeLoader)
    figures = yaml.load((folder / "figures.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return _Reader(figures).document(texts)


class _Reader:
    """Puts the figures into the texts, as the source wrote them."""

    def __init__(self, figures: dict[str, Any]) -> None:
        self.rows = {row["code"]: row for row in figures["figures"]}
        self.dates = {row["code"]: row["wording"] for row in figures["dates"]}
        self.cited: dict[str, list[str]] = {}

    def text(self, plain: dict[str, Any] | None, key: str = "") -> Text:
        plain = plain or {}
        return Text(self.filled(plain.get("zh") or "", "zh", key), self.filled(plain.get("en") or "", "en", key))

    def filled(self, text: str, lang: str, key: str) -> str:
        return CITATION.sub(lambda match: self.cite(match, lang, key), text)

    def cite(self, match: re.Match[str], lang: str, key: str) -> str:
        kind, code = match.groups()
        if kind == "date":
            return str(self.dates[code][lang])
        self.cited.setdefault(code, []).append(key)
        return str(self.origin(code)["as_written"][lang])

    def origin(self, code: str) -> dict[str, Any]:
        row = self.rows[code]
        return self.origin(row["same_as"]) if row.get("same_as") else row

    def paragraphs(self, plain: list[dict[str, Any]] | None, key: str) -> tuple[Paragraph, ...]:
        keys = [f"{key}.p{n}" for n in range(1, len(plain or []) + 1)]
        return tuple(Paragraph(self.text(one, k), k) for one, k in zip(plain or [], keys, strict=True))

    def section(self, plain: dict[str, Any], key: str) -> Section:
        inner = tuple(self.section(one, f"{key}.{n}") for n, one in enumerate(plain.get("items") or [], start=1))
        return Section(self.text(plain["heading"]), self.paragraphs(plain.get("paragraphs"), key) + inner, key)

    def document(self, plain: dict[str, Any]) -> Document:
        opening = self.paragraphs(plain.get("opening"), "opening")
        sections = tuple(self.section(part, f"s{n}") for n, part in enumerate(plain["parts"], start=1))
        return Document(
            plain["code"],
            title=self.text(plain["title"]),
            occasion=self.text(plain.get("occasion")),
            presenter=self.text(plain.get("presenter")),
            salutation=self.text(plain.get("salutation")),
            closing=self.text(plain.get("closing")),
            sections=sections,
            date="2017-12-24",
            opening=opening,
            author=Text("执法检查组", "The enforcement inspection group"),
            notice=Text("示例文本，非官方文本", "Sample text, not an official text"),
            annexes=(self.annex(), drawings()),
        )

    def annex(self) -> Annex:
        """Figures cited: value, period, source and pages."""
        columns = (
            Column(Text("序号", "No."), 6, "end"),
            Column(Text("数值", "Value"), 16),
            Column(Text("统计对象", "What is counted"), 18),
            Column(Text("时期", "Period"), 14),
            Column(Text("提供方", "Source"), 18),
            Column(Text("页码", "Page"), 7, "end"),
        )
        rows = []
        for n, (code, keys) in enumerate(self.cited.items(), start=1):
            row = self.origin(code)
            period = row.get("period") or {"zh": "未说明", "en": "not stated"}
            rows.append(
                (
                    Text(str(n), str(n)),
                    Text.of(row["as_written"]),
                    Text.of(row.get("population")),
                    Text(period["zh"], period["en"]),
                    Text.of(row.get("claimant")),
                    PageRef(tuple(keys)),
                )
            )
        return Annex(
            Text("引用数据一览", "Figures cited"), (Table(columns, tuple(rows), key="figures-cited"),), "annex-1"
        )


PROVINCES = (
    "京BJ 津TJ 冀HE 晋SX 蒙NM 辽LN 吉JL 黑HL 沪SH 苏JS 浙ZJ 皖AH 闽FJ 赣JX 鲁SD 豫HA 鄂HB 湘HN 粤GD 桂GX 琼HI 渝CQ "
    "川SC 贵GZ 云YN 藏XZ 陕SN 甘GS 青QH 宁NX 新XJ 港HK 澳MO 台TW"
)
STATUSES: tuple[TileStatus, ...] = ("visited", "delegated", "none", "unknown")


def drawings() -> Annex:
    """A grid of tiles and a chart of the size a report has."""
    names = [Text(name[0], name[1:]) for name in PROVINCES.split()]
    tiles = tuple(Tile(str(n), name, name, STATUSES[n % 4], n % 7, n // 7) for n, name in enumerate(names))
    legend: tuple[tuple[TileStatus, Text], ...] = (
        ("visited", Text("实地检查", "visited")),
        ("delegated", Text("委托检查", "entrusted")),
        ("none", Text("未列入", "not included")),
        ("unknown", Text("资料暂缺", "not known")),
    )
    caption = Text("检查覆盖示意（方格图，非地图）", "Coverage of the inspection (a grid, not a map)")
    bars = tuple(
        Bar(Text(zh, en), Decimal(value), Text(f"{value}%", f"{value}%"))
        for zh, en, value in (
            ("认为网络环境安全", "Think that the network is safe", "62.1"),
            ("遇到过个人信息泄露", "Have had personal information leaked", "49.6"),
            ("曾经举报", "Have reported a case", "13.2"),
        )
    )
    chart = BarChart(bars, caption=Text("问卷调查结果", "Results of the survey"), key="survey")
    grid = TileGrid(tiles, legend, caption, key="coverage")
    return Annex(Text("检查覆盖与问卷调查", "Coverage and survey"), (grid, chart), "annex-2")


def made_up(parts: int = 4, items: int = 5, paragraphs: int = 3) -> Document:
    """A report of the size of a long one (some 10,000 Han and as much English)."""
    zh = 3 * "检查组认为，有关部门依法履行职责，建立健全工作机制，问题整改取得进展，但基础工作仍不扎实，需要持续推进。"
    en = 3 * (
        "The group found that the departments concerned had carried out their duties under the law and set up working "
        "arrangements, that problems were being put right, and that the basic work still needed steady effort. "
    )
    body = tuple(
        Section(
            Text(f"第{part}部分的工作情况", f"The work of part {part}"),
            tuple(
                Section(
                    Text(f"第{item}个方面的做法", f"Practice in field {item}"),
                    tuple(Paragraph(Text(zh, en.strip()), f"s{part}.{item}.p{n}") for n in range(1, paragraphs + 1)),
                    f"s{part}.{item}",
                )
                for item in range(1, items + 1)
            ),
            f"s{part}",
        )
        for part in range(1, parts + 1)
    )
    return Document(
        "made-up",
        Text("关于检查某部法律实施情况的报告", "Report on the Inspection of the Implementation of a Law"),
        body,
        "2017-12-24",
        annexes=(drawings(),),
    )
