"""Provinces that were entrusted, and what they submitted, for the tests of taking over."""

from accounts.models import Body, Locality
from core.attachments import keep
from core.text import Text
from findings.models import ReturnFile, ReturnVersion
from inspections.enums import DelegationState
from inspections.models import Delegation, Inspection, Request
from tests import make

# Four provinces in standard order, by code; the cast's Hunan and Hainan are among them.
PLACES = {
    "430000": ("湖南省", "Hunan"),
    "440000": ("广东省", "Guangdong"),
    "450000": ("广西壮族自治区", "Guangxi"),
    "460000": ("海南省", "Hainan"),
    "469005": ("文昌市", "Wenchang"),
    "460100": ("海口市", "Haikou"),
}


def place(code: str) -> Locality:
    name = PLACES.get(code, (f"地区{code}", f"Place {code}"))
    given = make.written(Locality, kind="province", name=Text(*name), short=Text(*name))
    return Locality.objects.get_or_create(code=code, defaults=given)[0]


def province(parent: Body, code: str) -> Body:
    """The standing committee of a place, one level below `parent`."""
    zh, en = PLACES.get(code, (f"地区{code}", f"Place {code}"))
    found = Body.objects.filter(code=f"sc-{code}").first()
    name = Text(f"{zh}人大常委会", f"{en} Standing Committee")
    return found or make.make_body(f"sc-{code}", parent=parent, name=name, locality=place(code))


def settled(body: Body, code: str) -> Body:
    """A body of the cast with its place."""
    body.locality = place(code)
    body.save()
    return body


def came_back(
    inspection: Inspection,
    body: Body,
    request: Request,
    *,
    state: str = DelegationState.SUBMITTED,
    files: tuple[str, ...] = (),
    parent: Delegation | None = None,
    **sections: dict,
) -> ReturnVersion:
    """A submitted version of `body` with what `sections` say ("cases={"all.y2016": "9件"}"); other sections are as in
    make_return. `files` are names, filed with the row "a" of the problems."""
    delegation = make.make_delegation(inspection, body, request=request, state=state, parent=parent)
    returned = make.make_return(delegation)
    for name in files:
        file = keep(f"%PDF-1.7 {body.code} {name}".encode(), name=name, media_type="application/pdf")
        row = ReturnFile.objects.create(returned=returned, attachment=file, title=name)
        sections.setdefault("problems", dict(returned.sections.get(section__key="problems").content))
        sections["problems"].setdefault("a.files", []).append(str(row.key))
    rewrite(returned, **sections)
    return make.make_version(returned)


def rewrite(returned, **sections: dict) -> None:
    for key, content in sections.items():
        row = returned.sections.get(section__key=key)
        row.content = content
        row.save()


def again(version: ReturnVersion, **sections: dict) -> ReturnVersion:
    """The next submitted version of the same return."""
    rewrite(version.returned, **sections)
    return make.make_version(version.returned, number=version.number + 1)


def a_row(title: str, facts: str = "查了13家。", **fields: str) -> dict:
    """A section of findings with one row."""
    said = {"kind": "problem", "title": title, "facts": facts, **fields}
    return {"rows": ["a"], **{f"a.{name}": value for name, value in said.items()}}
