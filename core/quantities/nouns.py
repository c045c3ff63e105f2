"""What a written noun phrase counts, and whether two languages may count the same thing.

The words are in `noun_table`. Nothing is guessed: a phrase whose head is not in the table has no concept,
and what has no
concept is never different from anything.
"""

import re
from functools import cache
from typing import Literal

from core.quantities.noun_table import COUNTED

Concepts = frozenset[str]

_VERBAL = frozenset(
    {"inspection", "visit", "evaluation", "audit", "test", "mediation", "service", "registration", "training"}
)
_KINDS = frozenset({"person", "organisation", "product"})
_LONGEST_ZH = 8
_LONGEST_EN = 6
_ZH_BRACKET = re.compile(r"[(\[（〔][^)\]）〕]*[)\]）〕]?")
_ZH_JOINTS = re.compile(r"[、,和及与或/]|以及")
# What may follow a head without changing it: 企业(含个体), 企业等, 案件中, 人员以上.
_ZH_TAIL = re.compile(
    r"(?:[(\[].*|[”\"』》]|等|等等|中|内|里|之中|当中|左右|以上|以下|各|均|都|共|总数|总量|数量|数"
    r"|总计)+$"
)
_EN_WORD = re.compile(r"[a-z][a-z'’-]*")
_EN_JOINTS = re.compile(r"\s*(?:,|/|\band\b|\bor\b|\bas well as\b)\s*")
# Words after which an English phrase only says more about its head. "of" is looked at by itself.
_EN_AFTER_HEAD = re.compile(
    r"(?:^|\s+)(?:[(\[].*|(?:in|for|with|that|which|who|whose|whom|by|on|to|at|from|under|across|among|against|along|"
    r"around|near|after|before|involving|concerning|related|relating|were|was|are|is|had|have|has|been|during|since|"
    r"throughout|nationwide|where|when|within|without|between|through|per|into|including|suspected|engaged|above|below|"
    r"over|not|being|found|violating|subject\s+to)\s.*)$|(?:^|\s+)(?:nationwide|found|were|was|are|is)$|[;:].*$",
    re.DOTALL,
)
# Heads that only portion what follows "of": both are meant.
_PORTION_WORDS = """
    batch batches lot lots set sets piece pieces item items kind kinds type types group groups round rounds copy
    copies team teams pair pairs unit units number total share proportion percentage majority series category
    categories class classes part parts sort sorts variety varieties case cases instance instances act acts form
    forms stretch section sections member members consignment consignments head bottle bottles box boxes tonne
    tonnes ton tons line lines
"""
_PORTIONS = frozenset(_PORTION_WORDS.split())


def concepts_zh(noun: str) -> Concepts:
    """The concepts of a Chinese noun phrase, whose head is at its end: 安全漏洞 is a vulnerability.

    A list (企业和机构) has the concepts of all its members. Empty when the head is unknown.
    """
    return _zh(noun)


def concepts_en(noun: str) -> Concepts:
    """The concepts of an English noun phrase as written: "important information systems" are systems.

    "batches of products" has both concepts. Empty when the head is unknown.
    """
    return _en(noun)


def concepts(noun: str, language: Literal["zh", "en"]) -> Concepts:
    """The concepts of a noun phrase of either language."""
    return _zh(noun) if language == "zh" else _en(noun)


def different(first: Concepts, second: Concepts) -> bool:
    """Whether two sets of concepts are clearly two things: vulnerabilities and systems."""
    return not may_be_same(first, second)


def of_one_kind(first: Concepts, second: Concepts) -> bool:
    """Whether both are known and are persons, or organisations, or goods: 60 teachers and 50 doctors are 110 people."""
    return any(_widened(one) & _widened(other) & _KINDS for one in first for other in second)


def is_word_zh(noun: str) -> bool:
    """Whether a Chinese noun is a word of the table, nothing before it: 乡镇 counts townships, 甲市 names a place."""
    return noun in _ZH


