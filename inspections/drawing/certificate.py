"""The certificate of a draw: what an outsider needs, beside the rosters, to draw again and compare."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.canonical import canonical, digest
from inspections.drawing.plan import Plan
from inspections.drawing.protocol import Result
from inspections.drawing.roster import Row, row_digests

VERSION = "zhijian-certificate/1"


def certificate_of(
    commitment: Mapping[str, Any],
    secret: bytes,
    result: Result,
    rows: Sequence[Row],
    inspectors: Sequence[Row] | None = None,
    at: str = "",
) -> dict[str, Any]:
    """Everything `scripts/verify_draw.py` reads. It opens the secret: nobody may see it before the embargo ends.

    `at` is the time of the draw as the caller states it. The short digests of the rows say later where a roster was
    changed; they do not hold the rows.
    """
    plan = Plan.from_json(commitment["plan"])
    excluded = {one.ident for one in plan.exclusions}
    others = {key: len(found) for key, found in plan.strata_of(rows).items() if key not in plan.quota}
    certificate = {
        "version": VERSION,
        "commitment": dict(commitment),
        "secret": secret.hex(),
        "public_value": result.public_value,
        "seed": result.seed,
        "drawn": at,
        "strata": {
            key: {"rows": result.sizes[key], "drawn": result.drawn[key], "reserves": result.reserves[key]}
            for key in sorted(plan.quota)
        },
        "excluded": len(excluded),
        "left_out": {"strata": len(others), "rows": sum(others.values())},
        "pairs": result.pairs,
        "row_digests": row_digests(rows),
        "inspector_digests": "" if inspectors is None else row_digests(inspectors),
    }
    return {**certificate, "digest": digest("zhijian-certificate/v1", canonical(certificate))}


def to_bytes(certificate: Mapping[str, Any]) -> bytes:
    """The file: canonical JSON and a line break."""
    return canonical(certificate) + b"\n"
