"""The head of a report: title, occasion, presenter, byline, salutation, and where the text itself begins."""

import re
from collections.abc import Sequence

from core.importing import head_words as words
from core.importing.outline import Language, Role
from core.importing.weight import ZH_END, first_sentence

Cut = tuple[int, Role]  # from this place of the paragraph on, it is this

_ZH_LINE, _EN_LINE = 120, 420  # characters that a line of the head has at most
_EN_SENTENCE = 4  # words from which a line with a full stop is a sentence
_EN_TITLE = re.compile(r"(?:an?\s+|the\s+)?(?:[A-Z][\w’'-]*\s+(?:of\s+the\s+)?){0,6}(?:Report|REPORT)\b")
LONGEST_TITLE = 600  # characters
MOST_LINES = 40  # of a head; what has more short lines has no head at all


def head(texts: Sequence[str], language: Language, last: int) -> list[list[Cut]]:
    """What the paragraphs before `last` are, each as cuts from its beginning on. Paragraphs are given without blanks
    at their ends. From the first sentence on everything is BODY."""
    roles: list[Role | None] = []
    for text in texts[: min(last, MOST_LINES)]:
        role = _line(text, roles, texts, language)
        if role is Role.BODY:
            break
        roles.append(role)
    _name_the_rest(roles, texts, language)
    cuts: list[list[Cut]] = [[(0, role or Role.BODY)] for role in roles]
    for text in texts[len(roles) : last]:
        first = len(cuts) == len(roles)
        cuts.append(_first_paragraph(text, language) if first else [(0, Role.BODY)])
    return cuts


def _line(text: str, before: list[Role | None], texts: Sequence[str], language: Language) -> Role | None:
    """The role of one line by its own words; None for a title or a presenter; BODY where the text begins."""
    at = len(before)
    if len(text) <= _ZH_LINE and words.BYLINE[language].search(text):
        return Role.BYLINE
    sentence = _is_sentence(text, language)
    spaced = language == "zh" and words.OCCASION["zh"].search("".join(text.split()))  # 会议 上
    if not sentence and (spaced or words.OCCASION[language].search(text)) and (at or not _is_title(text, language)):
        return Role.OCCASION
    if _goes_on(before, texts, language) and not sentence:
        return Role.OCCASION
    if words.SALUTATION[language].search(text) and not words.NO_SALUTATION[language].search(text):
        return Role.SALUTATION
    if at == 0 and _is_title(text, language):
        return None
    if sentence or (before and before[-1] is Role.SALUTATION):
        return Role.BODY
    return None


def _is_title(text: str, language: Language) -> bool:
    """True for a first line that calls itself a report, even with a full stop behind it."""
    if len(text) > LONGEST_TITLE:
        return False
    if language == "zh":
        return not ZH_END.search(text[:-1]) and bool(words.TITLE_END["zh"].search(text.rstrip("。.")))
    return first_sentence(text) == len(text) and bool(_EN_TITLE.match(text)) and len(text.split()) <= 80


def _goes_on(before: list[Role | None], texts: Sequence[str], language: Language) -> bool:
    """True when the line before is an occasion that is not complete yet."""
    if not before or before[-1] is not Role.OCCASION:
        return False
    last = texts[len(before) - 1]
    opened = sum(last.count(sign) for sign in "(（【[") > sum(last.count(sign) for sign in ")）】]")
    line = texts[len(before)]
    if language == "zh":
        complete = words.OCCASION_END["zh"].search(last) and last[-1] in "上)）】]日"
        return opened or (not complete and bool(words.OCCASION_END["zh"].search(line)))
    unfinished = words.TITLE_GOES_ON["en"].search(last) or line[:1].islower()
    return opened or bool(unfinished)


def _is_sentence(text: str, language: Language) -> bool:
    """True for a paragraph that is text, not a line of the head."""
    if language == "zh":
        return (
            len(text) > _ZH_LINE
            or bool(ZH_END.search(text))
            or (text[-1] in ":：" and not words.SALUTATION["zh"].search(text))
            or bool(words.SALUTATION["zh"].search(text) and words.NO_SALUTATION["zh"].search(text))
        )
    size = len(text.split())
    if len(text) > _EN_LINE:
        return True
    return (
        text.rstrip("”’\"')）")[-1:] in (".", "!", "?", ":")
        and size >= _EN_SENTENCE
        and not words.SALUTATION["en"].search(text)
    ) or (first_sentence(text) < len(text) and size >= _EN_SENTENCE and text.rstrip()[-1:] in ".:!?")


