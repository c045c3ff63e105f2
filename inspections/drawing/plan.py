"""What is to be drawn: strata, a quota for each, who is left out and why, how many inspectors go to each unit."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from core.canonical import LARGEST_NUMBER, UNSEEN, Doubtful, canonical, clean, digest, strict_json
from core.text import Text
from inspections.drawing.pairing import eligible_counts
from inspections.drawing.refusal import Refusal
from inspections.drawing.roster import Row

DIMENSIONS = ("place", "kind")
WHOLE = "*"  # the one stratum of a plan without dimensions
LONGEST_REASON = 300
MOST_INSPECTORS = 20  # at one unit
MOST_RESERVES = 10_000
KEYS = {"strata", "quota", "exclusions", "inspectors", "reserves"}
SHOWN = 8  # strata named in a sentence


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A unit that is not drawn from, and why."""

    ident: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """`strata` are dimensions in the order of the stratum's key; `per_unit` is 0 when no inspectors are drawn."""

    strata: tuple[str, ...]
    quota: Mapping[str, int]
    exclusions: tuple[Exclusion, ...] = ()
    per_unit: int = 0
    reserves: int = 0
    _indexes: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_indexes", tuple(Row._fields.index(name) for name in self.strata))

    @classmethod
    def from_json(cls, source: str | bytes | Mapping[str, Any]) -> "Plan":
        """A plan from JSON or from what JSON was parsed to. Raises Refusal with a sentence for each thing wrong."""
        given = _parsed(source) if isinstance(source, (str, bytes)) else source
        if problems := list(_faults(given)):
            raise Refusal(problems)
        inspectors = given.get("inspectors") or {}
        return cls(
            strata=tuple(given["strata"]),
            quota={clean(key): number for key, number in given["quota"].items()},
            exclusions=tuple(Exclusion(clean(x["id"]), clean(x["reason"])) for x in given.get("exclusions") or ()),
            per_unit=inspectors.get("per_unit", 0),
            reserves=given.get("reserves", 0),
        )

    def to_json(self) -> dict[str, Any]:
        """All five keys, as they stand in the commitment."""
        return {
            "strata": list(self.strata),
            "quota": dict(sorted(self.quota.items())),
            "exclusions": [{"id": one.ident, "reason": one.reason} for one in self.exclusions],
            "inspectors": {"per_unit": self.per_unit} if self.per_unit else None,
            "reserves": self.reserves,
        }

    @property
    def digest(self) -> str:
        return digest("zhijian-plan/v1", canonical(self.to_json()))

    def stratum_of(self, row: Row) -> str:
        """The key of the row's stratum: its place and kind as `strata` order them, joined by "|"."""
        return self.keys_of([row])[0]

    def keys_of(self, rows: Sequence[Row]) -> list[str]:
        """The key of each row's stratum, in their order."""
        columns = [list(map(itemgetter(index), rows)) for index in self._indexes]
        return list(map("|".join, zip(*columns, strict=True))) if columns else [WHOLE] * len(rows)

    def strata_of(self, rows: Sequence[Row]) -> dict[str, list[Row]]:
        """The rows that may be drawn, by stratum: what is excluded is not among them."""
        excluded = {one.ident for one in self.exclusions}
        found: dict[str, list[Row]] = {}
        for key, row in zip(self.keys_of(rows), rows, strict=True):
            if row.ident not in excluded:
                found.setdefault(key, []).append(row)
        return found


# --- The shape of a plan ---------------------------------------------------------------------------------------------


def _parsed(source: str | bytes) -> Any:
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refusal([Text("抽取计划不是 UTF-8 文本。", "The plan is not UTF-8 text.")]) from error
    try:
        return strict_json(source)
    except Doubtful as error:
        if isinstance(error.__cause__, RecursionError):
            raise Refusal([Text("抽取计划的嵌套过深。", "The plan is nested too deeply.")]) from error
        zh = f"抽取计划的 JSON 有歧义：“{error}”重复出现，或者不是可以准确读出的数。"
        en = f"The JSON of the plan is ambiguous: “{error}” stands twice, or is a number that cannot be read exactly."
        raise Refusal([Text(zh, en)]) from error
    except ValueError as error:
        at = getattr(error, "lineno", 1)
        raise Refusal([Text(f"抽取计划第{at}行不是 JSON。", f"Line {at} of the plan is not JSON.")]) from error


