"""A ZIP whose directory lies: whatever it says, the answer is a fault with a sentence, never an accident."""

import io
import struct
import zipfile

import pytest

from core.archives import Archive, ArchiveFault


def a_zip() -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>" * 50)
        archive.writestr("word/styles.xml", "<s/>")
    return bytearray(out.getvalue())


def test_a_whole_one_is_read():
    assert Archive(bytes(a_zip())).read("word/styles.xml") == b"<s/>"


def test_every_byte_turned_is_read_or_refused():
    whole = a_zip()
    for place in range(len(whole)):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        try:
            archive = Archive(bytes(spoiled))
            for name in archive.members:
                archive.read(name)
        except ArchiveFault:
            continue


def test_a_directory_that_points_before_the_file_is_broken():
    spoiled = a_zip()
    end = spoiled.rindex(b"PK\x05\x06")
    (offset,) = struct.unpack_from("<I", spoiled, end + 16)
    struct.pack_into("<I", spoiled, end + 16, offset + 1000)  # the library then looks a thousand bytes too early
    with pytest.raises(ArchiveFault) as fault:
        archive = Archive(bytes(spoiled))
        archive.read(next(iter(archive.members)))
    assert fault.value.kind == "broken"