def _name_the_rest(roles: list[Role | None], texts: Sequence[str], language: Language) -> None:
    """Lines without a word of their own: the title comes first, however many lines it has; a presenter follows it."""
    open_lines = [at for at, role in enumerate(roles) if role is None]
    if open_lines and _lacks_title(open_lines, roles, texts, language):
        roles[open_lines.pop(0)] = Role.PRESENTER
    title = _title_lines(open_lines, roles, texts, language)
    for at in title:
        roles[at] = Role.TITLE
    for at in open_lines[len(title) :]:
        person = words.PRESENTER[language].search(texts[at]) or words.PERSON[language].search(texts[at])
        fits = person and not words.NO_PRESENTER[language].search(texts[at])
        bracketed = texts[at][0] in "(（" and texts[at][-1] in ")）"
        roles[at] = Role.PRESENTER if fits else Role.TITLE if bracketed and title else Role.BODY
    # Once a line is text, all that follows is.
    if Role.BODY in roles:
        begin = roles.index(Role.BODY)
        if not any(role in (Role.OCCASION, Role.SALUTATION, Role.PRESENTER) for role in roles[begin:]):
            roles[begin:] = [role if role is Role.BYLINE else Role.BODY for role in roles[begin:]]


def _lacks_title(lines: list[int], roles: list[Role | None], texts: Sequence[str], language: Language) -> bool:
    """True when the first open line is a person although no title stands before it."""
    text = texts[lines[0]]
    if words.NO_PRESENTER[language].search(text) or len(lines) > 1:
        return False
    after = Role.OCCASION in roles[: lines[0]] and words.PRESENTER[language].search(text)
    return bool(after or words.PERSON[language].search(text))


def _title_lines(lines: list[int], roles: list[Role | None], texts: Sequence[str], language: Language) -> list[int]:
    """Those of the open lines that make the title: they stand together, and each one calls for the next."""
    if not lines:
        return []
    title = [lines[0]]
    for at in lines[1:]:
        if any(role is not Role.BYLINE for role in roles[title[-1] + 1 : at]):
            break
        whole = "".join(texts[line] for line in title) if language == "zh" else " ".join(texts[line] for line in title)
        later = any(words.TITLE_END[language].search(texts[line]) for line in lines if line >= at)
        if not _title_calls(whole, texts[at], language, later=later):
            break
        title.append(at)
    return title


def _title_calls(title: str, line: str, language: Language, *, later: bool) -> bool:
    """True when `line` goes on with the title. `later`: it or a line after it ends as Chinese titles do."""
    unclosed = any(title.count(a) > title.count(b) for a, b in ("《》", "（）", "()", "“”", "[]"))
    if unclosed or words.TITLE_GOES_ON[language].search(title):
        return True
    person = words.PRESENTER[language].search(line) or words.PERSON[language].search(line)
    presenter = person and not words.NO_PRESENTER[language].search(line)
    if language == "zh":
        if words.TITLE_END["zh"].search(title):
            return line[0] in "(（" and line[-1] in ")）" and not words.OCCASION["zh"].search(line)
        return later or (bool(words.TITLE_CONTINUES["zh"].search(line)) and not presenter)
    return bool(words.TITLE_CONTINUES["en"].search(line)) and not presenter


def _first_paragraph(text: str, language: Language) -> list[Cut]:
    """The paragraph with the first sentence; a byline or a salutation may stand before it on the same line."""
    for role, pattern in ((Role.BYLINE, words.BYLINE_BEFORE), (Role.SALUTATION, words.SALUTATION_BEFORE)):
        found = pattern[language].match(text)
        if found and 0 < found.end() < len(text):
            return [(0, role), (found.end(), Role.BODY)]
    return [(0, Role.BODY)]