def _faults(source: Any) -> Iterator[Text]:
    """A sentence for each thing in which `source` has not the shape of a plan."""
    if not isinstance(source, Mapping):
        yield Text("抽取计划应当是一个 JSON 对象。", "The plan must be a JSON object.")
        return
    for key in sorted(set(source) - KEYS, key=str):
        yield Text(f"抽取计划中有不认识的项目“{key}”。", f"The plan has an unknown key “{key}”.")
    yield from _faults_of_strata(source.get("strata"))
    yield from _faults_of_quota(source.get("quota"))
    yield from _faults_of_exclusions(source.get("exclusions"))
    yield from _faults_of_inspectors(source.get("inspectors"))
    if not is_whole(source.get("reserves", 0), 0, MOST_RESERVES):
        yield Text(
            f"备选数（reserves）应当是 0 到 {MOST_RESERVES} 的整数。",
            f"The number of reserves must be a whole number from 0 to {MOST_RESERVES}.",
        )


def is_whole(value: Any, least: int, most: int) -> bool:
    """True for an integer in the range; True and 1.0 are none."""
    return type(value) is int and least <= value <= most


def _faults_of_strata(strata: Any) -> Iterator[Text]:
    if not isinstance(strata, (list, tuple)) or any(name not in DIMENSIONS for name in strata):
        yield Text(
            "分层（strata）应当是由 place（地区）、kind（类别）组成的列表。",
            "The strata must be a list of “place” and “kind”.",
        )
    elif len(set(strata)) < len(strata):
        yield Text("分层（strata）有重复。", "The strata name a dimension twice.")


def _faults_of_quota(quota: Any) -> Iterator[Text]:
    if not isinstance(quota, Mapping) or not quota:
        yield Text(
            "抽取数（quota）应当写明至少一层抽取几个。", "The quota must say for at least one stratum how many to draw."
        )
        return
    for key, number in quota.items():
        if not isinstance(key, str) or UNSEEN.search(key):
            yield Text("抽取数（quota）的层名含有不可见字符。", "A stratum in the quota has unseen characters.")
        elif not is_whole(number, 1, LARGEST_NUMBER):
            yield Text(
                f"层“{key}”的抽取数应当是大于 0 的整数，现为 {_shown(number)}。",
                f"The quota of stratum “{key}” must be a whole number above 0, not {_shown(number)}.",
            )
    names = [clean(key) for key in quota if isinstance(key, str)]
    for key, count in Counter(names).items():
        if count > 1:
            yield Text(f"层“{key}”在抽取数中重复。", f"The stratum “{key}” stands twice in the quota.")


def _faults_of_exclusions(exclusions: Any) -> Iterator[Text]:
    if exclusions is None:
        return
    if not isinstance(exclusions, (list, tuple)):
        yield Text("剔除名单（exclusions）应当是一个列表。", "The exclusions must be a list.")
        return
    seen: set[str] = set()
    for place, one in enumerate(exclusions, start=1):
        if not isinstance(one, Mapping) or not isinstance(one.get("id"), str) or not clean(one["id"]):
            yield Text(f"剔除名单第{place}项没有编号（id）。", f"Exclusion {place} has no id.")
            continue
        ident, reason = clean(one["id"]), one.get("reason")
        for key in sorted(set(one) - {"id", "reason"}, key=str):
            yield Text(f"剔除名单第{place}项有不认识的项目“{key}”。", f"Exclusion {place} has an unknown key “{key}”.")
        if not isinstance(reason, str) or not clean(reason):
            yield Text(f"剔除“{ident}”没有写明理由。", f"No reason is given for excluding “{ident}”.")
        elif len(reason) > LONGEST_REASON or UNSEEN.search(reason) or UNSEEN.search(ident):
            yield Text(
                f"剔除“{ident}”的理由不超过{LONGEST_REASON}个字符，且不得有换行等不可见字符。",
                f"The reason for excluding “{ident}” may have {LONGEST_REASON} characters and no line break.",
            )
        if ident in seen:
            yield Text(f"“{ident}”在剔除名单中重复。", f"“{ident}” stands twice among the exclusions.")
        seen.add(ident)


