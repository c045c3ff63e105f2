"""The site as the security tests walk it: its addresses, the matrix of expected answers, and who asks for what."""

from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path

from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from core.text import Text
from findings.workflow.findings import STEPS
from reports.enums import Layout
from reports.queries.texts import base_of
from tests.worlds import CAST, World

INSIDE = ("liu", "chen", "zhang", "wang", "zhao", "sun", "fu", "clerk", "signatory")
HAINAN = ("fu", "clerk", "signatory")
BELOW_HAINAN = ("wenchang", "wenchang_head")  # the return they owe belongs to Hainan's inspection
# Entrusted by one of the two, and at home in neither: Hunan by Beijing, Wenchang by Hainan.
ENTRUSTED = ("wenchang", "wenchang_head", "hunan", "hunan_head")
OUTSIDE = (*ENTRUSTED, "system_admin", "security_admin", "audit_admin", "auditor", "superuser", "leaver")
GROUPS = {"inside": INSIDE, "outside": OUTSIDE, "signed-in": (*INSIDE, *OUTSIDE, "cac")}
PEOPLE = ("nobody", *CAST)
MISSING = "no-such-row"
ROWS = ("own", "foreign", "missing")

# Each part of the site has its own lines (areas/<name>.tsv) and beside them what its addresses are made of
# (areas/<name>.py): NO_ROW, the routes without a row; BARE, those whose pages hold no text of a world;
# KEYS, route → (case, world or None) → the arguments of the address; SENT, route → (case, world or None) → what is
# sent with a POST (a dict; bytes or a list go as JSON); NO_PAGES, routes that answer with something other than a page;
# METHODS, route → what it takes beside GET and POST.
HERE = Path(__file__).parent
AREAS = [import_module(f"tests.security.areas.{path.stem}") for path in sorted((HERE / "areas").glob("*.py"))]
KEYS = {route: key for area in AREAS for route, key in getattr(area, "KEYS", {}).items()}
NO_PAGES = set().union(*(getattr(area, "NO_PAGES", set()) for area in AREAS))
WITHOUT_CODE = set().union(*(getattr(area, "WITHOUT_CODE", set()) for area in AREAS))
METHODS = {route: methods for area in AREAS for route, methods in getattr(area, "METHODS", {}).items()}
SENT = {route: sent for area in AREAS for route, sent in getattr(area, "SENT", {}).items()}


@dataclass(frozen=True)
class Line:
    """Part of one line of the matrix: what `person` gets for the `row` of a `case`; the place is that of the line."""

    route: str
    method: str
    case: str
    person: str
    row: str
    answer: str


def read_matrix(text: str = "") -> list[Line]:
    """The matrix, one entry for each person and row. `text` replaces the file."""
    lines = []
    files = [HERE / "matrix.tsv", *sorted((HERE / "areas").glob("*.tsv"))]
    for line in (text or "\n".join(path.read_text("utf-8") for path in files)).splitlines():
        if line and not line.startswith("#"):
            route, method, case, who, *answers = line.split("\t")
            people = [person for word in who.split() for person in GROUPS.get(word, (word,))]
            lines += [
                Line(route, method, case, person, row, answer)
                for person in people
                for row, answer in zip(ROWS, answers, strict=True)
                if answer != "."
            ]
    return lines


def by_case(lines: list[Line]) -> dict[tuple[str, str, str], dict[tuple[str, str], str]]:
    """(route, method, case) → (person, row) → answer."""
    grouped = groupby(sorted(lines, key=case_of), key=case_of)
    return {case: {(line.person, line.row): line.answer for line in cells} for case, cells in grouped}


def case_of(line: Line) -> tuple[str, str, str]:
    return line.route, line.method, line.case


def routes() -> dict[str, object]:
    """Name → view of every address of the site; an address without a name is listed under its pattern."""

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern.name or str(pattern.pattern), pattern.callback

    return dict(walk(get_resolver().url_patterns))


# --- Addresses -------------------------------------------------------------------------------------------------------

NO_ROW = {
    "desk", "inspections", "findings", "recommendations", "reports",
    "glossary", "term_add", "sign_in", "sign_out", "set_language_choice", "set_font_size", "healthz", "readyz",
}.union(*(getattr(area, "NO_ROW", set()) for area in AREAS))  # fmt: skip


def address(route: str, case: str, world: World | None) -> str:
    """The address of the row of `world` that `case` is about; None stands for a row that does not exist."""
    if route in NO_ROW:
        return reverse(route)
    if route in KEYS:
        return reverse(route, kwargs=KEYS[route](case, world))
    code = {
        "inspection": lambda: world.inspection.code,
        "term": lambda: world.term.code,
        "term_change": lambda: world.term.code,
        "term_retire": lambda: world.term.code,
        "finding": lambda: (world.drafted if case == "draft" else world.finding).code,
        "finding_step": lambda: (world.drafted if case == "record" else world.finding).code,
        "recommendation": lambda: (world.proposed if case == "not handed over" else world.recommendation).code,
    }.get(route, lambda: world.report.code)
    key = {"code": code() if world else MISSING}
    if route == "finding_step":
        key["verb"] = case.partition(" ")[0] if case.partition(" ")[0] in STEPS else "verify"
    if route == "rendering_download":
        layout = {"waiting": Layout.FACING.value, "no such layout": "poster"}.get(case, Layout.ZH.value)
        key |= {"number": 99 if case == "no such edition" else 1, "layout": layout}
    if route.startswith("check_"):
        result = world and (world.waived if route == "check_take_back" else world.result)
        key["wording"] = result.wording if result and "gone" not in case else "0" * 64
    if route.startswith("report_text"):
        key["key"] = key_of(world) if world and "no such" not in case else "s9-p9"
    return reverse(route, kwargs=key)


