"""Browsers with two engines open government sites in the old one; the old one cannot show these pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

OLD_ENGINES = ("Trident/", "MSIE ")


class OldBrowsers:
    """Answers the old engine with a plain page that says how to switch, instead of a broken one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agent = request.headers.get("User-Agent", "")
        if any(engine in agent for engine in OLD_ENGINES):
            return render(request, "errors/old_browser.html")
        return self.get_response(request)
