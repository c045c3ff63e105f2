"""English that is not the glossary's and yet meant for it: names close to one, terms with one word exchanged; and
English that says the same in another form: names listed under one head, terms inflected."""

import re
from collections.abc import Callable, Iterator

from reports.agreement.english import MINOR, Form, Hit, Words, near, root
from reports.agreement.plain_words import ACTING, POINTING

ROOM = 2  # words more than the rendering has that a stretch may hold
RUN = 3  # capitals that may stand in the place of one word of a name
OF_PHRASE = 10  # words that may stand between a head and its own complement: Decision of the Standing Committee on …
PREPOSITIONS = ("of", "for", "on", "in", "to")
_ACTING = set(map(root, ACTING))
_JOINED = re.compile(r",|\band\b|\bor\b|&|/")
_SPACE = re.compile(r"[\s-]*(?:(?:the|a|an)\b)?[\s-]*", re.IGNORECASE)
_BROKEN = re.compile(r"[,:“”\"(){}\[\]]")

Taken = Callable[[Hit], bool]  # does the stretch render something else?


def head_of(form: Form) -> str:
    """The word that says what is named: the one before the first preposition, or the last."""
    for before, word in zip(form.words, form.words[1:], strict=False):
        if word in PREPOSITIONS and before in form.content:
            return before
    return form.content[-1]


# --- Another rendering -----------------------------------------------------------------------------------------------


def close_name(words: Words, form: Form, taken: Taken) -> Hit | None:
    """The name in `words` that shares most words with `form`, its head at the same end; None when none is close.

    Of two words both must be there, or others of their roots; of three, two; of more, more than half; always the head.
    """
    if len(form.content) < 2:
        return None
    best: tuple[float, Hit] | None = None
    for hit, matched in _windows(words, form):
        if len(matched) < _least(len(form.content)) or not _has_head(words, hit, form) or not _is_name(words, hit):
            continue
        score = (
            2
            * len(matched)
            / (len(form.content) + sum(word not in MINOR for word in words.norms[hit.first : hit.last]))
        )
        if (best is None or score > best[0]) and not taken(hit):
            best = score, hit
    return _whole_name(words, best[1], form, taken) if best else None


def _windows(words: Words, form: Form) -> Iterator[tuple[Hit, set[int]]]:
    """Stretches that begin and end with a word of `form`, and which of its words they hold."""
    places = sorted((place, number) for number, word in enumerate(form.content) for place in words.like(word))
    for at, (first, _) in enumerate(places):
        matched: set[int] = set()
        for place, number in places[at:]:
            if place - first >= len(form.words) + ROOM or words.sentence(place) != words.sentence(first):
                break
            matched.add(number)
            yield Hit(first, place + 1), set(matched)


def _has_head(words: Words, hit: Hit, form: Form) -> bool:
    """Does the head of the name stand where it stands in `form`: first, last or between?"""
    head, there = head_of(form), words.norms[hit.first : hit.last]
    if head == form.content[0]:
        return near(there[0], head)
    return near(there[-1], head) if head == form.content[-1] else any(near(word, head) for word in there)


def _least(count: int) -> int:
    return count if count < 3 else 2 if count == 3 else count // 2 + 1


def _is_name(words: Words, hit: Hit) -> bool:
    """Capitals at both ends, and most words between them."""
    content = [number for number in range(hit.first, hit.last) if words.norms[number] not in MINOR]
    capitals = sum(words.capital(number) for number in content)
    return words.capital(hit.first) and words.capital(hit.last - 1) or capitals * 3 > len(content) * 2


def _whole_name(words: Words, hit: Hit, form: Form, taken: Taken) -> Hit:
    """`hit` with the capitals directly beside it."""
    for _ in range(ROOM):
        left = Hit(hit.first - 1, hit.last)
        if not hit.first or not words.capital(left.first) or not _adjoin(words, left.first) or taken(left):
            break
        hit = left
    while hit.last < len(words.norms) and words.capital(hit.last) and _adjoin(words, hit.last - 1):
        right = Hit(hit.first, hit.last + 1)
        if taken(right) or right.last - right.first > len(form.words) + ROOM:
            break
        hit = right
    return hit


def _adjoin(words: Words, number: int) -> bool:
    """Is there nothing but a blank, a hyphen or an article between this word and the next one?"""
    return bool(_SPACE.fullmatch(words.between(number)))


def one_word_off(words: Words, form: Form, taken: Taken) -> Iterator[Hit]:
    """The stretches that have the words of `form` in their order but for one of three or more."""
    if len(form.content) < 3:
        return
    anchors = [number for number, word in enumerate(form.words) if word not in MINOR][:2]
    starts = {place - number for number in anchors for place in words.like(form.words[number])}
    for start in sorted(starts):
        hit = Hit(start, start + len(form.words))
        if start >= 0 and hit.last <= len(words.norms) and _exchanged(words, hit, form) and not taken(hit):
            yield hit