def key_of(world: World) -> str:
    """Under which key a paragraph of `world` stands on the page of its report."""
    return f"s{world.paragraph.section.order}-p{world.paragraph.order}"


def typed(case: str, world: World | None) -> dict[str, str]:
    """What is sent to change a text: from what stands there, or from what stood there before somebody changed it."""
    there = world.paragraph.text if world and "meanwhile" not in case else Text("旧的文字", "An older text")
    base = base_of(there)
    chinese = "" if case == "no Chinese" else "共12起。"
    return {"text_zh": chinese, "text_en": "In all 12.", "base_zh": base.zh, "base_en": base.en}


def typed_term(case: str, world: World | None) -> dict[str, str]:
    """What is sent to add, change or retire a term: as it is now, or as it was before somebody changed it."""
    seen = world.term.updated.isoformat() if world and "meanwhile" not in case else "2017-12-24T00:00:00+00:00"
    day = {} if case == "no day" else {"last_day": "2030-12-31"}
    english = "" if case == "no English" else "another term"
    return {"zh": "新的术语", "en": english, "group": "other", "checked": "yes", "seen": seen, **day}


def fields(route: str, case: str) -> dict[str, object]:
    """What is sent with a POST."""
    return {
        "finding_step": {} if "without" in case else {"note": "理由"},
        "check_waive": {} if case.startswith("no ") else {"reason": "理由"},
        "report_text_check": {"zh": "共12起。"} if case == "half a text" else {"zh": "共12起。", "en": "In all 12."},
        "report_render": {} if case.startswith("no ") else {"layout": ["zh", "stacked"]},
        "set_language_choice": {"language": "en" if case == "english" else "fr"},
        "set_font_size": {"font_size": "l" if case == "large" else "xxl"},
    }.get(route, {})


def browser_of(person: User | None, **options) -> Client:
    """A browser in which `person` is signed in; None is nobody."""
    browser = Client(**options)
    if person:
        browser.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return browser


def clients(cast: dict[str, User | None]) -> dict[str, Client]:
    """A browser for everybody."""
    return {name: browser_of(person) for name, person in cast.items()}


def world_of(person: str, row: str, beijing: World, hainan: World) -> World | None:
    """Whose row it is that `person` asks for."""
    own, foreign = (hainan, beijing) if person in (*HAINAN, *BELOW_HAINAN) else (beijing, hainan)
    return {"own": own, "foreign": foreign, "missing": None}[row]


def ask(browser: Client, method: str, route: str, case: str, world: World | None):
    headers = {"HX-Request": "true"} if case.endswith("by htmx") else {}
    if method == "GET":
        return browser.get(address(route, case, world), headers=headers)
    sent = typed(case, world) if route == "report_text" else fields(route, case)
    if route.startswith("term_"):
        sent = typed_term(case, world)
    if route in SENT:
        sent = SENT[route](case, world)
    is_json = route == "report_text_check" or isinstance(sent, (bytes, list))
    as_json = {"content_type": "application/json"} if is_json else {}
    return browser.post(address(route, case, world), sent, headers=headers, **as_json)


def answer_of(response) -> str:
    """The status, or "door" when the person is sent to sign in."""
    if response.status_code == 302 and response["Location"].startswith(f"{reverse('sign_in')}?next="):
        return "door"
    return str(response.status_code)


# --- Who may see what ------------------------------------------------------------------------------------------------

GROUP = {
    "Title", "Inspection", "Finding", "Recommendation", "Proposed", "Figure", "Report", "File", "Request", "Return",
    "Remark",
}  # fmt: skip
BELOW = {"Title", "Request", "Draft", "Return"}  # whose return it is: not what is noted about it above
FIELD = {"Internal", "Lead", "Roster"}  # who works in the field
SEEN = {
    "liu": ("npc", GROUP | FIELD | {"Drafted", "Result"}),  # her own draft; she is cleared for the draw
    "chen": ("npc", GROUP | FIELD),
    "zhang": ("npc", GROUP | FIELD),
    "wang": ("npc", GROUP),
    "zhao": ("npc", GROUP),
    "sun": ("npc", GROUP | {"Roster"}),
    "fu": ("hainan", GROUP | FIELD | {"Drafted", "Result"}),
    "clerk": ("hainan", GROUP),
    "signatory": ("hainan", GROUP),
    "hunan": ("npc", BELOW),
    "hunan_head": ("npc", BELOW),
    "wenchang": ("hainan", BELOW),
    "wenchang_head": ("hainan", BELOW),
    "cac": ("npc", {"Title", "Recommendation"}),  # what was handed over to her, and out of which inspection
}


def may_see(person: str) -> set[tuple[str, str]]:
    """(world, kind) of every canary that `person` may get to see."""
    world, kinds = SEEN.get(person, ("", set()))
    return {(world, kind) for kind in kinds}


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}{content.decode(errors='replace')}"
