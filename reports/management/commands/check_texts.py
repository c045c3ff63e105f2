"""`manage.py check_texts`: where the Chinese and the English of a report disagree."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import get_language

from core.importing.faults import SourceError, fault
from core.importing.outline import Language, Outline
from core.importing.scripts import HAN, WORD, holds_both, sides
from core.importing.source import Source, read_source
from core.importing.structure import outline
from core.management.said import said
from core.quantities.difference import DifferenceKind, Severity
from core.text import LANGUAGES, Text
from reports.agreement.check import check_outlines
from reports.agreement.result import Place, Result
from reports.agreement.terms import Glossary

SAMPLE_GLOSSARY = Path(settings.BASE_DIR) / "fixtures" / "reference" / "glossary.tsv"
DIFFERENT, BAD_INPUT = 1, 2  # how the command ends

GROUPS = {
    Severity.ERROR: Text("错误", "Errors"),
    Severity.WARNING: Text("警告", "Warnings"),
    Severity.NOTE: Text("提示", "Notes"),
}
KINDS = {
    DifferenceKind.VALUE: Text("数值", "value"),
    DifferenceKind.MALFORMED: Text("数字写法", "malformed"),
    DifferenceKind.QUALIFIER: Text("限定词", "qualifier"),
    DifferenceKind.MISSING: Text("缺漏", "missing"),
    DifferenceKind.UNIT: Text("单位或对象", "unit"),
    DifferenceKind.NOTATION: Text("书写", "notation"),
    DifferenceKind.TERM: Text("术语", "term"),
    DifferenceKind.ARITHMETIC: Text("数据关系", "arithmetic"),
}
GIVE_FILES = Text(
    "请用 --zh 和 --en 给出两个文件，或用 --both 给出一个文件。",
    "Give two files with --zh and --en, or one with --both.",
)
SWAPPED = Text(
    "两个文件给反了：--zh 是英文，--en 是中文。", "The files are swapped: --zh is English and --en is Chinese."
)
NAMES: dict[str, Text] = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
SHOWN = 120  # characters of a reading


class Command(BaseCommand):
    help = (
        "Say where the Chinese and the English of a report disagree. Ends with 1 when there are errors, with 0 when"
        " there are none, with 2 when the files cannot be checked."
    )
    requires_system_checks: Sequence[str] = []  # nor a database: without one, the sample glossary is used

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--zh", type=Path, metavar="FILE", help="the Chinese text, .txt or .docx")
        parser.add_argument("--en", type=Path, metavar="FILE", help="the English text")
        parser.add_argument("--both", type=Path, metavar="FILE", help="one file that holds both texts")
        parser.add_argument("--glossary", type=Path, metavar="FILE.tsv", help="terms to hold the texts against")
        parser.add_argument("--lang", choices=LANGUAGES, help="language of the results; both where none is given")
        parser.add_argument("--json", action="store_true", help="print the results as JSON and nothing else")

    def handle(self, *args: Any, lang: str | None, **options: Any) -> None:
        try:
            zh, en = _outlines(options["zh"], options["en"], options["both"])
            results = check_outlines(zh, en, _glossary(options["glossary"]))
        except SourceError as error:
            self.stderr.write(error.text.get(lang) if lang else said(error.text))
            raise SystemExit(BAD_INPUT) from error
        if options["json"]:
            self.stdout.write(json.dumps([result.as_json() for result in results], ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_printed(results, _Voice.of(lang))))
        if any(result.severity is Severity.ERROR for result in results):
            raise SystemExit(DIFFERENT)


class _Voice:
    """Says a text in one language, or in both with `between` between them."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages

    @classmethod
    def of(cls, lang: str | None) -> "_Voice":
        """That of the language asked for, else of an English site; nobody knows who reads on any other."""
        if lang:
            return cls([lang])
        return cls(["en"] if (get_language() or "").startswith("en") else LANGUAGES)

    def __call__(self, text: Text, between: str = " ") -> str:
        return between.join(text.get(language) for language in self.languages)


