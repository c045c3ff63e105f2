"""`request.json` and `remarks.json`: what a body is entrusted with, and what it is to supplement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.canonical import canonical
from core.text import Text
from findings.models import ReturnRemark, ReturnVersion
from findings.packages.refusals import refused
from inspections.asking.model import Form
from inspections.asking.store import NoForm, from_data, to_data
from inspections.models import Delegation, Letter
from inspections.queries.asking import form_of, request_of

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What `request.json` says. The parts are plain data whose kinds have been looked at; `form` is what is asked."""

    inspection: Mapping[str, Any]
    request: Mapping[str, Any]
    delegation: Mapping[str, Any]
    letter: Mapping[str, Any] | None
    form: Form

    @property
    def due(self) -> date | None:
        return day(self.delegation["due"])


# part → name → kind; a Text stands as {"zh", "en"}, a day as in ISO 8601 or "".
PARTS: dict[str, dict[str, type]] = {
    "inspection": {"code": str, "title": Text, "year": int, "mode": str, "instruments": list},
    "request": {"code": str, "days": int, "form": dict},
    "delegation": {"code": str, "order": int, "mode": str, "due": date, "described": Text},
}
LETTER: dict[str, type] = {
    "files": dict, "kind": str, "number": str, "issued_on": date, "addressee": Text, "contact": str,
}  # fmt: skip
REMARK: dict[str, type] = {"address": str, "text": str}


def asked_data(delegation: Delegation, letter: Letter | None, files: Mapping[str, str]) -> dict[str, Any]:
    """`request.json` of `delegation`; `files` are those of the letter: entry of the package → name."""
    inspection, request = delegation.inspection, request_of(delegation)
    return {
        "schema": SCHEMA,
        "inspection": {
            "code": inspection.code,
            "title": _both(inspection.title),
            "year": inspection.year,
            "mode": inspection.mode,
            "instruments": sorted(inspection.instruments.values_list("code", flat=True)),
        },
        "request": {"code": request.code, "days": request.days or 0, "form": to_data(form_of(request))},
        "delegation": {
            "code": delegation.code,
            "order": delegation.order,
            "mode": delegation.mode,
            "due": delegation.due.isoformat() if delegation.due else "",
            "described": _both(delegation.described),
        },
        "letter": _letter(letter, files) if letter else None,
    }


def asked_in(data: Mapping[str, Any]) -> Asked:
    """What `request.json` says. Raises PackageRefused where something is missing, unknown or of another kind."""
    _check(data, {"schema": int, **dict.fromkeys(PARTS, dict), "letter": object}, "request.json")
    if data["schema"] != SCHEMA:
        raise refused("version")
    for part, kinds in PARTS.items():
        _check(data[part], kinds, part)
    if data["letter"] is not None:
        _check(data["letter"], LETTER, "letter")
        _check(data["letter"]["files"], dict.fromkeys(data["letter"]["files"], str), "letter.files")
    return Asked(data["inspection"], data["request"], data["delegation"], data["letter"], _form(data["request"]))


def remarks_data(version: ReturnVersion, remarks: Iterable[ReturnRemark]) -> dict[str, Any]:
    """`remarks.json`: why `version` was sent back, item by item."""
    return {
        "schema": SCHEMA,
        "number": version.number,
        "digest": version.digest,
        "remarks": [{"address": row.address, "text": row.text} for row in remarks],
    }


def remarks_in(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `remarks.json` says, every kind looked at."""
    _check(data, {"schema": int, "number": int, "digest": str, "remarks": list}, "remarks.json")
    if data["schema"] != SCHEMA:
        raise refused("version")
    for remark in data["remarks"]:
        _check(remark, REMARK, "remarks")
        if not remark["text"].strip() or len(remark["address"]) > 200 or len(remark["text"]) > 20_000:
            raise refused("meaning", what="remarks")
    return data


def day(text: str) -> date | None:
    """The day that `text` names; None for none. It has been looked at before."""
    return date.fromisoformat(text) if text else None


def words(data: Mapping[str, str]) -> Text:
    return Text(data["zh"], data["en"])


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _letter(letter: Letter, files: Mapping[str, str]) -> dict[str, Any]:
    return {
        "files": dict(files),
        "kind": letter.kind,
        "number": letter.number,
        "issued_on": letter.issued_on.isoformat(),
        "addressee": _both(letter.addressee),
        "contact": letter.contact,
    }


def _form(request: Mapping[str, Any]) -> Form:
    """The form, which must read back as it stood: what a reader drops or adds would change its digest unseen."""
    try:
        form = from_data(request["form"])
    except NoForm as error:
        raise refused("meaning", what="form") from error
    if canonical(to_data(form)) != canonical(request["form"]):
        raise refused("meaning", what="form")
    return form


def _check(data: Any, kinds: Mapping[str, type], place: str) -> None:
    if not isinstance(data, dict) or data.keys() != kinds.keys():
        raise refused("meaning", what=place)
    for name, kind in kinds.items():
        if not _is_a(data[name], kind):
            raise refused("meaning", what=f"{place}.{name}")


def _is_a(value: Any, kind: type) -> bool:
    if kind is Text:
        return (
            isinstance(value, dict) and value.keys() == {"zh", "en"} and all(isinstance(v, str) for v in value.values())
        )
    if kind is date:
        return isinstance(value, str) and _is_day(value)
    if kind is list:
        return isinstance(value, list) and len(value) <= 10_000
    if kind is int:
        return type(value) is int and 0 <= value <= 32_000
    return isinstance(value, kind)


def _is_day(text: str) -> bool:
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
