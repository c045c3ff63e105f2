"""Changing one text of a report. Two people may work on it: nobody's words are lost without her seeing it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.text import LANGUAGES, Text
from reports.actions.checking import request_check
from reports.models import Report
from reports.queries.texts import EDIT, Written, base_of, one_line, text_at


class TextConflict(Exception):
    """Somebody changed the same language of the same text meanwhile; `current` is what stands there now."""

    def __init__(self, current: Text) -> None:
        super().__init__("the text was changed meanwhile")
        self.current = current


@dataclass(frozen=True)
class Typed:
    """What a person wrote, and the digests (`base_of`) of the two texts she began with."""

    text: Text
    base: Text


@transaction.atomic
def change_text(*, report: Report, key: str, typed: Typed, by: User) -> bool:
    """Write both languages of the text under `key` and have the report checked; False when nothing is new.

    A language that the person left alone keeps what stands there, whoever wrote it. Raises PermissionDenied,
    ValidationError (no such text, no Chinese, too long), or TextConflict: then nothing is written.
    """
    if not by.has_perm("reports.edit", report):
        raise PermissionDenied
    written = text_at(report, key, lock=True)
    if written is None:
        raise ValidationError(_("这段文字已不在报告中。"), code="gone")
    wanted = _merged(written, typed)
    _check(wanted, written)
    changed = [lang for lang in LANGUAGES if wanted.get(lang) != written.text.get(lang)]
    if not changed:
        return False
    setattr(written.row, written.name, wanted)
    stamp = ["updated"] if isinstance(written.row, Report) else []
    written.row.save(update_fields=[*(f"{written.name}_{lang}" for lang in changed), *stamp])
    record(report, verb=EDIT, by=by, note=" ".join([key, *changed]))
    request_check(report=report, by=by)
    return True


def _merged(written: Written, typed: Typed) -> Text:
    """Both languages as they shall stand: each was changed by her, by somebody else, or by neither."""
    merged, now = {}, written.text
    base_now, base_typed = base_of(now), base_of(typed.text)
    for lang in LANGUAGES:
        base = typed.base.get(lang)
        hers = base_typed.get(lang) not in (base, base_now.get(lang))
        if hers and base_now.get(lang) != base:
            raise TextConflict(now)
        merged[lang] = one_line(typed.text.get(lang), lang) if hers else now.get(lang)
    return Text(**merged)


def _check(text: Text, written: Written) -> None:
    if written.required and not text.zh or text.en and not text.zh:
        raise ValidationError(_("中文不能为空。"), code="no_chinese")
    if max(map(len, text)) > written.most:
        raise ValidationError(_("每种文字不超过%(most)s个字符。") % {"most": written.most}, code="too_long")
