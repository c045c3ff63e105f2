"""Sentences of commands, in the language of the person at the keyboard as far as it is known."""

from django.utils.translation import get_language

from core.text import Text


def said(text: Text) -> str:
    """The English alone where the language of the site is English; else Chinese and English, each on its line.

    Chinese is also what a machine is set to that nobody has set up, so it says nothing about who reads.
    """
    if (get_language() or "").startswith("en"):
        return text.en
    return f"{text.zh}\n{text.en}"
