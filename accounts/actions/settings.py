"""What a person sets for herself. Her own reading comfort is no business of the history."""

from accounts.enums import FontSize, Language
from accounts.models import User


def set_language(*, user: User, language: str) -> None:
    """Keep the interface language of `user`; ValueError for a language we do not have."""
    user.language = Language(language)
    user.save(update_fields=["language"])


def set_font_size(*, user: User, font_size: str) -> None:
    """Keep the font size of `user`; ValueError for a size we do not have."""
    user.font_size = FontSize(font_size)
    user.save(update_fields=["font_size"])
