"""The site as the security tests walk it: its addresses, the matrix of expected answers, and who asks for what."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from findings.workflow import STEPS
from reports.enums import Layout
from tests.worlds import CAST, World

INSIDE = ("liu", "chen", "zhang", "wang", "zhao", "fu", "clerk", "signatory")
HAINAN = ("fu", "clerk", "signatory")
OUTSIDE = ("wenchang", "system_admin", "security_admin", "audit_admin", "auditor", "superuser", "leaver")
GROUPS = {"inside": INSIDE, "outside": OUTSIDE, "signed-in": (*INSIDE, *OUTSIDE, "cac")}
PEOPLE = ("nobody", *CAST)
MISSING = "no-such-row"
ROWS = ("own", "foreign", "missing")


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
    for line in (text or Path(__file__).with_name("matrix.tsv").read_text("utf-8")).splitlines():
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
    "sign_in", "sign_out", "set_language_choice", "set_font_size", "healthz", "readyz",
}  # fmt: skip


def address(route: str, case: str, world: World | None) -> str:
    """The address of the row of `world` that `case` is about; None stands for a row that does not exist."""
    if route in NO_ROW:
        return reverse(route)
    code = {
        "inspection": lambda: world.inspection.code,
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
    return reverse(route, kwargs=key)


def fields(route: str, case: str) -> dict[str, object]:
    """What is sent with a POST."""
    return {
        "finding_step": {} if "without" in case else {"note": "理由"},
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
    own, foreign = (hainan, beijing) if person in HAINAN else (beijing, hainan)
    return {"own": own, "foreign": foreign, "missing": None}[row]


def ask(browser: Client, method: str, route: str, case: str, world: World | None):
    headers = {"HX-Request": "true"} if case.endswith("by htmx") else {}
    send = {"GET": browser.get, "POST": browser.post}[method]
    return send(address(route, case, world), fields(route, case) if method == "POST" else None, headers=headers)


def answer_of(response) -> str:
    """The status, or "door" when the person is sent to sign in."""
    if response.status_code == 302 and response["Location"].startswith(f"{reverse('sign_in')}?next="):
        return "door"
    return str(response.status_code)


# --- Who may see what ------------------------------------------------------------------------------------------------

GROUP = {"Title", "Inspection", "Finding", "Recommendation", "Proposed", "Figure", "Report", "File"}
SEEN = {
    "liu": ("npc", GROUP | {"Drafted", "Internal"}),  # her own draft; she wrote the finding and knows the unit
    "chen": ("npc", GROUP | {"Internal"}),
    "zhang": ("npc", GROUP | {"Internal"}),
    "wang": ("npc", GROUP),
    "zhao": ("npc", GROUP),
    "fu": ("hainan", GROUP | {"Drafted", "Internal"}),
    "clerk": ("hainan", GROUP),
    "signatory": ("hainan", GROUP),
    "cac": ("npc", {"Title", "Recommendation"}),  # what was handed over to her, and out of which inspection
}


def may_see(person: str) -> set[tuple[str, str]]:
    """(world, kind) of every canary that `person` may get to see."""
    world, kinds = SEEN.get(person, ("", set()))
    return {(world, kind) for kind in kinds}


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}{content.decode(errors='replace')}"
