from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.periods import Dated
from core.quantities import Quantity
from findings.enums import FigureKind, Qualifier
from findings.models.finding import Finding
from findings.querysets import FigureQuerySet
from inspections.models import Inspection, SurveyAnswer


class Figure(Dated):
    """One figure, stored once and printed in both languages.

    `value` has the unit of `unit`; it is empty only for a name that carries a numeral. A mention of a figure that
    already stands (`same_as`) has no value of its own. The period (`starts`, `ends`) is empty where not stated.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="figures")
    code = models.SlugField(max_length=60, verbose_name=_("编号"))
    ref = models.CharField(max_length=8, verbose_name=_("序号"))
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=FigureKind.choices)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True, verbose_name=_("数值"))
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    significant = models.PositiveSmallIntegerField(null=True, blank=True)  # digits the source gives, where zeros count
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT)
    qualifier_zh = models.CharField(max_length=4, blank=True)  # 余, 多, 超过 …: the word the Chinese uses
    scale_zh = models.CharField(max_length=1, null=True, blank=True)  # noqa: DJ001  "": none; NULL: the house's choice
    numerals_zh = models.CharField(max_length=6, blank=True)  # arabic, han
    unit = models.CharField(max_length=30, blank=True)
    noun = Bilingual(models.CharField, max_length=80, required=False)
    noun_en_plural = models.CharField(max_length=80, blank=True)
    as_written = Bilingual(models.CharField, max_length=120, required=False)
    territory = Bilingual(models.CharField, max_length=120, required=False)
    population = Bilingual(models.CharField, max_length=200, required=False)
    claimant = Bilingual(models.CharField, max_length=160, required=False)
    claimant_body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="figures_claimed")
    compared_with = Bilingual(models.CharField, max_length=120, required=False)
    note = Bilingual(required=False)
    stated_in = models.CharField(max_length=8, default="zh en")  # languages of the source that state it
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="mentions")
    subset_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="subsets")
    base = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="shares")
    base_ambiguous = models.BooleanField(default=False)
    findings = models.ManyToManyField(Finding, blank=True, related_name="figures")
    answer = models.OneToOneField(SurveyAnswer, models.SET_NULL, null=True, blank=True, related_name="figure")

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "code"], name="figure_code"),
            models.UniqueConstraint(fields=["inspection", "ref"], name="figure_ref"),
            models.CheckConstraint(
                name="figure_has_value",
                condition=models.Q(value__isnull=False)
                | models.Q(low__isnull=False, high__isnull=False)
                | models.Q(kind=FigureKind.NAME)
                | models.Q(same_as__isnull=False),
            ),
        ]
        verbose_name = _("数据")
        verbose_name_plural = _("数据")

    def __str__(self) -> str:
        return self.code

    @property
    def source(self) -> "Figure":
        """The figure that holds the value: itself, or the one it is a further mention of."""
        return self.same_as or self

    @property
    def quantity(self) -> Quantity:
        """The figure as a value that writes itself in both languages; QuantityError for a contradictory record."""
        row = self.source
        noun = {"zh": row.noun.zh, "en": row.noun.en, "en_plural": row.noun_en_plural or row.noun.en}
        return Quantity.from_record(
            {
                "value": row.value,
                "low": row.low,
                "high": row.high,
                "significant": row.significant,
                "qualifier": row.qualifier,
                "unit": row.unit,
                "noun": noun if row.noun else None,
                "kind": row.kind,
                "zh_scale": row.scale_zh,
                "zh_qualifier": row.qualifier_zh,
                "zh_numerals": row.numerals_zh,
                "as_written": {"zh": row.as_written.zh, "en": row.as_written.en},
            }
        )
