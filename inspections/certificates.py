"""The certificate of a draw on paper, in both languages: what was fixed before, what was drawn, how anybody checks it.

Plain HTML out of plain texts, every one of them escaped; `inspections.printing` sets it on pages.
"""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils import timezone

from core.history import Entry
from core.text import Text
from inspections.enums import DrawState, TicketState
from inspections.models import Draw
from inspections.queries.draws import Stratum, exclusions_of, result_of
from inspections.queries.rosters import grid_of

STATES = {
    DrawState.PLANNED: Text("已拟定", "Planned"),
    DrawState.COMMITTED: Text("已承诺", "Committed"),
    DrawState.DRAWN: Text("已抽取", "Drawn"),
    DrawState.ABANDONED: Text("已作废", "Abandoned"),
}
COMMAND = "python3 verify_draw.py {code}.json {roster}.csv{inspectors}"
HOW = (
    Text(
        "抽取前，名录、计划和一个秘密的摘要已经公布；公开值在此之后产生。种子由秘密和公开值算出，因此承诺者和公开值的来源都无法左右结果。",
        "Before the draw the digests of the roster, of the plan and of a secret were announced; the public value came "
        "afterwards. The seed follows from the secret and the public value, so neither who committed nor the public "
        "source could steer the result.",
    ),
    Text(
        "任何人可用校验文件（.json）和名录文件重算全部摘要、种子和抽取顺序。校验程序只用 Python 标准库，不依赖本系统：",
        "Anybody can compute all digests, the seed and the order again from the certificate file (.json) and the "
        "roster. The verifier needs nothing but Python and no part of this system:",
    ),
)


