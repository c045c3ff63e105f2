"""What makes the renderer faster changes no page, and a renderer that was not tried is left as it is."""

import subprocess
import sys
from pathlib import Path

from reports.document import faster
from reports.document.pieces import LANGUAGES
from reports.document.store import to_json

ROOT = Path(__file__).resolve().parents[3]
PRINT = """
import hashlib, sys
from pathlib import Path
from reports.document import faster, justify
from reports.document.fonts import FontSet
from reports.document.store import from_json
from reports.document.printer import Printer
justify.install()
assert sys.argv[3] == "plain" or faster.install()
printer = Printer(FontSet.from_json(sys.argv[1]))
document = from_json(Path(sys.argv[2]).read_text())
for layout in ("zh", "en", "facing", "stacked"):
    print(layout, hashlib.sha256(printer.print(document, layout, "pdf/ua-1")[0]).hexdigest())
"""


def test_the_bytes_are_those_of_the_plain_renderer(document, fonts, tmp_path):
    content = tmp_path / "edition.json"
    content.write_text(to_json(document))
    environment = {"FONTCONFIG_FILE": str(fonts.install(tmp_path / "faces")), "PYTHONPATH": str(ROOT)}
    found = [
        subprocess.run(
            [sys.executable, "-c", PRINT, fonts.to_json(), str(content), way],
            env=environment, capture_output=True, text=True, check=True,
        ).stdout
        for way in ("plain", "fast")
    ]  # fmt: skip
    assert found[0] == found[1]
    assert len(found[0].splitlines()) == len(LANGUAGES)


def test_a_version_that_was_not_tried_is_left_alone(monkeypatch):
    monkeypatch.setattr(faster, "TRIED", "69.0")
    assert faster.install() is False
