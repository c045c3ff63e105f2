"""What the people of one body do on the day of the deadline, through real HTTP: fill in, upload, sign, submit."""

import hashlib
import json
import random
import re
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from http.cookies import SimpleCookie
from urllib.parse import urlencode

CHUNK = 500_000
SAVES = 4  # so often the growing list of findings is saved
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')  # what stood on the page that is signed


@dataclass
class Load:
    """One body: who works for it and what it submits. `code` is that of its return."""

    code: str
    officer: str
    signatory: str
    rows: int = 200
    files: list[bytes] = field(default_factory=list)


@dataclass
class Outcome:
    """What became of one body's work, and how many seconds each part took."""

    load: Load
    seconds: dict[str, float] = field(default_factory=dict)
    receipt: str = ""
    error: str = ""

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


class Browser:
    """One person's connection: cookies, the token of forms, no more. Anything but the expected status is raised."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes = b"", *, wanted: int = 200, **headers: str
    ) -> tuple[HTTPResponse, str]:
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        said |= {"X-CSRFToken": self.cookies.get("csrftoken", "")}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.reach(method, path, body, said)
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path}: {answer.status}, not {wanted}: {text[:200]}")
        return answer, text

    def reach(self, method: str, path: str, body: bytes, said: dict[str, str]) -> HTTPResponse:
        """The answer; once more on a new connection where the server had closed the old one, as every browser does. All
        that is sent here may be sent twice."""
        try:
            self.connection.request(method, path, body, said)
            return self.connection.getresponse()
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()
            self.connection.request(method, path, body, said)
            return self.connection.getresponse()

    def form(self, path: str, **typed: str) -> str:
        """Open a form, send it with what it hides, and return where it leads."""
        page = self.ask("GET", path)[1]
        token, seen = TOKEN.search(page), SEEN.search(page)
        typed["csrfmiddlewaretoken"] = token[1] if token else ""
        if seen:
            typed["seen"] = seen[1]
        kind = "application/x-www-form-urlencoded"
        answer, _ = self.ask("POST", path, urlencode(typed).encode(), wanted=302, Content_Type=kind)
        return answer.headers["Location"]

    def json(self, method: str, path: str, data: object, **headers: str) -> dict:
        content = json.dumps(data).encode()
        return json.loads(self.ask(method, path, content, Content_Type="application/json", **headers)[1])


def work(port: int, load: Load, password: str) -> Outcome:
    """The whole way of one body; an error ends it and is kept."""
    outcome = Outcome(load)
    try:
        officer = Browser(port)
        parts = {
            "sign in": lambda: officer.form("/sign-in/", username=load.officer, password=password),
            "fill in": lambda: fill(officer, load),
            "upload": lambda: upload(officer, load),
            "sign": lambda: sign(port, load, password),
            "submit": lambda: submit(officer, load, outcome),
        }
        for name, part in parts.items():
            began = time.perf_counter()
            part()
            outcome.seconds[name] = time.perf_counter() - began
    except Exception as error:  # noqa: BLE001  every kind is an error of the run, and is printed
        outcome.error = f"{type(error).__name__}: {error}"
    return outcome


def fill(browser: Browser, load: Load) -> None:
    save(browser, load, "overview", {"p1": f"{load.code}开展了执法检查。", "p2": "共立案12件。"})
    save(browser, load, "outline", {"organised": "由主任会议组织", "reported": "yes"})
    save(browser, load, "cases", {"all.y2016": "9件", "solved.y2016": "5件", "open.y2016": "4件"})
    save(browser, load, "duties", {"publicity.answer": "partly", "publicity.note": "尚不经常"})
    for part in range(1, SAVES + 1):
        save(browser, load, "problems", rows(load, load.rows * part // SAVES), finished=part == SAVES)


def rows(load: Load, number: int) -> dict[str, object]:
    """The first `number` findings, each with words of its own."""
    written: dict[str, object] = {"rows": [f"r{row}" for row in range(number)]}
    for row in range(number):
        written |= {
            f"r{row}.kind": "problem",
            f"r{row}.title": title(load, row),
            f"r{row}.facts": f"现场查看了第{row}个单位的制度和日志，{'有的没有备案，' * 6}已当场指出。",
            f"r{row}.counted": "9",
            f"r{row}.counted_of": "13",
            f"r{row}.word": "多数",
        }
    return written


def title(load: Load, row: int) -> str:
    return f"{load.code}第{row}个单位未备案"


def save(browser: Browser, load: Load, key: str, content: dict[str, object], finished: bool = True) -> None:
    path = f"/api/v1/returns/{load.code}/sections/{key}"
    seen = json.loads(browser.ask("GET", path)[1])
    browser.json("PUT", path, {"content": content, "finished": finished}, If_Match=f'"{seen["version"]}"')


def upload(browser: Browser, load: Load) -> None:
    """Every file in pieces, and then their keys into the section."""
    keys = []
    for number, content in enumerate(load.files):
        key = str(uuid.uuid4())
        digest = hashlib.sha256(content).hexdigest()
        path = f"/api/v1/returns/{load.code}/uploads"
        there = browser.json(
            "POST", path, {"uuid": key, "name": f"{number}.pdf", "size": len(content), "digest": digest}
        )
        while not there["done"]:
            begin = there["received"]
            piece = content[begin : begin + CHUNK]
            there = json.loads(browser.ask("PUT", f"{path}/{key}", piece, Upload_Offset=str(begin))[1])
        keys.append(key)
    save(browser, load, "papers", {"statistics": keys})


def sign(port: int, load: Load, password: str) -> None:
    signatory = Browser(port)
    signatory.form("/sign-in/", username=load.signatory, password=password)
    signatory.form(f"/returns/{load.code}/sign/", password=password)


def submit(browser: Browser, load: Load, outcome: Outcome) -> None:
    place = browser.form(f"/returns/{load.code}/submit/")
    found = re.search(r'class="receipt-number"[^>]*>([^<]+)<', browser.ask("GET", place)[1])
    outcome.receipt = found[1] if found else ""


def a_file(name: str, size: int) -> bytes:
    """A PDF of `size` bytes like no other, and the same under the same name."""
    filling = random.Random(name).randbytes(max(size - 64, 0)).replace(b"/", b".")  # noqa: S311  no secret
    return b"%PDF-1.7\n1 0 obj\n" + filling + b"\nendobj\ntrailer << >>\n%%EOF\n"
