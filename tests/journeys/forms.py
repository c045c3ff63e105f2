"""Filling in a page's form as a browser does: everything that stood in it is sent along, the typed words over it."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Forms(HTMLParser):
    """The forms of a page: (action, method, name → values as they stand there, names of the buttons)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._area = self._select = self._said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "method": given.get("method", "get"), "values": {}})
        if not self.forms:
            return
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") != "file":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._add(name, given.get("value", "on" if given.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._area, self._said = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self._add(self._area, self._said.removeprefix("\n"))
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _add(self, name: str, value: str) -> None:
        self.forms[-1]["values"].setdefault(name, []).append(value)


def fill_in(browser: Client, address: str, *, having: str = "", **typed: Any) -> Any:
    """Open `address`, type into its longest form (of those that have a field `having`, where it is given), send it."""
    page = browser.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return send_on(browser, address, page, having=having, **typed)


def send_on(browser: Client, address: str, page: Any, *, having: str = "", **typed: Any) -> Any:
    """The same with a page that is there already: a preview, a form that came back."""
    sent = [form for form in Forms(page.content.decode()).forms if form["method"] == "post"]
    known = [form for form in sent if having in form["values"]] or sent
    form = max(known, key=lambda form: len(form["values"]))
    return browser.post(form["action"] or address, {**form["values"], **typed})
