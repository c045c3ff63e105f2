"""How fast and how large the renderer is beside its alternatives: `make bench`.

Everything is measured in one run, in turn, on one machine; the ratios hold where the seconds do not.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from reports.document.fonts import FontSet
from reports.document.html import render_html
from reports.document.model import Document, Language
from reports.document.pdf import Engine, Limits, Variant
from reports.document.pieces import Layout
from reports.document.printable import Printable
from reports.document.store import to_json

from . import peers
from .measure import Missing, Result, Watch, command, interleaved, memory, parents, tree
from .sample import sample

ROOT = Path(__file__).resolve().parents[1]
LIMITS = Limits(seconds=900, megabytes=16_384, whole=10**9)
PLAIN = "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
COLD = (
    "import sys; from pathlib import Path; from reports.document.fonts import FontSet\n"
    "from reports.document.pdf import render\n"
    "for layout in sys.argv[3:]: render(Path(sys.argv[2]).read_text(), layout, FontSet.from_json(sys.argv[1]))"
)
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


class Bench:
    """The documents, the fonts and two warm engines, as two workers on two cores have them."""

    def __init__(self, folder: Path, code: str) -> None:
        self.folder = folder
        self.fonts = FontSet.find(Path(os.environ.get("ZHIJIAN_PDF_FONT_FOLDER") or ROOT / "var" / "fonts"))
        self.document = sample(code)
        self.content = to_json(self.document)
        self.engines = (Engine(self.fonts), Engine(self.fonts))
        self.config = self.fonts.install(folder / "faces")
        self.own_fonts, self.plain_config = peers.fonts_for_others(self.fonts, folder)
        for engine in self.engines:
            engine.render(self.content, "zh", "pdf/ua-1", LIMITS)

    def warm(self, *jobs: tuple[Layout, ...], variant: Variant | None = "pdf/ua-1") -> Callable[[bool], float]:
        """Prints of our own: one tuple of layouts for each worker, the workers side by side."""

        def work(engine: Engine, layouts: tuple[Layout, ...]) -> None:
            for layout in layouts:
                engine.render(self.content, layout, variant, LIMITS)

        def run(watch: bool) -> float:
            used = self.engines[: len(jobs)]
            with watched(watch, *(engine.pid or 0 for engine in used)) as watching, ThreadPoolExecutor(2) as pool:
                list(pool.map(work, used, jobs))
            return watching.peak if watching else 0

        return run

    def html(self, layout: Layout) -> Path:
        """The HTML we print, for the renderers that read it."""
        path = self.folder / f"{layout}.html"
        path.write_text(render_html(self.document, layout, Printable(self.fonts.chinese, self.fonts.every))[0])
        return path

    def environment(self, config: Path) -> dict[str, str]:
        return {**os.environ, "FONTCONFIG_FILE": str(config), "PYTHONPATH": str(ROOT), "HOME": str(self.folder)}


def contest(bench: Bench, rounds: int) -> dict[str, Result]:
    """The bilingual report by everybody who is here; who is not is named."""
    zh, en, facing = (bench.html(layout) for layout in ("zh", "en", "facing"))
    both = bench.folder / "both.html"
    both.write_text(zh.read_text().replace("</body></html>", "") + en.read_text().partition('<body class="en">')[2])
    content = bench.folder / "edition.json"
    content.write_text(bench.content)
    ours, python = bench.environment(bench.config), sys.executable
    out = str(bench.folder / "out.pdf")
    tasks: dict[str, Callable[[bool], float]] = {
        "ours, warm: zh + en on two workers": bench.warm(("zh",), ("en",)),
        "ours, warm, untagged: zh + en on two workers": bench.warm(("zh",), ("en",), variant=None),
        "ours, warm: zh, then en on one worker": bench.warm(("zh", "en")),
        "ours, warm: facing": bench.warm(("facing",)),
        "ours, warm: zh, en, facing on two workers": bench.warm(("facing",), ("zh", "en")),
        "ours, cold: zh, en": command([python, "-c", COLD, bench.fonts.to_json(), str(content), "zh", "en"], ours),
        "ours, cold: facing": command([python, "-c", COLD, bench.fonts.to_json(), str(content), "facing"], ours),
        "plain WeasyPrint, cold: zh, en": command([python, "-c", PLAIN, str(both), out], ours),
        "plain WeasyPrint, cold: facing": command([python, "-c", PLAIN, str(facing), out], ours),
    }
    browser: Chromium | None = None
    try:
        path = peers.chromium()
        cold = [path, *peers.CHROMIUM_FLAGS, f"--user-data-dir={bench.folder / 'profile'}", f"--print-to-pdf={out}"]
        tasks["Chromium, cold: zh, en"] = command([*cold, both.as_uri()], ours)
        tasks["Chromium, cold: facing"] = command([*cold, facing.as_uri()], ours)
        browser = Chromium(path, ours)
        tasks["Chromium, warm: zh, en"] = browser.print(both)
        tasks["Chromium, warm: facing"] = browser.print(facing)
        tasks["Chromium, warm: two editions (zh; en)"] = browser.print(zh, en)
    except Missing as missing:
        print(f"  not measured: {missing}")
    others = bench.environment(bench.plain_config)
    try:
        source = bench.folder / "report.fodt"
        source.write_text(peers.writer_source(bench.document))
        convert = [peers.soffice(), "--headless", f"-env:UserInstallation={(bench.folder / 'office').as_uri()}",
                   "--convert-to", "pdf", "--outdir", str(bench.folder), str(source)]  # fmt: skip
        tasks["LibreOffice, cold: zh, en"] = command(convert, others)
    except Missing as missing:
        print(f"  not measured: {missing}")
    try:
        source = bench.folder / "report.typ"
        source.write_text(peers.typst_source(bench.document))
        module = peers.typst(ROOT / "var" / "bench" / "python")
        arguments = [python, "-c", TYPST, str(source), out, str(bench.own_fonts)]
        tasks["Typst, cold: zh, en"] = command(arguments, {**others, "PYTHONPATH": str(module)})
    except Missing as missing:
        print(f"  not measured: {missing}")
    try:
        return interleaved(tasks, rounds)
    finally:
        if browser:
            browser.close()


def watched(watch: bool, *pids: int) -> AbstractContextManager[Watch | None]:
    """A watch on the memory of these processes, or nothing: a round that is timed is not watched."""
    return Watch(*pids) if watch else nullcontext()


class Chromium:
    """A browser that is kept running."""

    def __init__(self, path: str, environment: Mapping[str, str | float | bool]) -> None:
        from playwright.sync_api import sync_playwright

        before = set(tree(os.getpid()))
        self._driver = sync_playwright().start()
        self._browser = self._driver.chromium.launch(
            executable_path=path, args=peers.CHROMIUM_FLAGS[1:], env=dict(environment)
        )
        started = set(tree(os.getpid())) - before
        self._processes = {one for one in started if not started & set(parents(one))}

    def print(self, *pages: Path) -> Callable[[bool], float]:
        def run(watch: bool) -> float:
            with watched(watch, *self._processes) as watching:
                for path in pages:
                    page = self._browser.new_page()
                    page.goto(path.as_uri())
                    page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
                    page.close()
            return watching.peak if watching else 0

        return run

    def close(self) -> None:
        self._browser.close()
        self._driver.stop()


def growth(bench: Bench) -> None:
    """Time and memory at 1, 4 and 16 times the text."""
    print("\nGrowth (facing, warm)      pages   seconds   times   peak MiB")
    engine, first = bench.engines[0], 0.0
    for times in (1, 4, 16):
        content = to_json(longer(bench.document, times))
        with Watch(engine.pid or 0, every=0.5) as watch:
            began = time.perf_counter()
            result = engine.render(content, "facing", "pdf/ua-1", LIMITS)
            taken = time.perf_counter() - began
        first = first or taken
        print(
            f"  {times:2d} times the text      {result.pages:7d} {taken:9.2f} {taken / first:7.2f} {watch.peak:10.0f}"
        )
    target("16 times the text, in times the time", taken / first, 17)


def longer(document: Document, times: int) -> Document:
    """The document with its sections so many times; references lead to the first of them."""
    return replace(document, sections=document.sections * times, annexes=document.annexes * times)


def steadiness(bench: Bench, reports: int) -> None:
    """The worker's memory over many reports, and a preview while one is written."""
    engine = bench.engines[0]
    small = to_json(sample("hainan-2017"))
    sizes = []
    for _ in range(reports):
        engine.render(small, "zh", "pdf/ua-1", LIMITS)
        sizes.append(memory(engine.pid or 0))
    print(f"\nMemory of the warm process after 1, {reports // 2}, {reports} reports: "
          f"{sizes[0]:.1f}, {sizes[reports // 2 - 1]:.1f}, {sizes[-1]:.1f} MiB")  # fmt: skip
    target("growth over the reports, MiB", sizes[-1] - sizes[0], 1)
    key = bench.document.sections[1].key
    inner = next((block.key for block in bench.document.sections[1].blocks if getattr(block, "heading", None)), key)
    for layout in ("zh", "facing"):
        times = []
        for _ in range(10):
            began = time.perf_counter()
            engine.render(bench.content, layout, None, LIMITS, inner)
            times.append(time.perf_counter() - began)
        target(f"preview of one section ({layout}), ms", 1000 * sorted(times)[5], 300)