def certificate_html(draw: Draw) -> str:
    """The whole certificate; the caller was allowed to see the result."""
    strata = result_of(draw)
    name = draw.title.en and f'<span class="en">{escape(draw.title.en)}</span>'
    body = [
        f'<p class="organiser">{escape(draw.inspection.organiser.name.zh)}</p><div class="rule"></div>',
        "<h1>", escape(TITLE.zh), "</h1>", f'<p class="subtitle" lang="en">{TITLE.en}</p>',
        f'<p class="name" data-code="{escape(draw.code)}">{escape(draw.title.zh)}{name}</p>',
        *_fixed(draw), *_quotas(draw), *_exclusions(draw), *_drawn(draw), *_results(draw, strata),
        *_replacements(draw, strata), *_others(draw), *_check(draw), *_signs(),
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><title>{escape(TITLE.zh)} {escape(draw.code)}</title>'
    return f'<!DOCTYPE html><html lang="zh-Hans"><head>{head}</head><body>{"".join(body)}</body></html>'


TITLE = Text("随机抽取证书", "Certificate of a random draw")


# --- Sections --------------------------------------------------------------------------------------------------------


def _fixed(draw: Draw) -> Iterable[str]:
    stated = draw.commitment
    facts = [
        (Text("执法检查", "Inspection"), both(draw.inspection.title)),
        (Text("第几次", "Draw"), escape(_place(draw))),
        (Text("承诺时间", "Committed"), moment(draw.committed)),
        (Text("承诺人", "By"), both(draw.committed_by.name) if draw.committed_by else ""),
        (Text("检查对象名录", "Roster of units"), _roster(draw.roster.title, stated["roster"])),
    ]
    if stated["inspectors"]:
        title = draw.inspectors.title if draw.inspectors else ""
        facts.append((Text("检查人员名录", "Roster of inspectors"), _roster(title, stated["inspectors"])))
    facts += [
        (Text("计划摘要", "Digest of the plan"), grouped(stated["plan_digest"])),
        (Text("秘密摘要", "Digest of the secret"), grouped(stated["secret_digest"])),
        (Text("承诺摘要", "Commitment"), grouped(stated["commitment"])),
        (Text("公开值的来源", "Public source"), escape(stated["public_source"])),
    ]
    if draw.reason:
        facts.append((Text("再次抽取的理由", "Why drawn again"), escape(draw.reason)))
    return section(Text("一、抽取前确定的内容", "1. Fixed before the draw"), table_of_facts(facts))


def _quotas(draw: Draw) -> Iterable[str]:
    plan = draw.commitment["plan"]
    grid = grid_of(plan["quota"], plan["strata"])
    heads = [label(Text("地区", "Place")), *(escape(kind) or label(Text("抽取数", "To draw")) for kind in grid.kinds)]
    rows: list[list[object]] = [
        [label(row.place or ALL), *(cell.size if cell else "–" for cell in row.cells), row.size] for row in grid.rows
    ]
    rows.append([label(Text("合计", "Total")), *grid.sizes, grid.size])
    words = Text("二、分层与抽取数", "2. Strata and how many to draw")
    return section(words, table([*heads, label(Text("合计", "Total"))], rows, numbers_from=1))


def _exclusions(draw: Draw) -> Iterable[str]:
    rows = [[one.ident, one.name, one.reason] for one in exclusions_of(draw)]
    heads = [label(Text("编号", "Number")), label(Text("名称", "Name")), label(Text("理由", "Reason"))]
    content = table(heads, [[escape(cell) for cell in row] for row in rows]) if rows else note(NONE)
    return section(Text("三、剔除的单位", "3. Units excluded"), content)


def _drawn(draw: Draw) -> Iterable[str]:
    certificate = draw.certificate or {}
    facts = [
        (Text("公开值", "Public value"), f'<span class="value">{escape(draw.public_value)}</span>'),
        (Text("抽取时间", "Drawn"), moment(draw.drawn)),
        (Text("抽取人", "By"), both(draw.drawn_by.name) if draw.drawn_by else ""),
        (Text("秘密", "Secret"), grouped(certificate["secret"])),
        (Text("种子", "Seed"), grouped(certificate["seed"])),
        (Text("证书摘要", "Digest of the certificate"), grouped(certificate["digest"])),
    ]
    return section(Text("四、抽取", "4. The draw"), table_of_facts(facts))


def _results(draw: Draw, strata: Sequence[Stratum]) -> Iterable[str]:
    with_people = draw.inspectors_id is not None
    heads = [label(Text("序号", "Ticket")), label(Text("编号", "Number")), label(Text("名称", "Name"))]
    heads += [label(Text("检查人员", "Inspectors"))] if with_people else []
    parts = []
    for stratum in strata:
        rows = []
        for line in stratum.lines:
            if line.ticket.state == TicketState.SUBSTITUTE or line.ticket.replaces_id:
                continue
            row = [str(line.ticket.rank), escape(line.ticket.row.ident), escape(line.ticket.row.name)]
            rows.append([*row, escape("；".join(line.inspectors))] if with_people else row)
        total = Text(f"（{stratum.size}个中抽{len(rows)}个）", f"({len(rows)} of {stratum.size})")
        parts.append(f"<h3>{label(stratum.name)} {label(total)}</h3>{table(heads, rows)}")
    return section(Text("五、抽取结果（按抽取顺序）", "5. Result, in ticket order"), "".join(parts))


def _replacements(draw: Draw, strata: Sequence[Stratum]) -> Iterable[str]:
    rows = [
        [label(stratum.name), f"{line.ticket.rank} → {line.replaced_by.rank}", escape(line.ticket.row.name),
         escape(line.replaced_by.row.name), escape(line.replaced_by.reason)]
        for stratum in strata for line in stratum.lines if line.replaced_by
    ]  # fmt: skip
    heads = [label(Text("分层", "Stratum")), label(Text("序号", "Ticket")), label(Text("原单位", "Unit")),
             label(Text("递补单位", "Substitute")), label(Text("理由", "Reason"))]  # fmt: skip
    words = Text("六、替换与递补", "6. Replacements")
    return section(words, table(heads, rows) if rows else note(NONE))


def _others(draw: Draw) -> Iterable[str]:
    rows = [
        [str(one.number), label(one.title), label(STATES[DrawState(one.state)]), moment(one.committed), escape(why)]
        for one, why in others_of(draw)
    ]
    heads = [label(Text("次数", "Draw")), label(Text("名称", "Title")), label(Text("状态", "State")),
             label(Text("承诺时间", "Committed")), label(Text("理由", "Reason"))]  # fmt: skip
    words = Text("七、本次检查的其他抽取", "7. Other draws of this inspection")
    return section(words, table(heads, rows) if rows else note(NONE))


def others_of(draw: Draw) -> list[tuple[Draw, str]]:
    """Every other draw of the inspection, with why it was drawn again or abandoned."""
    found = []
    for one in draw.inspection.draws.exclude(pk=draw.pk).order_by("number"):
        entry = one.history.filter(verb="abandon_draw").last() if one.state == DrawState.ABANDONED else None
        found.append((one, entry.note if entry else one.reason))
    return found


def _check(draw: Draw) -> Iterable[str]:
    inspectors = f" --inspectors {draw.inspectors.code}.csv" if draw.inspectors else ""
    command = COMMAND.format(code=draw.code, roster=draw.roster.code, inspectors=inspectors)
    words = " ".join(f"<span>{escape(word)}</span>" for word in command.split())  # no line ends within --inspectors
    content = [note(HOW[0]), note(HOW[1]), f'<p class="command">{words}</p>']
    if head := head_of(draw):
        said = Text("办理记录链至本次抽取时的末端摘要：", "Head of the history chain when this draw was recorded:")
        content.append(f"{note(said)}<p>{grouped(head)}</p>")
    return section(Text("八、如何校验", "8. How to verify"), "".join(content))


def head_of(draw: Draw) -> str:
    """The digest of the history where this draw was written into it: whoever has it, sees a history cut or mended."""
    entry: Entry | None = draw.history.filter(verb="certificate").last()
    return entry.digest if entry else ""


def _signs() -> Iterable[str]:
    signs = (Text("抽取人", "Drawn by"), Text("监督人", "Witness"), Text("日期", "Date"))
    cells = "".join(f"<td>{label(words)}</td>" for words in signs)
    return [f'<h2>{label(Text("签名", "Signatures"))}</h2><table class="signs"><tbody><tr>{cells}</tr></tbody></table>']


# --- Pieces ----------------------------------------------------------------------------------------------------------

NONE = Text("无。", "None.")
ALL = Text("全部", "The whole roster")


def _place(draw: Draw) -> str:
    states = list(draw.inspection.draws.values_list("state", flat=True))
    abandoned = states.count(DrawState.ABANDONED)
    words = Text(
        f"第{draw.number}次；共{len(states)}次，其中作废{abandoned}次",
        f"no. {draw.number} of {len(states)}, {abandoned} of them abandoned",
    )
    return f"{words.zh} · {words.en}"


def _roster(title: str, stated: dict[str, object]) -> str:
    size = label(Text(f"{stated['rows']}行", f"{stated['rows']} rows"))
    return f"{escape(title)} {size}<br>{grouped(str(stated['digest']))}"


def section(words: Text, content: str) -> list[str]:
    return [f"<h2>{label(words)}</h2>{content}"]


def label(words: Text) -> str:
    """Both languages, one after the other."""
    english = f' <span class="en" lang="en">{escape(words.en)}</span>' if words.en and words.en != words.zh else ""
    return escape(words.zh) + english


both = label


def note(words: Text) -> str:
    return f'<p class="note">{escape(words.zh)}<span class="en" lang="en">{escape(words.en)}</span></p>'


def grouped(digest: str) -> str:
    """A digest in groups of eight: to be read out, and compared by eye."""
    return f'<span class="digest">{" ".join(digest[at : at + 8] for at in range(0, len(digest), 8))}</span>'


def moment(value: object) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if value else "–"  # type: ignore[arg-type]


def table_of_facts(facts: Iterable[tuple[Text, str]]) -> str:
    rows = "".join(f"<tr><th>{label(words)}</th><td>{value}</td></tr>" for words, value in facts)
    return f'<table class="facts"><tbody>{rows}</tbody></table>'


def table(heads: Sequence[str], rows: Sequence[Sequence[object]], numbers_from: int = 99) -> str:
    """A table of cells that are HTML by now; those from column `numbers_from` on are numbers."""
    css = [' class="number"' if column >= numbers_from else "" for column in range(len(heads))]
    head = "".join(f"<th{one}>{cell}</th>" for cell, one in zip(heads, css, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{one}>{cell}</td>' for cell, one in zip(row, css, strict=True))}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
