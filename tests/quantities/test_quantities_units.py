"""The table of units, and what the package may lean on."""

import subprocess
import sys

import pytest

from core.quantities import UNITS, UnitKind, unit

# The counters official reports use (量词), each reachable by at least one unit.
COUNTERS = {
    "个", "人", "名", "位", "家", "起", "件", "项", "条", "处", "次", "场次", "批次", "人次", "家次", "户", "届", "级",
    "亩", "公里", "吨", "斤", "元", "%", "个百分点", "倍", "年", "个月", "天", "日", "省（区、市）",
}  # fmt: skip

NOUNLESS = {"none", "major", "piece", "document", "term", "rank"}


def test_every_counter_has_a_unit():
    assert COUNTERS - {unit.counter for unit in UNITS.values()} == set()


def test_every_key_is_a_slug_and_every_kind_is_used():
    assert [key for key in UNITS if not key.replace("_", "").isalpha() or not key.islower()] == []
    assert {unit.kind for unit in UNITS.values()} == set(UnitKind)


def test_only_bare_counters_lack_an_english_noun():
    assert {key for key, unit in UNITS.items() if not unit.noun.en} == NOUNLESS
    assert {key for key, unit in UNITS.items() if not unit.noun.en_plural} == NOUNLESS


def test_the_empty_key_is_a_bare_number():
    assert unit("") is UNITS["none"]


def test_an_unknown_key_is_named():
    with pytest.raises(KeyError, match="furlong"):
        unit("furlong")


def test_the_package_needs_no_django():
    program = "import sys, core.quantities; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