def may_be_same(first: Concepts, second: Concepts) -> bool:
    """Whether two sets of concepts may mean one thing. Only what is clearly different is not: students and schools.

    Unknown concepts, equal ones, one under the other and near ones may be the same.
    """
    return not first or not second or any(_close(one, other) for one in first for other in second)


@cache
def _close(one: str, other: str) -> bool:
    return one in _widened(other) or other in _widened(one) or bool(_NEAR[one] & _NEAR[other])


@cache
def _zh(noun: str) -> Concepts:
    plain = _ZH_BRACKET.sub("", noun)
    head = _zh_head(plain)
    if not head:  # a list is known by its last member, which carries the head
        return head
    return head.union(*(_zh_head(part) for part in _ZH_JOINTS.split(plain)[:-1]))


def _zh_head(phrase: str) -> Concepts:
    for text in dict.fromkeys((phrase, _ZH_TAIL.sub("", phrase))):
        # One character is a head by itself only in short words: 两市, 该厂, but 国有林场 is no show (场).
        for length in range(min(_LONGEST_ZH, len(text)), 0 if len(text) < 3 else 1, -1):
            if found := _ZH.get(text[-length:]):
                # 省检查 may be a check of provinces, or provinces that check: verb and noun look alike.
                return found | _zh_head(text[:-length]) if found & _VERBAL else found
    return frozenset()


@cache
def _en(noun: str) -> Concepts:
    whole = " ".join(noun.lower().replace("’", "'").split())
    if known := _en_long(whole.split()):
        return known
    phrase = _EN_AFTER_HEAD.sub("", whole).strip()
    head, of, rest = phrase.partition(" of ")
    found = _en_list(head)
    words = _EN_WORD.findall(head)
    return found | _en(rest) if of and (not words or words[-1] in _PORTIONS) else found


def _en_long(words: list[str]) -> Concepts:
    """The concepts of a term of the table that has a preposition in it: person with disabilities."""
    for start in range(len(words)):
        for end in range(min(start + _LONGEST_EN, len(words)), start + 1, -1):
            if found := _EN_LONG.get(" ".join(words[start:end])):
                return found
    return frozenset()


def _en_list(phrase: str) -> Concepts:
    found = [_en_phrase(part) for part in _EN_JOINTS.split(phrase) if part]
    return frozenset().union(*found) if found and found[-1] else frozenset()


def _en_phrase(phrase: str) -> Concepts:
    """The concepts of the longest known ending."""
    words = phrase.split()
    for length in range(min(_LONGEST_EN, len(words)), 0, -1):
        if found := _EN.get(" ".join(words[-length:])):
            return found
    return _EN.get(words[-1].split("-")[-1], frozenset()) if words else frozenset()


def plural_of(singular: str) -> str:
    """The regular English plural of a noun; the table states the others."""
    if re.search(r"(?:s|x|z|ch|sh)$", singular):
        return singular + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", singular) + "s"


def _indexes() -> tuple[dict[str, Concepts], dict[str, Concepts]]:
    zh: dict[str, set[str]] = {}
    en: dict[str, set[str]] = {}
    for row in COUNTED:
        for word in row.zh.split():
            zh.setdefault(word, set()).add(row.key)
        for entry in row.en.split(","):
            singular, _, plural = entry.strip().lower().partition("/")
            for word in (singular, plural or plural_of(singular)):
                en.setdefault(word, set()).add(row.key)
    return {word: frozenset(keys) for word, keys in zh.items()}, {word: frozenset(keys) for word, keys in en.items()}


_UNDER = {row.key: frozenset(row.under.split()) for row in COUNTED}
_NEAR = {row.key: frozenset(row.near.split()) for row in COUNTED}
_ZH, _EN = _indexes()
_EN_LONG = {word: keys for word, keys in _EN.items() if re.search(r" (?:of|with|in|for|and) ", word)}


@cache
def _widened(key: str) -> Concepts:
    """A concept and every wider one above it."""
    return frozenset({key}).union(*(_widened(above) for above in _UNDER[key]))
