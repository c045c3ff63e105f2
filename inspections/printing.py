"""HTML of ours as PDF, within a request: the office's faces, and nothing else that could be reached."""

import atexit
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

STYLE = Path(__file__).parent / "certificate.css"
# face → the free font that stands in for the office's own (GB/T 9704-2012, 5.2)
FACES = {
    "title": "FandolSong-Bold.otf",
    "hei": "FandolHei-Regular.otf",
    "kai": "FandolKai-Regular.otf",
    "fang": "FandolFang-Regular.otf",
    "song": "FandolSong-Regular.otf",
}


_PRINTING = threading.Lock()  # the libraries below know no threads


def print_html(html: str, style: Path = STYLE) -> bytes:
    """`html`, which we built and escaped, on A4 by the style sheet `style`, one of ours. The same text and fonts give
    the same bytes."""
    import weasyprint  # imported late: the engine weighs a second, and few requests print

    with _PRINTING:
        sheet, fonts, fetcher = _set_up(tuple(sorted(font_files().items())), style)
        page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None)
        return page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")


@lru_cache(maxsize=8)
def _set_up(files: tuple[tuple[str, Path], ...], style: Path) -> tuple[Any, Any, Any]:
    """Style, faces and fetcher, made once: loading the faces costs more than a page."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    known = dict(files)

    class OnlyFaces(URLFetcher):
        """Answers for the faces of this page and refuses everything else: addresses, files, data, redirects."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = known.get(url.removeprefix("face:"))
            if path is None:
                raise PermissionError(f"a print reads nothing from outside: {url[:80]}")
            return URLFetcherResponse(url, body=path.read_bytes())

    fetcher, fonts = OnlyFaces(allowed_protocols=(), allow_redirects=False), FontConfiguration()
    atexit.register(_set_up.cache_clear)  # before the libraries that the faces live in are gone
    sheet = weasyprint.CSS(string=faces(known) + style.read_text("utf-8"), font_config=fonts, url_fetcher=fetcher)
    return sheet, fonts, fetcher


def font_files() -> Mapping[str, Path]:
    """Face → font file, as far as there is one: the office's own by setting first."""
    own: Mapping[str, str] = settings.ZHIJIAN_PDF_FONTS
    named = {face: Path(own.get(face) or settings.ZHIJIAN_PDF_FONT_FOLDER / name) for face, name in FACES.items()}
    return {face: path for face, path in named.items() if path.is_file()}


def faces(files: Mapping[str, Path]) -> str:
    return "".join(f'@font-face{{font-family:"zj-{face}";src:url("face:{face}")}}' for face in files)
