from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.quantities.words import han_numeral
from core.text import Text
from inspections.models.instrument import Instrument


class Article(models.Model):
    """One article of an instrument under its number; `insertion` 1 is 之一 (第二十条之一). `subject` says what it
    obliges whom to, in a few words: the text of the law itself is not kept here."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="articles")
    number = models.PositiveSmallIntegerField(verbose_name=_("条"))
    insertion = models.PositiveSmallIntegerField(default=0, verbose_name=_("之"))
    subject = Bilingual(models.CharField, max_length=200, required=False)

    class Meta:
        ordering = ["instrument", "number", "insertion"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number", "insertion"], name="article_number"),
        ]
        verbose_name = _("条文")

    def __str__(self) -> str:
        return f"{self.instrument} {self.label.zh}"

    @property
    def label(self) -> Text:
        """第二十一条 and Article 21; an inserted one 第二十条之一 and Article 20-1."""
        zh, en = han_numeral(self.number), str(self.number)
        if self.insertion:
            return Text(f"第{zh}条之{han_numeral(self.insertion)}", f"Article {en}-{self.insertion}")
        return Text(f"第{zh}条", f"Article {en}")
