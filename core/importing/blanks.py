"""What of a text nobody sees: white space, and characters without width that pasted text carries along."""

UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def bare(text: str) -> str:
    """A text without what nobody sees."""
    return "".join(text.translate(UNSEEN).split())


def is_blank(text: str) -> bool:
    return not bare(text)
