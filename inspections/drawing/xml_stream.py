"""Large XML parts of a workbook, in one pass and by two readers.

Expat reads every byte: that is what refuses declarations of its own and XML that is not well-formed. But telling Python
of each tag takes it five times as long as reading. So where a part looks as spreadsheets write it, a pattern takes what
stands there and expat is only asked whether it is sound; everywhere else, expat tells what it finds.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

Handlers = tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None]]
SILENT = (None, None, None)
MOST_HELD = 1_000_000  # bytes without an end of a record
FEWEST = 8  # records of a piece that is not looked at in halves
# UTF-8, as it says itself or by saying nothing: in another encoding the same bytes may be something else.
BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml [^<>]*?encoding=[\"'](?i:utf-8)[\"'][^<>]*\?>)?\s*<[A-Za-z]")


class Declared(ValueError):
    """The part declares a document type or an entity."""


def never(_piece: bytes) -> bool:
    """For a part that is told wholly."""
    return False


def stream(chunks: Iterable[bytes], handlers: Handlers, end: bytes, plain: Callable[[bytes], bool] = never) -> None:
    """Read a part; names are told with their namespaces before a "}".

    `plain` is given whole records, each of which ends with the tag `end`, before expat reads them: True when it took
    all that is in them, which then is not told. It sees nothing from a comment, a CDATA section or an instruction on,
    nor anything of a part in another encoding than UTF-8: there, what looks like a record may be none.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse

    def feed(piece: bytes, may_be_plain: bool) -> None:
        taken = may_be_plain and plain(piece)
        if not taken and may_be_plain and (cut := _middle(piece, end)):
            feed(piece[:cut], True)
            feed(piece[cut:], True)
            return
        told = SILENT if taken else handlers
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = told
        parser.Parse(piece, False)

    trusted = None
    for piece in _pieces(chunks, end):
        if trusted is None:
            begins = BEGINNING.match(piece)
            trusted = begins is not None and not _strange(piece[begins.end() :]) and piece.endswith(end)
            feed(piece, False)
        else:
            trusted = trusted and not _strange(piece) and piece.endswith(end)
            feed(piece, trusted)
    parser.Parse(b"", True)


def _refuse(*_args: object) -> None:
    raise Declared


def _strange(piece: bytes) -> bool:
    return any(sign in piece and b"<" + sign in piece for sign in (b"!", b"?"))  # one byte alone is found faster


def _pieces(chunks: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """The part, cut behind records wherever that is possible."""
    held = b""
    for chunk in chunks:
        held += chunk
        cut = held.rfind(end) + len(end)
        if cut < len(end):
            if len(held) < MOST_HELD:
                continue
            cut = len(held)
        yield held[:cut]
        held = held[cut:]
    yield held


def _middle(piece: bytes, end: bytes) -> int:
    """Where a piece of many records falls into two of whole ones; 0 when it has few."""
    cut = piece.rfind(end, 0, len(piece) // 2)
    return cut + len(end) if cut >= 0 and piece.count(end) > FEWEST else 0
