"""`manage.py import_report --zh FILE [--en FILE] --code CODE`: an existing report as text or .docx becomes a report."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from core.importing.faults import SourceError, fault
from core.importing.files import Files, read_files
from core.importing.joined import Joined
from core.importing.outline import Role
from core.management.said import said
from core.text import LANGUAGES, Text
from reports.reading import joined_of, quantities_of

BAD_INPUT = 2

NOT_STORED = Text("试运行：未保存。", "Dry run: nothing was stored.")
WHOLE = Text(
    "已核对：“{name}”的各段合起来与原文一致（空白除外），共{characters}个字符，没有遗漏。",
    "Checked: the pieces of “{name}” joined are its text but for white space ({characters} characters); "
    "nothing is lost.",
)
FOUND = Text(
    "{title}\n{parts}个部分，{items}个条目，{zh}段中文，{en}段英文，{quantities}处数据。",
    "{title}\n{parts} parts, {items} items, {zh} Chinese and {en} English paragraphs, {quantities} quantities.",
)
DONE = {
    "created": Text("已导入：报告“{code}”。", "Imported: report “{code}”."),
    "replaced": Text("已按新文件更新：报告“{code}”。", "Brought in step with the new files: report “{code}”."),
    "unchanged": Text(
        "未变：报告“{code}”已由同样的文件导入。", "unchanged: report “{code}” was imported from the same files."
    ),
}
EDITED = Text("导入后已有人修改，修改予以保留。", "People have changed it since; their changes stay.")


class Command(BaseCommand):
    help = "Import an existing report from .txt or .docx files, in Chinese or in both languages."
    requires_system_checks: list[str] = []  # a dry run needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        given = parser.add_mutually_exclusive_group(required=True)
        given.add_argument("--zh", type=Path, metavar="FILE", help="the Chinese text; it may hold the English too")
        given.add_argument("--both", type=Path, metavar="FILE", help="one file with both languages")
        parser.add_argument("--en", type=Path, metavar="FILE", help="the English text")
        parser.add_argument("--code", required=True, help="the code of the report")
        parser.add_argument("--organiser", default="", metavar="CODE", help="the standing committee whose report it is")
        parser.add_argument("--dry-run", action="store_true", help="read and check, store nothing; needs no database")
        parser.add_argument("--json", action="store_true", help="print everything that was read as JSON")

    def handle(self, *, zh: Path | None, en: Path | None, both: Path | None, **options: Any) -> None:
        if both is not None and en is not None:
            self.refuse(Text("--both 与 --en 不能同时使用。", "--both and --en cannot be given together."))
        try:
            files = read_files(zh, en, both)
            joined = joined_of(files)
            _prove(files, joined)
            quantities = quantities_of(files)
            result, edited = self.store(files, joined, **options)
        except SourceError as error:
            self.refuse(error.text)
        if options["json"]:
            printed = _as_json(options["code"], files, joined, quantities, result)
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=2))
            return
        self.tell(files, joined, len(quantities))
        sentence = DONE.get(result, NOT_STORED)
        self.stdout.write(said(_filled(sentence, code=options["code"])))
        if edited:
            self.stdout.write(said(EDITED))

    def store(
        self, files: Files, joined: Joined, *, code: str, organiser: str, dry_run: bool, **_options: Any
    ) -> tuple[str, bool]:
        """What was done, and whether people have changed the report since."""
        from reports.actions.importing import check_code, store_report

        check_code(code)
        if dry_run:
            return "dry_run", False
        outcome = store_report(code=code, files=files, joined=joined, organiser=organiser)
        return outcome.state, outcome.edited

    def tell(self, files: Files, joined: Joined, quantities: int) -> None:
        title = joined.of(Role.TITLE)
        counts = {
            "parts": len(joined.parts),
            "items": sum(len(part.items) for part in joined.parts),
            "zh": len({piece.number for piece in files.zh.pieces}),
            "en": len({piece.number for piece in files.en.pieces}),
            "quantities": quantities,
        }
        self.stdout.write(said(Text(*(FOUND.get(lang).format(title=title.best(lang), **counts) for lang in LANGUAGES))))
        for file in files.files:
            self.stdout.write(said(_filled(WHOLE, name=file.source.name, characters=file.characters)))

    def refuse(self, text: Text) -> NoReturn:
        self.stderr.write(said(text))
        raise SystemExit(BAD_INPUT)


def _prove(files: Files, joined: Joined) -> None:
    """SourceError unless every character of the files stands in the pieces, and every piece in the report."""
    for file in files.files:
        if not file.is_complete or not joined.holds(file.outlines):
            raise fault("lost", name=file.source.name)


def _filled(text: Text, **values: object) -> Text:
    return Text(text.zh.format(**values), text.en.format(**values))


def _as_json(code: str, files: Files, joined: Joined, quantities: list[dict[str, Any]], result: str) -> dict[str, Any]:
    return {
        "code": code,
        **joined.as_json(),
        "quantities": quantities,
        "complete": files.is_complete and joined.holds((files.zh, files.en)),
        "files": [
            {
                "name": file.source.name,
                "language": file.language,
                "encoding": file.source.encoding,
                "digest": file.source.digest,
                "paragraphs": len(file.source.paragraphs),
                "margins": [margin.text for margin in file.layout.margins],
                "complete": file.is_complete,
            }
            for file in files.files
        ],
        "result": result,
    }
