"""One sentence in both languages: out of the catalogue for an answer that carries both, or the one the page is in."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, override

from core.text import Text

LOCALES = {"zh": "zh-hans", "en": "en"}


def in_both(message: "str | Promise") -> Text:
    """A translatable message in Chinese and in English."""
    said = {}
    for lang, locale in LOCALES.items():
        with override(locale):
            said[lang] = str(message)
    return Text(**said)


def _spoken(text: Text) -> str:
    return text.best("en" if (get_language() or "").startswith("en") else "zh")


spoken = lazy(_spoken, str)  # a Text as a message that is said in the language of the page


def faults_of(error: ValidationError) -> list[tuple[str, Text]]:
    """(field, sentence) of everything a ValidationError says; the field is "" for what concerns the whole."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    return [
        ("" if field == NON_FIELD_ERRORS else field, in_both(_filled(each)))
        for field, errors in by_field.items()
        for each in errors
    ]


def _fill(error: ValidationError) -> str:
    return str(error.message % error.params if error.params else error.message)


_filled = lazy(_fill, str)
