"""A package that was changed on its way, by accident or on purpose, is refused before anything of it is believed."""

import io
import struct
import warnings
import zipfile

import pytest

from core import archives
from core.signing import sign
from findings.packages import archive
from findings.packages.archive import pack
from findings.packages.manifest import ANSWER, MANIFEST, SIGNATURE, Entry, Manifest, signed_message
from findings.packages.opening import Package, open_package
from findings.packages.refusals import PackageRefused
from tests.findings.packed import ABOVE, installation, parts_of, resigned

UUID = "00000000-0000-4000-8000-000000000000"
ENTRIES = {"answer.json": b'{"schema":1}', f"files/{'a' * 64}": b"%PDF-1.7\n%%EOF", "workbook.xlsx": b"PK\x03\x04"}


@pytest.fixture(autouse=True)
def key(settings) -> None:
    installation(settings, ABOVE)


@pytest.fixture
def content() -> bytes:
    entries = {MANIFEST: head(), SIGNATURE: b"", **ENTRIES}
    return resigned(entries)


def head() -> bytes:
    manifest = Manifest(
        ANSWER, "2017-09-01T00:00:00+08:00", "0" * 64, UUID, UUID, "0" * 64, "hunan-sc", "npcsc", 1,
        (Entry("answer.json", 0, "0" * 64),),
    )  # fmt: skip
    return manifest.to_bytes()


def opened(content: bytes) -> Package:
    return open_package(io.BytesIO(content))


def refusal(content: bytes) -> str:
    """The code of the refusal, "" where the package opens; both sentences are whole."""
    try:
        opened(content)
    except PackageRefused as refused:
        assert refused.text.complete
        assert "{" not in refused.text.zh + refused.text.en
        return refused.code
    return ""


def zipped(entries: list[tuple[str, bytes]], **given: object) -> bytes:
    """A .zip of these entries; `given` is set on each."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the names that stand twice are meant to
        for name, data in entries:
            info = zipfile.ZipInfo(name)
            for key, value in given.items():
                setattr(info, key, value)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return file.getvalue()


def test_the_original_opens(content):
    package = opened(content)
    assert {entry.name: package.read(entry.name) for entry in package.manifest.entries} == ENTRIES


def test_what_was_unpacked_and_packed_again_is_the_same_package(content):
    """Some gateways do that: what counts is what was signed, not how it is packed."""
    again = zipped([("files/", b""), *parts_of(content).items()])
    assert again != content
    assert opened(again).manifest.digest == opened(content).manifest.digest


def test_no_byte_is_changed_without_being_seen(content):
    """Every byte of the file, each with one bit turned: refused, or a byte of the packing that says nothing."""
    original, believed = opened(content).manifest, []
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 << (place % 8)
        try:
            package = opened(bytes(changed))
        except PackageRefused:
            continue
        assert package.manifest == original
        assert {entry.name: package.read(entry.name) for entry in original.entries} == ENTRIES
        believed.append(place)
    in_entries = [place for place in believed if inside(content, place)]
    assert in_entries == []


def inside(content: bytes, place: int) -> bool:
    """Whether the byte at `place` belongs to the content of an entry."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        starts = [(info.header_offset + 30 + len(info.filename), info.file_size) for info in made.infolist()]
    return any(start <= place < start + size for start, size in starts)


@pytest.mark.parametrize("end", [0, 1, 4, 30, 200, -1, -20])
def test_a_file_that_was_cut_off_is_refused(content, end):
    assert refusal(content[:end]) in ("broken", "no_manifest", "missing")


@pytest.mark.parametrize("name", [*ENTRIES, MANIFEST, SIGNATURE])
def test_every_entry_that_is_changed_is_seen(content, name):
    parts = parts_of(content)
    parts[name] = parts[name][:-1] + bytes([parts[name][-1] ^ 1])
    assert refusal(zipped(list(parts.items()))) in ("altered", "signature", "manifest")


@pytest.mark.parametrize("name", [*ENTRIES, MANIFEST, SIGNATURE])
def test_every_entry_that_is_longer_is_seen(content, name):
    parts = parts_of(content)
    parts[name] += b"x"
    assert refusal(zipped(list(parts.items()))) in ("altered", "signature", "manifest")


@pytest.mark.parametrize("name", [*ENTRIES, MANIFEST, SIGNATURE])
def test_every_entry_that_is_missing_is_seen(content, name):
    parts = parts_of(content)
    del parts[name]
    assert refusal(zipped(list(parts.items()))) == ("no_manifest" if "manifest" in name else "missing")


def test_an_entry_that_was_added_is_refused(content):
    assert refusal(zipped([*parts_of(content).items(), ("readme.txt", b"x")])) == "name"


def test_a_signature_of_another_manifest_is_refused(content):
    parts = parts_of(content)
    parts[SIGNATURE] = sign(parts[MANIFEST]).encode()  # of the same bytes, but not as a package
    assert refusal(zipped(list(parts.items()))) == "signature"


def test_a_signature_of_another_key_is_refused(content, settings):
    parts = parts_of(content)
    installation(settings, "33" * 32)
    parts[SIGNATURE] = sign(signed_message(parts[MANIFEST])).encode()
    assert refusal(zipped(list(parts.items()))) == "signature"


@pytest.mark.parametrize("signature", [b"", b"0" * 128, b"x" * 128, b"0" * 129, "中".encode() * 43, b"\xff" * 128])
def test_what_is_no_signature_is_refused(content, signature):
    parts = parts_of(content)
    parts[SIGNATURE] = signature
    assert refusal(zipped(list(parts.items()))) == "signature"


