import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reports.document import justify
from reports.document.fonts import CANDIDATES, CHINESE, Face, FontSet, FontsMissing

ROOT = Path(__file__).resolve().parents[3]
NAMES = "喆垚赟镕䶮㛃堃昇珺玥祎晧翀昉頔龑烜"


def test_every_face_has_its_file(fonts):
    assert set(fonts.faces) == set(CANDIDATES)
    assert fonts.replaced == ()
    assert fonts.notices() == ()


def test_the_faces_are_told_apart(fonts):
    names = {
        name: TTFont(face.path, fontNumber=face.index, lazy=True)["name"].getDebugName(1)
        for name, face in fonts.faces.items()
    }
    assert [names[name][:9] for name in ("title", "hei", "kai", "fang")] == [
        "FandolSon",
        "FandolHei",
        "FandolKai",
        "FandolFan",
    ]
    assert names["latin"] == names["latin-bold"] == "Liberation Serif"


def test_rare_characters_of_names_come_from_a_fallback(fonts):
    codes = {ord(char) for char in NAMES}
    assert not codes & fonts.chinese
    assert codes <= fonts.every


def test_all_of_gb2312_prints_in_the_face_meant(fonts):
    han = {bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)} - {
        ""
    }
    assert len(han) == 6763
    assert {ord(char) for char in han} <= fonts.chinese


def test_an_office_brings_its_own_face(fonts, tmp_path):
    own = tmp_path / "office.otf"
    shutil.copy(fonts.faces["kai"].path, own)
    found = FontSet.find(None, {"fang": own})
    assert found.faces["fang"] == Face(str(own))
    assert "fang" not in found.replaced


def test_a_folder_may_be_named_from_where_one_is(fonts, monkeypatch):
    folder = Path(fonts.faces["fang"].path).parent
    monkeypatch.chdir(folder.parent)
    assert FontSet.find(Path(folder.name)) == fonts


def test_a_face_that_is_not_there_is_replaced_with_a_notice(fonts, tmp_path):
    found = FontSet.find(tmp_path)  # no Fandol: the fallback stands in
    assert "fang" in found.replaced
    assert found.faces["fang"] == found.fallbacks[0]
    notice = next(one for one in found.notices() if "仿宋" in one.message.zh)
    assert (notice.level, notice.message.complete) == ("warning", True)


def test_without_any_font_there_is_a_sentence(tmp_path):
    with pytest.raises(FontsMissing) as missing:
        FontSet.find(tmp_path, system=())
    assert missing.value.sentence.complete


@pytest.mark.parametrize(
    ("own", "error"), [({"fang": "/nowhere/office.ttf"}, FileNotFoundError), ({"mono": "x"}, ValueError)]
)
def test_a_wrong_setting_is_an_error(own, error):
    with pytest.raises(error):
        FontSet.find(None, own)


def test_a_set_survives_its_json(fonts):
    assert FontSet.from_json(fonts.to_json()) == fonts
    assert json.loads(fonts.to_json())["faces"].keys() == CANDIDATES.keys()


def test_digests_name_every_file_and_change_with_it(fonts, tmp_path):
    digests = fonts.digests()
    assert set(CANDIDATES) < set(digests)
    own = tmp_path / "office.otf"
    own.write_bytes(Path(fonts.faces["fang"].path).read_bytes() + b"\0")
    changed = FontSet.find(Path(fonts.faces["fang"].path).parent, {"fang": own}).digests()
    assert {name for name in digests if digests[name] != changed[name]} == {"fang"}


def test_a_print_sees_no_other_font_of_the_machine(fonts, tmp_path):
    config = fonts.install(tmp_path / "fonts")
    families = subprocess.run(
        ["fc-list", ":", "family"], env={"FONTCONFIG_FILE": str(config), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    ) if shutil.which("fc-list") else None  # fmt: skip
    links = sorted(path.name for path in (tmp_path / "fonts" / "fonts").iterdir())
    assert len(links) == len(CANDIDATES) + 2 + len(fonts.fallbacks)
    assert all(path.is_symlink() for path in (tmp_path / "fonts" / "fonts").iterdir())
    if families:
        assert {f"zj-{name}" for name in (*CHINESE, "latin", "figures")} <= {
            name for line in families.stdout.replace("\\", "").splitlines() for name in line.split(",")
        }


def test_justification_refuses_a_renderer_it_was_not_tried_with(monkeypatch):
    monkeypatch.setattr(justify, "TRIED", "69.")
    with pytest.raises(RuntimeError, match="69"):
        justify.install()


def test_the_document_needs_no_django():
    code = (
        "import sys, reports.document.worker, reports.document.pdf, reports.document.store\n"
        "raise SystemExit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
