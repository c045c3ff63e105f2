"""Findings as they are written down: what stands in an address and what is sent."""

from tests.worlds import World

NO_ROW = {"figure_reading"}
BARE = {"evidence_file", "evidence_preview", "figure_reading"}


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else "no-such-row"}


def of_finding(case: str, world: World | None) -> dict[str, object]:
    return {"code": (world.drafted if case == "a draft" else world.finding).code if world else "no-such-row"}


def of_evidence(case: str, world: World | None) -> dict[str, object]:
    number = world.finding.evidence.get().order if world else 1
    return {**of_finding(case, world), "number": number}


def typed(case: str, world: World | None) -> dict[str, object]:
    """The form with one thing the finding rests on; `base` is the version that stands there, or an older one."""
    rows = {
        f"{name}-{count}": number for name in ("figures", "evidence")
        for count, number in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 0))
    }  # fmt: skip
    return {
        **rows,
        "kind": "problem",
        "title_zh": "" if case == "no title" else "日志留存不足六个月",
        "evidence-0-kind": "inspection",
        "base": 99 if case == "changed meanwhile" else 1,
        "save": "1",
        **({"more": "figures"} if case == "another row" else {}),
    }


KEYS = {
    "finding_new": of_inspection,
    "finding_edit": of_finding,
    "evidence_file": of_evidence,
    "evidence_preview": of_evidence,
}
SENT = {
    "finding_new": typed,
    "finding_edit": typed,
    "figure_reading": lambda case, world: b'{"zh": "12"}' if "half" in case else b'{"zh": "12", "en": ""}',
}