# --- The manifest -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("format", "another", "no_manifest"),
        ("version", 2, "version"),
        ("version", 0, "manifest"),
        ("version", True, "manifest"),
        ("kind", "receipt", "manifest"),
        ("kind", ["request"], "manifest"),
        ("created", "yesterday", "manifest"),
        ("key", "0" * 63, "manifest"),
        ("delegation", "../../etc", "manifest"),
        ("request_digest", None, "manifest"),
        ("sender", "a\0b", "manifest"),
        ("recipient", "", "manifest"),
        ("number", -1, "manifest"),
        ("number", 10**9, "manifest"),
        ("number", 1.5, "manifest"),
        ("number", True, "manifest"),
        ("more", 1, "manifest"),
        ("entries", [], "manifest"),
        ("entries", {}, "manifest"),
        ("entries", ["x"], "manifest"),
        ("entries", [{"name": "../x", "size": 1, "digest": "0" * 64}], "manifest"),
        ("entries", [{"name": "answer.json", "size": "1", "digest": "0" * 64}], "manifest"),
        ("entries", [{"name": "answer.json", "size": 12, "digest": "0" * 64}] * 2, "manifest"),
        ("entries", [{"name": "answer.json", "size": 12, "digest": "0" * 64}], "name"),
    ],
    ids=str,
)
def test_a_manifest_that_is_none_is_refused_though_it_is_signed(content, name, value, code):
    assert refusal(resigned(parts_of(content), lambda manifest: {**manifest, name: value})) == code


@pytest.mark.parametrize(
    "head", [b"", b"{", b"[]", b"null", b"1e999", b'{"format":1,"format":1}', b"\xff", b"[" * 99_999]
)
def test_a_manifest_that_is_no_json_is_refused(content, head):
    parts = parts_of(content)
    parts[MANIFEST] = head
    assert refusal(zipped(list(parts.items()))) in ("manifest", "no_manifest")


def test_a_manifest_that_is_written_otherwise_is_refused(content):
    parts = parts_of(content)
    parts[MANIFEST] = parts[MANIFEST].replace(b'":', b'": ')
    parts[SIGNATURE] = sign(signed_message(parts[MANIFEST])).encode()
    assert refusal(zipped(list(parts.items()))) == "manifest"


# --- The .zip ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK", b"PK\x05\x06" + bytes(18), b"%PDF-1.7\n%%EOF", b"<html>", bytes(5000)]
)
def test_what_is_no_package_is_refused(content):
    assert refusal(content) in ("broken", "no_manifest")


@pytest.mark.parametrize(
    "name", ["../x", "files/../../x", "/etc/passwd", "..\\x", "C:\\x", "C:/x", "files\\x", "\\\\host\\x", "a/.."]
)
def test_names_that_lead_out_are_refused(content, name):
    assert refusal(zipped([*parts_of(content).items(), (name, b"x")])) == "name"


def test_a_link_is_refused(content):
    parts = list(parts_of(content).items())
    assert refusal(zipped(parts, external_attr=0o120777 << 16, create_system=3)) == "name"


def test_what_stands_twice_is_refused(content):
    parts = list(parts_of(content).items())
    assert refusal(zipped([*parts, parts[2]])) == "twice"


def test_a_password_is_refused(content):
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        start = made.start_dir
    flags = struct.unpack_from("<H", changed, start + 8)[0]
    struct.pack_into("<H", changed, start + 8, flags | 1)
    assert refusal(bytes(changed)) == "encrypted"


def test_a_bomb_is_refused_before_it_is_unpacked(content, monkeypatch):
    bomb = zipped([*parts_of(content).items(), (f"files/{'b' * 64}", bytes(40_000_000))])
    assert len(bomb) < 100_000
    monkeypatch.setattr(archive.PackageArchive, "read", lambda *_: pytest.fail("was read"))
    assert refusal(bomb) == "bomb"


def test_a_size_that_lies_is_held_to_what_the_directory_says(content):
    """Declared as a few bytes, packed as forty million: the reader stops at what was declared."""
    bomb = bytearray(zipped([(MANIFEST, bytes(40_000_000)), (SIGNATURE, b"x")]))
    place = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(b"PK\x01\x02"))
    struct.pack_into("<L", bomb, place + 24, 100)
    assert refusal(bytes(bomb)) in ("broken", "manifest")


def test_too_many_entries_are_refused(content):
    many = [(f"files/{number:064x}", b"") for number in range(archives.MOST_MEMBERS + 1)]
    assert refusal(zipped([*parts_of(content).items(), *many])) == "members"


def test_more_than_the_limit_is_refused_by_its_size_alone(monkeypatch):
    """300 MB and a byte: nothing of it is read."""

    class Huge(io.BytesIO):
        def seek(self, place: int, whence: int = 0) -> int:
            return archive.LARGEST_PACKAGE + 1

        def read(self, *_: object) -> bytes:
            pytest.fail("was read")

    with pytest.raises(PackageRefused) as refused:
        open_package(Huge())
    assert (refused.value.code, "300" in refused.value.text.zh) == ("too_large", True)


def test_a_package_is_packed_to_the_same_bytes_every_time():
    first, second = io.BytesIO(), io.BytesIO()
    for file in (first, second):
        pack(file, list(ENTRIES.items()))
    assert first.getvalue() == second.getvalue()
