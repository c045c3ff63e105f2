"""Commit, wait for a public value, draw: neither who commits nor who gives the value can steer the result.

Version zhijian-draw/1. `docs/draw.md` writes down the bytes and what this proves; change nothing here without a new
version, for certificates outlive the program.
"""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.canonical import UNSEEN, canonical, clean, digest
from core.text import Text
from inspections.drawing.pairing import pair
from inspections.drawing.plan import Plan, problems_of
from inspections.drawing.refusal import Mismatch, Refusal
from inspections.drawing.roster import Row, digest_of_lines, frame_of, frame_of_lines, lines_of

VERSION = "zhijian-draw/1"
LONGEST_VALUE = 200  # characters of a public value, and of its source


@dataclass(frozen=True)
class Result:
    """What a draw brought: numbers of units in ticket order for each stratum, and who goes to each."""

    drawn: dict[str, list[str]]
    reserves: dict[str, list[str]]
    pairs: dict[str, list[str]]  # unit → inspectors
    seed: str
    public_value: str  # as it was used
    sizes: dict[str, int] = field(default_factory=dict)  # rows that could be drawn, for each stratum


def new_secret() -> bytes:
    """32 bytes that nobody knows; keep them sealed until the draw."""
    return secrets.token_bytes(32)


def public_value_of(text: str) -> str:
    """The value as it is hashed: composed (NFC), spaces at the ends taken off. Refusal when nothing sound is left."""
    value = clean(text)
    if not value or len(value) > LONGEST_VALUE or UNSEEN.search(value):
        raise Refusal(
            [
                Text(
                    f"公开值应当是一行文字或数字，1 到 {LONGEST_VALUE} 个字符。",
                    f"The public value must be one line of 1 to {LONGEST_VALUE} characters.",
                )
            ]
        )
    return value


# --- Commitment ------------------------------------------------------------------------------------------------------


def commit(
    rows: Sequence[Row],
    plan: Plan,
    secret: bytes,
    inspectors: Sequence[Row] | None = None,
    public_source: str = "",
    at: str = "",
) -> dict[str, Any]:
    """The commitment to be published before the public value exists. Refusal when the plan cannot be drawn.

    `at` is the time as the caller states it; `public_source` names where the value will come from. Both are bound.
    """
    if problems := [*problems_of(plan, rows, inspectors), *_faults_of_source(public_source)]:
        raise Refusal(problems)
    commitment = _stated(rows, plan, secret, inspectors, clean(public_source), at)
    return {**commitment, "commitment": _seal(commitment, secret)}


def _faults_of_source(public_source: str) -> list[Text]:
    if len(public_source) <= LONGEST_VALUE and not UNSEEN.search(public_source):
        return []
    return [
        Text(
            f"公开值的来源应当是一行文字，不超过{LONGEST_VALUE}个字符。",
            f"The source of the public value must be one line of at most {LONGEST_VALUE} characters.",
        )
    ]


def _stated(
    rows: Sequence[Row],
    plan: Plan,
    secret: bytes,
    inspectors: Sequence[Row] | None,
    public_source: str,
    at: str,
) -> dict[str, Any]:
    """All of a commitment but the digest that seals it."""
    return {
        "version": VERSION,
        "roster": _roster_stated(rows),
        "inspectors": None if inspectors is None else _roster_stated(inspectors),
        "plan": plan.to_json(),
        "plan_digest": plan.digest,
        "public_source": public_source,
        "secret_digest": digest("zhijian-secret/v1", secret),
        "committed": at,
    }


def _roster_stated(rows: Sequence[Row]) -> dict[str, Any]:
    lines = lines_of(rows)
    return {"digest": digest_of_lines(lines), "frame": frame_of_lines(lines), "rows": len(lines)}


def _seal(stated: Mapping[str, Any], secret: bytes) -> str:
    return digest("zhijian-draw/v1", secret, stated["roster"]["digest"].encode(), canonical(stated))


# --- Draw ------------------------------------------------------------------------------------------------------------


def draw(
    rows: Sequence[Row],
    plan: Plan,
    secret: bytes,
    public_value: str,
    commitment: Mapping[str, Any],
    inspectors: Sequence[Row] | None = None,
) -> Result:
    """The draw that was committed to. Mismatch when anything given is not what the commitment binds."""
    value = public_value_of(public_value)
    if problems := _differences(rows, plan, secret, commitment, inspectors):
        raise Mismatch(problems)
    seed = seed_of(secret, value)
    strata, frame = plan.strata_of(rows), commitment["roster"]["frame"]
    drawn, reserves, units = {}, {}, []
    for key in sorted(plan.quota):
        order = _ranked(strata[key], key, seed, frame)
        number = plan.quota[key]
        drawn[key] = [row.ident for row in order[:number]]
        reserves[key] = [row.ident for row in order[number : number + plan.reserves]]
        units += order[:number]
    pairs = pair(units, inspectors, per_unit=plan.per_unit, seed=seed) if inspectors is not None else {}
    return Result(drawn, reserves, pairs, seed, value, {key: len(strata[key]) for key in sorted(plan.quota)})


def _differences(
    rows: Sequence[Row],
    plan: Plan,
    secret: bytes,
    commitment: Mapping[str, Any],
    inspectors: Sequence[Row] | None,
) -> list[Text]:
    """In what the things given differ from the commitment."""
    given = _stated(
        rows, plan, secret, inspectors, commitment.get("public_source", ""), commitment.get("committed", "")
    )
    names = {
        "version": Text("承诺的版本不是本程序的版本。", "The commitment is of another version than this program."),
        "roster": Text("检查对象名录与承诺的不一致。", "The roster of units is not the one committed to."),
        "inspectors": Text("检查人员名录与承诺的不一致。", "The roster of inspectors is not the one committed to."),
        "plan": Text("抽取计划与承诺的不一致。", "The plan is not the one committed to."),
        "secret_digest": Text("秘密与承诺的不一致。", "The secret is not the one committed to."),
    }
    found = [sentence for key, sentence in names.items() if commitment.get(key) != given[key]]
    if not found and commitment != {**given, "commitment": _seal(given, secret)}:
        found.append(Text("承诺书被改动过。", "The commitment was changed after it was made."))
    return found


def seed_of(secret: bytes, public_value: str) -> str:
    """From the secret and the value as `public_value_of` gives it."""
    return digest("zhijian-seed/v1", secret, public_value.encode())


def _ranked(rows: Sequence[Row], stratum: str, seed: str, frame: str) -> list[Row]:
    """The rows of one stratum in ticket order: by HMAC-SHA256, equal ones by number."""
    key, start = bytes.fromhex(seed), f"zhijian-unit/v1\0{frame}\0{stratum}\0"
    order = sorted([(hmac.digest(key, f"{start}{row.ident}".encode(), "sha256"), row.ident, row) for row in rows])
    return [row for _, _, row in order]


def tickets(rows: Sequence[Row], plan: Plan, seed: str, stratum: str) -> list[Row]:
    """Every unit of a stratum in ticket order; rank 1 is the first."""
    return _ranked(plan.strata_of(rows).get(stratum, []), stratum, seed, frame_of(rows))


def next_ticket(rows: Sequence[Row], plan: Plan, seed: str, stratum: str, after_rank: int) -> Row | None:
    """The unit with the rank after `after_rank` (the highest rank used so far): it replaces one that cannot be
    checked, and needs no new draw. None when the stratum is exhausted."""
    order = tickets(rows, plan, seed, stratum)
    return order[after_rank] if after_rank < len(order) else None
