"""Files under their digest: whole or not there, the same bytes once, names that harm nobody."""

import hashlib
import os
import re

import pytest

from core import attachments
from core.attachments import Attachment, keep, place_of

CONTENT = "检查报告".encode()


def files(media) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def test_a_file_lies_under_its_digest(db, media, liu):
    kept = keep(CONTENT, name="报告.pdf", media_type="application/pdf", by=liu)
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (kept.digest, kept.size, kept.name, kept.created_by_id) == (digest, len(CONTENT), "报告.pdf", liu.pk)
    assert kept.path == media / "files" / digest[:2] / digest
    assert (kept.path.read_bytes(), kept.path.stat().st_mode & 0o777, kept.is_whole()) == (CONTENT, 0o640, True)


def test_the_same_bytes_are_stored_once(db, media):
    first = keep(CONTENT, name="a.pdf", media_type="application/pdf")
    written = first.path.stat()
    second = keep(CONTENT, name="b.pdf", media_type="application/pdf")
    assert (files(media), [first.name, second.name]) == ([first.digest], ["a.pdf", "b.pdf"])
    assert second.path.stat().st_ino == written.st_ino


def test_a_file_that_was_changed_is_not_whole(db, media):
    kept = keep(CONTENT, name="a.pdf", media_type="application/pdf")
    kept.path.chmod(0o600)
    kept.path.write_bytes(CONTENT + b" ")
    assert not kept.is_whole()


@pytest.mark.parametrize("breaks", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_no_row_and_no_half_file(db, media, monkeypatch, breaks):
    def refuse(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attachments.os, breaks, refuse)
    with pytest.raises(OSError, match="No space"):
        keep(CONTENT, name="a.pdf", media_type="application/pdf")
    assert (files(media), Attachment.objects.count()) == ([], 0)


def test_a_half_written_file_is_never_visible(db, media, monkeypatch):
    """At the moment of the last write nothing stands under the final name yet, and then everything."""
    path, seen = place_of(hashlib.sha256(CONTENT).hexdigest()), []
    fsync = os.fsync
    monkeypatch.setattr(attachments.os, "fsync", lambda handle: (seen.append(path.exists()), fsync(handle))[1])
    keep(CONTENT, name="a.pdf", media_type="application/pdf")
    assert (seen, path.read_bytes()) == ([False], CONTENT)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("..\\..\\boot.ini", ".._.._boot.ini"),
        ('a"; filename="b.exe', 'a"; filename="b.exe'),
        ("a\r\nSet-Cookie: x=1", "a__Set-Cookie: x=1"),
        ("report\0.pdf", "report_.pdf"),
        ("\u202efdp.exe", "_fdp.exe"),
        ("执法检查报告（示例）.pdf", "执法检查报告（示例）.pdf"),
        ("龘" * 300, "龘" * 200),
        ("\ud800.pdf", "_.pdf"),
    ],
)
def test_a_name_is_data_and_harms_neither_folder_nor_header(db, media, name, offered):
    kept = keep(CONTENT, name=name, media_type="application/pdf")
    header = kept.as_download().headers["Content-Disposition"]
    assert (kept.name, files(media)) == (offered, [kept.digest])
    # RFC 6266: one attachment with one name, quoted with its quotes escaped or percent-encoded.
    assert re.fullmatch(
        r"""attachment; (filename="(?:[^"\\]|\\.)*"|filename\*=utf-8''[\w.!~*'()%-]+)""", header, re.ASCII
    )


def test_a_download_is_nothing_a_browser_would_run(db, media):
    response = keep(CONTENT, name="a.html", media_type="text/html").as_download()
    assert b"".join(response.streaming_content) == CONTENT
    assert {name: response.headers[name] for name in attachments.DOWNLOAD_HEADERS} == attachments.DOWNLOAD_HEADERS
    assert response.headers["Content-Disposition"].startswith("attachment;")
