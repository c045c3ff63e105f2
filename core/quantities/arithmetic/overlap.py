"""Which sorts exclude each other and which may overlap: a teacher may be a woman and a member, but not also a man."""

import re
from collections.abc import Sequence

from core.quantities.arithmetic.prose import Prose
from core.quantities.arithmetic.words import Language
from core.quantities.nouns import of_one_kind
from core.quantities.reading import Reading
from core.quantities.units import UnitKind

_PERSON = frozenset({"person"})


def _compiled(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(re.compile(side, re.IGNORECASE) for side in row) for row in rows)


# Attributes of persons; each row holds what excludes each other. One of them alone, or two rows, may overlap.
_ATTRIBUTES = {
    "zh": _compiled((
        ("女", "男"),
        ("少数民族", "汉族"),
        ("党员", "非党|党外|群众|无党派|民主党派"),
        ("青年|青壮年|[0-9]岁以下|未成年", "老年|中年|[0-9]岁以上|(?<!未)成年人"),
        ("残疾", "健全"),
        ("农民工|农村|农业", "城镇|城市|非农"),
        ("大学|大专|本科|硕士|博士|研究生", "高中|初中|小学|中专"),
        ("高级职称|高级", "中级|初级"),
    )),
    "en": _compiled((
        (r"\b(?:women|woman|female|girls)\b", r"\b(?:men|man|male|boys)\b"),
        (r"\bminorit", r"\bHan\b"),
        (r"\bparty members?\b|\bmembers of the party\b", r"\bnon-party|\bother parties|\bnon-members?"),
        (r"\byoung|\bunder [0-9]+|\bminors?\b|\byouth", r"\bold\b|\belderly|\bover [0-9]+|\badults?\b|\bmiddle-aged"),
        (r"\bdisabilit|\bdisabled", r"\bable-bodied"),
        (r"\brural|\bmigrant", r"\burban"),
        (r"\bdegrees?\b|\bgraduates?\b", r"\bhigh school|\bprimary school"),
        (r"\bsenior\b", r"\bjunior\b|\bintermediate\b"),
    )),
}  # fmt: skip

# Labels of shares that exclude each other: all of a list must fit the same row.
_SCALES = {
    "zh": _compiled((
        (r"满意度?的?$",),
        (r"[男女]性?(?:[^,。;]{0,4})$",),
        (r"(?:不?合格|达标|不达标|优秀|良好|优|良|中|差|及格)(?:率|的)?$",),
        (r"第[一二三]产业$",),
        (r"(?:[甲乙丙丁]|[一二三四五六ⅠⅡⅢⅣⅤ劣][一二三四五六ⅠⅡⅢⅣⅤ]?)[类级档等][^,。;]{0,4}$",),
        (r"(?:城镇|农村|城市|乡村)[^,。;]{0,4}$",),
    )),
    "en": _compiled((
        (r"satisfied\b[^,;]{0,20}$",),
        (r"\b(?:men|women|males?|females?|boys|girls)\b[^,;]{0,10}$",),
        (r"\b(?:primary|secondary|tertiary) (?:industry|sector)[^,;]{0,10}$",),
        (r"\b(?:grade|class|level|category) (?:[IVX]+|[A-D]|[1-9])\b[^,;]{0,10}$",),
        (r"\b(?:rural|urban)\b[^,;]{0,20}$",),
    )),
}  # fmt: skip


def persons_overlap(prose: Prose, parts: Sequence[Reading]) -> bool:
    """Whether a list of persons goes by attributes that one person may share: 女8人、党员5人."""
    if not any(part.unit is UnitKind.PERSON or of_one_kind(prose.concepts(part), _PERSON) for part in parts):
        return False
    text = prose.before(parts[0], 8) + prose.plain[parts[0].start : parts[-1].end] + prose.after(parts[-1], 20)
    found = [[bool(side.search(text)) for side in row] for row in _ATTRIBUTES[prose.language]]
    told = [row for row in found if any(row)]
    return len(told) > 1 or any(not all(row) for row in told)


def exclude_each_other(labels: Sequence[str], language: Language) -> bool:
    """Whether the labels are steps of one scale or sides of one pair: 满意的、基本满意的、不满意的."""
    return any(all(scale.search(label.rstrip()) for label in labels) for (scale,) in _SCALES[language])