def target(name: str, value: float, most: float) -> None:
    print(f"  {'met    ' if value <= most else 'NOT MET'}  {name}: {value:.2f} (at most {most:g})")


def compare(results: dict[str, Result]) -> None:
    base = results["ours, warm: zh + en on two workers"].median
    print(f"\n{'':48}{'seconds':>8} {'least':>7} {'peak MiB':>9} {'ratio':>6}")
    for name, one in results.items():
        print(f"  {name:46}{one.median:8.2f} {min(one.seconds):7.2f} {one.peak:9.0f} {one.median / base:6.2f}")
    print()
    for ours, other, most in (
        ("ours, warm: zh + en on two workers", "Chromium, warm: zh, en", 0.75),
        ("ours, warm, untagged: zh + en on two workers", "LibreOffice, cold: zh, en", 0.75),
        ("ours, warm: facing", "Chromium, warm: facing", 0.75),
        ("ours, warm: zh, en, facing on two workers", "Chromium, warm: two editions (zh; en)", 1),
        ("ours, warm: zh, then en on one worker", "plain WeasyPrint, cold: zh, en", 1),
        ("ours, warm, untagged: zh + en on two workers", "Typst, cold: zh, en", 1),
    ):
        if other in results:
            target(f"{ours} / {other}", results[ours].median / results[other].median, most)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", default="npcsc-2017")
    parser.add_argument("--quick", action="store_true", help="the contest alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhijian-bench-") as folder:
        bench = Bench(Path(folder), options.sample)
        words: dict[Language, int] = {
            lang: sum(len(text) for _, text in peers.plain(bench.document, lang)) for lang in ("zh", "en")
        }
        print(
            f"{options.sample}: {words['zh']:,} Chinese and {words['en']:,} English characters; {os.cpu_count()} cores"
        )
        compare(contest(bench, options.rounds))
        if not options.quick:
            growth(bench)
            steadiness(bench, 50)
        for engine in bench.engines:
            engine.close()


if __name__ == "__main__":
    main()