def _exchanged(words: Words, hit: Hit, form: Form) -> bool:
    there = words.norms[hit.first : hit.last]
    off = [(word, one) for word, one in zip(form.words, there, strict=True) if not near(word, one)]
    if len(off) != 1 or {*off[0]} & MINOR or off[0][1] in POINTING:
        return False
    return words.sentence(hit.first) == words.sentence(hit.last - 1) and not _BROKEN.search(words.text(hit))


def other_word(words: Words, form: Form, name: bool, taken: Taken) -> Iterator[Hit]:
    """For a rendering of two words: its head with another word in the place of the one beside it. A name may have up to
    three capitals there, and ends where they end: Network Security Law for Cybersecurity Law."""
    if len(form.content) != 2 or len(form.words) - len(form.content) > 1:
        return
    head = head_of(form)
    behind = form.words[1:-1] if form.words[0] == head else None  # of
    for place in words.numbers(head):
        for hit in _with_neighbours(words, place, behind, RUN if name else 1):
            other = [word for word in words.norms[hit.first : hit.last] if word != head and word not in MINOR]
            if not other or any(near(word, one) for word in other for one in form.content):
                continue
            if not name and any(word in POINTING or root(word) in _ACTING for word in other):
                continue
            if (not name or words.capital(place)) and not _BROKEN.search(words.text(hit)) and not taken(hit):
                yield hit


def other_head(words: Words, form: Form, taken: Taken) -> Iterator[Hit]:
    """For a name of two words: what stands beside its head with another head, in capitals: Cybersecurity Act."""
    if len(form.content) != 2:
        return
    at, rest = form.words.index(head_of(form)), next(word for word in form.content if word != head_of(form))
    for place in words.numbers(rest):
        first = place - form.words.index(rest)
        hit = Hit(first, first + len(form.words))
        if first < 0 or hit.last > len(words.norms) or not _exchanged(words, hit, form):
            continue
        open_side = hit.last - 1 if at else first - 1
        open_ended = 0 <= open_side < len(words.norms) - 1 and _adjoin(words, open_side)
        further = words.capital(open_side + 1 if at else open_side) if open_ended else False
        if words.capital(first + at) and words.capital(place) and not further and not taken(hit):
            yield hit


def _with_neighbours(words: Words, place: int, behind: tuple[str, ...] | None, most: int) -> Iterator[Hit]:
    """The head at `place` with the words beside it: those before, or those after `behind`."""
    if behind is None:
        first = place
        while first and place - first < most and _runs_on(words, first - 1, most):
            first -= 1
        if first < place and not (most > 1 and first and _runs_on(words, first - 1, most)):
            yield Hit(first, place + 1)
    elif tuple(words.norms[place + 1 : place + 1 + len(behind)]) == behind:
        start = last = place + 1 + len(behind)
        while last < len(words.norms) and last - start < most and _capital_or(words, last, most):
            last += 1
        if last > start:
            yield Hit(place, last)


def _runs_on(words: Words, number: int, most: int) -> bool:
    return _adjoin(words, number) and _capital_or(words, number, most)


def _capital_or(words: Words, number: int, most: int) -> bool:
    return words.norms[number] not in MINOR and (most == 1 or words.capital(number))


# --- The same in another form ----------------------------------------------------------------------------------------


def inflected(words: Words, form: Form) -> bool:
    """Do all words of `form`, or others of their roots, stand together: risks were assessed for risk assessment?"""
    return any(len(matched) == len(form.content) for _, matched in _windows(words, form))


def listed_together(words: Words, form: Form) -> bool:
    """Does the name stand in a list under a common head (the Ministries of Education and of Transport; the Supreme
    People's Court and Procuratorate), or with its own of-phrase inside (Decision of the Standing Committee on …)?"""
    for start in words.numbers(form.words[0]):
        place, gaps = start, []
        for word in form.words[1:]:
            following = next((one for one in range(place + 1, len(words.norms)) if words.norms[one] == word), None)
            if following is None or words.sentence(following) != words.sentence(start):
                break
            if following > place + 1:
                gaps.append((place, following))
            place = following
        else:
            if len(gaps) == 1 and (_is_list(words, *gaps[0], start) or _is_of_phrase(words, *gaps[0], form)):
                return True
    return False


def _is_list(words: Words, before: int, after: int, start: int) -> bool:
    """Is the gap a list: behind a plural, or of few words?"""
    between = words.raw[words.places[before][1] : words.places[after][0]]
    plural = any(words.plural(number) for number in range(start, before + 1))
    return bool(_JOINED.search(between)) and (plural or after - before <= 4)


def _is_of_phrase(words: Words, before: int, after: int, form: Form) -> bool:
    at_head = words.norms[before] == head_of(form) and words.norms[before + 1] in PREPOSITIONS
    return at_head and after - before <= OF_PHRASE


def by_head(words: Words, form: Form) -> bool:
    """Is the thing named by the head of its name alone: the Ministry, the Center?"""
    return any(
        words.capital(number)
        and re.search(r"\b[Tt]he\s$", words.raw[: words.places[number][0]])
        and not re.match(r"\s+(?:(?:of|for|on)\b|[A-Z])", words.raw[words.places[number][1] :])
        for number in words.numbers(head_of(form))
    )