def _faults_of_inspectors(inspectors: Any) -> Iterator[Text]:
    if inspectors is None:
        return
    if not isinstance(inspectors, Mapping) or set(inspectors) != {"per_unit"}:
        yield Text(
            "检查人员（inspectors）应当写作 {“per_unit”: 人数}。", "The inspectors must be given as {“per_unit”: n}."
        )
    elif not is_whole(inspectors["per_unit"], 1, MOST_INSPECTORS):
        yield Text(
            f"每个单位的检查人员数（per_unit）应当是 1 到 {MOST_INSPECTORS} 的整数。",
            f"The inspectors for each unit (per_unit) must be a whole number from 1 to {MOST_INSPECTORS}.",
        )


def _shown(value: Any) -> str:
    """A value as the file has it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 20 else f"{text[:20]}…"


# --- A plan against its rosters --------------------------------------------------------------------------------------


def problems_of(plan: Plan, rows: Sequence[Row], inspectors: Sequence[Row] | None = None) -> list[Text]:
    """Why this plan cannot be drawn from these rosters, a sentence each; empty when it can, whatever comes out."""
    return [*_unknown_exclusions(plan, rows), *_quota_problems(plan, rows), *_pairing_problems(plan, rows, inspectors)]


def _unknown_exclusions(plan: Plan, rows: Sequence[Row]) -> Iterator[Text]:
    if plan.exclusions:
        known = {row.ident for row in rows}
        for one in plan.exclusions:
            if one.ident not in known:
                yield Text(
                    f"剔除名单中的“{one.ident}”不在名录里。", f"The excluded unit “{one.ident}” is not in the roster."
                )


def _quota_problems(plan: Plan, rows: Sequence[Row]) -> Iterator[Text]:
    there = Counter(plan.keys_of(rows))
    left = {key: len(found) for key, found in plan.strata_of(rows).items()}
    for key, number in sorted(plan.quota.items()):
        if key not in there:
            named = "、".join(sorted(there)[:SHOWN]) + (" …" if len(there) > SHOWN else "")
            yield Text(
                f"名录里没有层“{key}”。名录里的层：{named}。",
                f"The roster has no stratum “{key}”. It has: {named.replace('、', ', ')}.",
            )
        elif number > left.get(key, 0):
            gone = there[key] - left.get(key, 0)
            zh, en = (f"剔除{gone}个后", f" after {gone} excluded") if gone else ("", "")
            yield Text(
                f"层“{key}”要抽{number}个，{zh}只有{left.get(key, 0)}个。",
                f"Stratum “{key}” is to give {number} units and has {left.get(key, 0)}{en}.",
            )


def _pairing_problems(plan: Plan, rows: Sequence[Row], inspectors: Sequence[Row] | None) -> Iterator[Text]:
    if plan.per_unit and inspectors is None:
        yield Text(
            "计划要抽检查人员，但没有检查人员名录。", "The plan draws inspectors, but there is no roster of them."
        )
    if inspectors is not None and not plan.per_unit:
        yield Text(
            "给出了检查人员名录，但计划没有写明每个单位几名（inspectors）。",
            "A roster of inspectors is given, but the plan does not say how many go to each unit (inspectors).",
        )
    if not plan.per_unit or inspectors is None:
        return
    if len(inspectors) < plan.per_unit:
        yield Text(
            f"每个单位要{plan.per_unit}名检查人员，名录里只有{len(inspectors)}名。",
            f"Each unit needs {plan.per_unit} inspectors, and the roster has {len(inspectors)}.",
        )
        return
    # Any unit of these strata may be drawn, or take the place of one that was: each must be possible.
    possible = [row for key, found in plan.strata_of(rows).items() if key in plan.quota for row in found]
    short = [(row, count) for row, count in eligible_counts(possible, inspectors) if count < plan.per_unit]
    for row, count in short[:SHOWN]:
        yield Text(
            f"单位“{row.ident}”（{row.name}）若被抽中，除本单位、本地区的人员外只剩{count}名检查人员，需要{plan.per_unit}名。",
            f"If unit “{row.ident}” ({row.name}) is drawn, {count} inspectors are left beside those of its own office "
            f"or place, and it needs {plan.per_unit}.",
        )
    if len(short) > SHOWN:
        more = len(short) - SHOWN
        yield Text(f"还有{more}个单位也是这样。", f"So it is with {more} further units.")
