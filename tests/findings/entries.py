"""Entries for tests: an ordinary finding as a form or a device sends it."""

import uuid
from hashlib import sha256
from typing import Any

DEFAULTS: dict[str, Any] = {
    "kind": "problem",
    "title": {"zh": "日志留存不足六个月", "en": "Logs kept for less than six months"},
    "facts": {"zh": "抽查的系统没有依法留存网络日志。", "en": ""},
    "evidence": [{"kind": "spot_check", "source": {"zh": "现场", "en": ""}}],
}


def an_entry(**given: Any) -> dict[str, Any]:
    return {**DEFAULTS, **given}


def a_figure(zh: str = "12起", en: str = "", *, what: str = "受理案件", code: str | None = None) -> dict[str, Any]:
    return {"code": code, "what": {"zh": what, "en": ""}, "zh": zh, "en": en}


def a_photo(content: bytes, name: str = "机房.jpg", *, key: str = "") -> dict[str, Any]:
    return {
        "id": key or str(uuid.uuid4()),
        "kind": "inspection",
        "source": {"zh": "机房", "en": ""},
        "name": name,
        "digest": sha256(content).hexdigest(),
        "size": len(content),
        "media_type": "image/jpeg",
    }


def an_operation(inspection: Any, **given: Any) -> dict[str, Any]:
    """A first operation on a new record, unless `given` says otherwise."""
    return {
        "id": str(uuid.uuid4()),
        "record": str(uuid.uuid4()),
        "inspection": inspection.code,
        "base": 0,
        "parent": None,
        "made_at": "2017-09-18T10:00:00+08:00",
        "submit": False,
        "data": an_entry(),
        **given,
    }
