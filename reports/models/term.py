from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.text import Text
from reports.enums import TermGroup
from reports.querysets import GlossaryTermQuerySet


class GlossaryTerm(Record):
    """One Chinese term and its English. The installation has one glossary; a term is retired by a date, never deleted.

    `en` is what is to be written. `short` are abbreviations and short forms of it, right wherever they stand;
    `accepted` are other right renderings, of which one document uses one; `avoided` are wrong ones. Such lists hold one
    form a line. `checked` says whether the comparison of the two languages looks for the term: everyday words are
    listed only.
    `edited` is set when somebody changed the term: the sample glossary then leaves it alone.
    """

    group = models.CharField(max_length=16, choices=TermGroup.choices, verbose_name=_("分组"))
    zh = models.CharField(max_length=120, verbose_name=_("中文"))
    zh_variants = models.TextField(blank=True, verbose_name=_("中文别称"))
    en = models.CharField(max_length=300, verbose_name=_("英文译法"))
    short = models.TextField(blank=True, verbose_name=_("缩写与简称"))
    accepted = models.TextField(blank=True, verbose_name=_("也可用的译法"))
    avoided = models.TextField(blank=True, verbose_name=_("不采用的译法"))
    checked = models.BooleanField(default=True, verbose_name=_("对照检查"))
    valid_from = models.DateField(null=True, blank=True, verbose_name=_("启用日期"))
    valid_to = models.DateField(null=True, blank=True, verbose_name=_("停用日期"))
    note = models.TextField(blank=True, verbose_name=_("备注"))
    edited = models.BooleanField(default=False, editable=False)

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["zh", "valid_from"], name="term_once_from"),
            models.UniqueConstraint(fields=["zh"], condition=models.Q(valid_from=None), name="term_once"),
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="term_ends_later"),
        ]
        verbose_name = _("术语")

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.code])

    def valid_on(self, day: date) -> bool:
        """Is the term in use on `day`? The last day still counts."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def lines(self, name: str) -> tuple[str, ...]:
        """The forms in one of the lists."""
        return tuple(line for text in getattr(self, name).splitlines() if (line := text.strip()))

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)

    @property
    def zh_forms(self) -> tuple[str, ...]:
        return self.lines("zh_variants")

    @property
    def short_forms(self) -> tuple[str, ...]:
        return self.lines("short")

    @property
    def accepted_forms(self) -> tuple[str, ...]:
        return self.lines("accepted")

    @property
    def other_forms(self) -> tuple[str, ...]:
        """Right besides `en`."""
        return (*self.short_forms, *self.accepted_forms)

    @property
    def avoided_forms(self) -> tuple[str, ...]:
        return self.lines("avoided")

    @property
    def coming(self) -> bool:
        """Not in use yet."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()

    @property
    def retired(self) -> bool:
        """Out of use today, after it was in use."""
        return self.valid_to is not None and self.valid_to < timezone.localdate()
