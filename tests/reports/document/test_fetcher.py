"""The renderer reaches nothing: whatever a text or even our own mistake asks for, no request leaves and no file is read."""

import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from weasyprint.urls import URLFetchingError

from core.text import Text
from reports.document.pdf import RenderFailed, engine
from reports.document.pieces import LANGUAGES
from reports.document.printer import REFUSED, Printer, Refusing

ROOT = Path(__file__).resolve().parents[3]

VECTORS = {
    "link to an attachment": '<link rel="attachment" href="{url}">',
    "anchor to an attachment": '<a rel="attachment" href="{url}">x</a>',
    "image": '<img src="{url}">',
    "style sheet": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url({url});</style>",
    "background": '<p style="background:url({url})">x</p>',
    "font face": '<style>@font-face{{font-family:q;src:url({url})}}</style><p style="font-family:q">x</p>',
    "image in a drawing": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}"/></svg>',
    "drawing in data": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{url}'/></svg>\">",
    "object": '<object data="{url}"></object><embed src="{url}">',
    "content": "<style>p::before{{content:url({url})}}</style><p>x</p>",
    "list mark": '<ul><li style="list-style:url({url})">x</li></ul>',
    "colour profile": "<style>@color-profile --q{{src:url({url})}}</style><p>x</p>",
}


@pytest.fixture(scope="module")
def listener():
    """A web server that writes down every request; /redirect leads to a local file."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *_):
            """Nothing on the console."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", VECTORS)
def test_our_own_mark_up_could_not_reach_out(listener, name, tmp_path):
    """What would happen if a text were not escaped: the fetcher refuses everything it is asked for."""
    address, seen = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-of-the-file")
    for url in (f"{address}/direct", f"{address}/redirect", secret.as_uri(), "data:text/plain,canary"):
        fetcher = Refusing()
        try:
            page = weasyprint.HTML(string=f"<body>{VECTORS[name].format(url=url)}</body>", url_fetcher=fetcher)
            pdf = page.write_pdf(uncompressed_pdf=True)
        except URLFetchingError:
            pdf = b""  # the one that cannot be done without ends the print
        else:
            with closing(pypdfium2.PdfDocument(pdf)) as opened:
                assert opened.count_attachments() == 0
        assert b"canary-of-the-file" not in pdf
        assert fetcher.asked or name == "anchor to an attachment", url
    assert seen == []


def test_a_print_that_asks_for_something_says_so(fonts, listener):
    address, seen = listener
    printer = Printer(fonts)
    with pytest.raises(RenderFailed) as failure:
        printer.lay_out(f"<html><head><style>@color-profile --q{{src:url({address}/x)}}</style></head><body/></html>")
    assert (failure.value.sentence, len(printer.fetcher.asked), seen) == (REFUSED, 1, [])


@pytest.mark.parametrize("layout", LANGUAGES)
def test_addresses_in_every_field_stay_text(document, printed, listener, layout):
    address, seen = listener

    def hostile(value):
        if isinstance(value, Text):
            return Text(
                *("".join(v.format(url=f"{address}/x") for v in VECTORS.values()) if one else "" for one in value)
            )
        if isinstance(value, tuple):
            return tuple(hostile(item) for item in value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{name: hostile(getattr(value, name)) for name in value.__dataclass_fields__})
        return value

    result = printed(hostile(document), layout)
    assert result.pages > 3
    assert "error" not in {one.level for one in result.notices}
    assert seen == []


def test_the_printing_process_has_no_network(fonts, short, printed):
    """Where the system allows a namespace of one's own, not even a socket would get out."""
    code = "from reports.document.worker import leave_the_network as leave; raise SystemExit(not leave())"
    if subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode:
        pytest.skip("this system gives no process a network namespace of its own")
    printed(short())
    assert Path(f"/proc/{engine(fonts).pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
