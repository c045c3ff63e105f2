"""How large a request may be, asked before a byte of it is read: not even the token of its form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class LargestRequests:
    """Refuses with a page of its own (413) what is larger than its view takes (`largest_request`, in bytes).

    Stands before the check of tokens, which would read the whole upload to find the token in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        largest = getattr(getattr(view, "view_class", None), "largest_request", None)
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if largest is None or size <= largest:
            return None
        return render(request, "errors/too_large.html", {"size": size, "largest": largest}, status=413)
