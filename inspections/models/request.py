import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Record
from core.periods import Dated
from inspections.enums import CountedRows, QuestionKind, SectionKind
from inspections.models.inspection import Inspection
from inspections.querysets import RequestQuerySet


class Request(Record):
    """What a standing committee asks of those it entrusts: the sections of the return that is to come back.

    `parent` is the delegation under which a body asks others in its turn; without one the organiser of the inspection
    asks. `key` names the request on every installation. Once the first letter has gone out the request is fixed:
    `digest` is that of its canonical form (`inspections.asking`), and nothing in it changes any more.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="requests", verbose_name=_("执法检查"))
    parent = models.ForeignKey("Delegation", models.PROTECT, null=True, blank=True, related_name="requests_made")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = Bilingual(models.CharField, max_length=200)
    note = Bilingual(required=False)  # what stands above the sections
    days = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name=_("办理期限（工作日）"))
    fixed_at = models.DateTimeField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "pk"]
        verbose_name = _("委托事项")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("request", args=[self.code])

    @property
    def is_fixed(self) -> bool:
        return self.fixed_at is not None

    @property
    def entruster_id(self) -> int | None:
        """Number of the standing committee that asks."""
        return self.parent.body_id if self.parent else self.inspection.organiser_id


class RequestSection(models.Model):
    """One section of the return, one page to fill: a text, questions, a table of figures, findings, the responsibility
    list, or files."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=16, choices=SectionKind.choices, verbose_name=_("种类"))
    title = Bilingual(models.CharField, max_length=120)
    guidance = Bilingual(required=False)
    required = models.BooleanField(default=True, verbose_name=_("必须填写"))

    class Meta:
        ordering = ["request", "order"]
        constraints = [
            models.UniqueConstraint(fields=["request", "order"], name="request_section_order"),
            models.UniqueConstraint(fields=["request", "key"], name="request_section_key"),
        ]
        verbose_name = _("委托事项的部分")

    def __str__(self) -> str:
        return self.title.zh


class RequestColumn(Dated):
    """A column of a table of figures: a year or another period, for which every row is asked."""

    section = models.ForeignKey(RequestSection, models.CASCADE, related_name="columns")
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    title = Bilingual(models.CharField, max_length=80)

    class Meta:
        ordering = ["section", "order"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="request_column_key")]

    def __str__(self) -> str:
        return self.title.zh


class RequestQuestion(models.Model):
    """A question, a row of a table of figures, or a file that is asked for.

    `part_of` is the row whose part this one is; `parts_complete` says that the parts make up the whole. `equals` is the
    row that must say the same, `counts` the findings that the figure must count.
    """

    section = models.ForeignKey(RequestSection, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices, verbose_name=_("答复方式"))
    prompt = Bilingual(models.CharField, max_length=300)
    guidance = Bilingual(models.CharField, max_length=300, required=False)
    required = models.BooleanField(default=False, verbose_name=_("必须填写"))
    evidence = models.BooleanField(default=False, verbose_name=_("须附依据"))
    unit = models.CharField(max_length=30, blank=True, verbose_name=_("计量单位"))  # a key of core.quantities.units
    options = models.JSONField(default=list, blank=True)  # of a choice: [{"key", "zh", "en"}]
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    parts_complete = models.BooleanField(default=False, verbose_name=_("各分项合计等于总数"))
    equals = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="equalled_by")
    counts = models.CharField(max_length=12, choices=CountedRows.choices, blank=True, verbose_name=_("应与条数一致"))

    class Meta:
        ordering = ["section", "order"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="request_question_key")]

    def __str__(self) -> str:
        return self.prompt.zh
