"""Two columns, one value."""

from typing import TYPE_CHECKING, Any

from django.db import models

from core.text import LANGUAGES, Text


class Bilingual:
    """Declares two real columns, `<name>_zh` and `<name>_en`, and reads them as one `Text`.

    Both languages are needed at once on every page and in every report, so they are ordinary columns:
    searched as `title_zh__icontains`, constrained in the database, never switched by the active language.
    """

    def __init__(self, field: type[models.Field] = models.TextField, *, required: bool = True, **options: Any) -> None:
        optional: dict[str, Any] = {"blank": True, "default": ""}
        self.columns = {
            "zh": field(**({} if required else optional), **options),
            "en": field(**optional, **options),
        }

    if TYPE_CHECKING:  # the property below, as type checkers see it

        def __get__(self, row: models.Model, owner: type) -> Text: ...

        def __set__(self, row: models.Model, text: Text) -> None: ...

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        for lang, column in self.columns.items():
            model.add_to_class(f"{name}_{lang}", column)

        def read(row: models.Model) -> Text:
            return Text(*(getattr(row, f"{name}_{lang}") for lang in LANGUAGES))

        def write(row: models.Model, text: Text) -> None:
            for lang in LANGUAGES:
                setattr(row, f"{name}_{lang}", text.get(lang))

        setattr(model, name, property(read, write))