def _printed(results: Sequence[Result], say: _Voice) -> Iterator[str]:
    """The lines of the results by severity, and how many there are."""
    counts = Counter(result.severity for result in results)
    for severity, name in GROUPS.items():
        if counts[severity]:
            yield f"{say(name)} ({counts[severity]})"
            yield ""
        for result in results:
            if result.severity is severity:
                yield from _lines(result, say)
                yield ""
    yield say(
        Text(
            "，".join(f"{name.zh}{counts[severity]}处" for severity, name in GROUPS.items()) + "。",
            ", ".join(f"{name.en.lower()}: {counts[severity]}" for severity, name in GROUPS.items()),
        ),
        "\n",
    )


def _lines(result: Result, say: _Voice) -> Iterator[str]:
    """One result: what and where, both readings, the sentence."""
    places = {"zh": result.zh, "en": result.en}
    where = [_where(NAMES[side], place) for side, place in places.items() if place]
    spots = Text(" / ".join(each.zh for each in where), " / ".join(each.en for each in where))
    yield f"  [{result.kind.value}] {say(KINDS[result.kind])} · {say(spots, ' · ')}"
    for side, place in places.items():
        yield f"    {say(NAMES[side])}: {_shown(place)}"
    for line in say(Text(result.message_zh, result.message_en), "\n").splitlines():
        yield f"    {line}"


def _where(name: Text, place: Place) -> Text:
    return Text(f"{name.zh}第{place.paragraph}段", f"{name.en} paragraph {place.paragraph}")


def _shown(place: Place | None) -> str:
    text = " ".join(place.text.split()) if place else "—"
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"


# --- What is checked -------------------------------------------------------------------------------------------------


def _outlines(zh: Path | None, en: Path | None, both: Path | None) -> tuple[Outline, Outline]:
    """Both texts; the paragraphs of each are counted from 1, also where one file holds both."""
    if both and not zh and not en:
        ours, theirs = sides(read_source(both).paragraphs)
        for side, name in ((ours, NAMES["zh"]), (theirs, NAMES["en"])):
            if not side.paragraphs:
                raise fault("one_language", zh=name.zh, en=name.en)
        return outline(ours.paragraphs, "zh"), outline(theirs.paragraphs, "en")
    if both or not zh or not en:
        raise SourceError(
            Text(
                "请用 --zh 和 --en 给出两个文件，或用 --both 给出一个文件。",
                "Give two files with --zh and --en, or one with --both.",
            )
        )
    chinese, english = read_source(zh), read_source(en)
    _demand_languages(chinese, english)
    return outline(chinese.paragraphs, "zh"), outline(english.paragraphs, "en")


def _demand_languages(zh: Source, en: Source) -> None:
    """SourceError unless the one text is Chinese and the other English."""
    for source in (zh, en):
        if holds_both(source.paragraphs):
            raise SourceError(
                Text(
                    f"文件“{source.name}”同时含有中文和英文，请用 --both 给出。",
                    f"The file “{source.name}” holds both languages; give it with --both.",
                )
            )
    languages = _language(zh), _language(en)
    if languages == ("en", "zh"):
        raise SourceError(
            Text(
                "两个文件给反了：--zh 是英文，--en 是中文。",
                "The files are swapped: --zh is English and --en is Chinese.",
            )
        )
    if languages != ("zh", "en"):
        name = NAMES[languages[0]]
        raise SourceError(Text(f"两个文件都是{name.zh}。", f"Both files are {name.en}."))


def _language(source: Source) -> Language:
    """The language of most of its words; a Chinese word has about 1.7 characters."""
    return "zh" if len(HAN.findall(source.text)) >= 1.7 * len(WORD.findall(source.text)) else "en"


def _glossary(path: Path | None) -> Glossary:
    """The terms of that file, else the office's, else the sample when the database does not answer or has none."""
    if path:
        try:
            return Glossary.from_tsv(path)
        except (OSError, ValueError) as error:
            raise SourceError(
                Text(f"无法读取术语表“{path}”：{error}。", f"The glossary “{path}” cannot be read: {error}.")
            ) from error
    return _office_glossary() or Glossary.from_tsv(SAMPLE_GLOSSARY)


def _office_glossary() -> Glossary | None:
    from reports.queries.glossary import office_glossary  # the tables are not needed where a file of terms is given

    try:
        return office_glossary()
    except DatabaseError:
        return None
