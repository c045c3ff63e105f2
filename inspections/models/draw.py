from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Record
from inspections.enums import DrawState, TicketState
from inspections.models.inspection import Inspection
from inspections.models.roster import Roster, RosterRow
from inspections.models.unit import Unit
from inspections.querysets import DrawQuerySet


class Draw(Record):
    """One draw of an inspection: committed, then drawn, never repeated. A further draw is a further row with a reason.

    What is fixed at the commitment: the roster's digest, `plan` (strata, quotas, exclusions, inspectors), and the
    digest of a secret. `sealed` is that secret under a key that is not in the database; it is opened by the draw. Until
    `embargo_until` only `cleared` people see the result, and each look is in the history.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField(verbose_name=_("第几次"))
    state = models.CharField(max_length=10, choices=DrawState.choices, default=DrawState.PLANNED)
    title = Bilingual(models.CharField, max_length=160, verbose_name=_("名称"))
    reason = models.CharField(max_length=300, blank=True, verbose_name=_("再次抽取的理由"))
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="draws", verbose_name=_("检查对象名录"))
    inspectors = models.ForeignKey(
        Roster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="draws_of_inspectors",
        verbose_name=_("检查人员名录"),
    )
    plan = models.JSONField(default=dict)
    public_source = models.CharField(max_length=200, verbose_name=_("公开值的来源"))
    embargo_until = models.DateTimeField(null=True, blank=True, verbose_name=_("保密至"))
    cleared = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="draws_cleared")
    commitment = models.JSONField(default=dict)  # what was printed before the draw, digests included
    sealed = models.BinaryField(null=True, editable=False)
    committed = models.DateTimeField(null=True, blank=True, verbose_name=_("承诺时间"))
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="draws_committed"
    )
    public_value = models.CharField(max_length=200, blank=True, verbose_name=_("公开值"))
    certificate = models.JSONField(null=True, blank=True)  # everything the verifier needs; empty until drawn
    drawn = models.DateTimeField(null=True, blank=True, verbose_name=_("抽取时间"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="draws_made"
    )

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="draw_number")]
        verbose_name = _("随机抽取")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("draw", args=[self.code])

    def embargo_is_over(self) -> bool:
        """Whether everybody who works on the inspection may see the result by now."""
        return self.embargo_until is None or self.embargo_until <= timezone.now()


class Ticket(models.Model):
    """A unit that was drawn, or took the place of one, with its rank in its stratum (1 is the first ticket)."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="tickets")
    stratum = models.CharField(max_length=130)
    rank = models.PositiveIntegerField()
    row = models.ForeignKey(RosterRow, models.PROTECT, related_name="tickets")
    state = models.CharField(max_length=10, choices=TicketState.choices, default=TicketState.DRAWN)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(max_length=300, blank=True, verbose_name=_("替换理由"))
    inspectors = models.JSONField(default=list)  # idents of the inspectors' roster
    unit = models.OneToOneField(Unit, models.SET_NULL, null=True, blank=True, related_name="ticket")

    class Meta:
        ordering = ["draw", "stratum", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "stratum", "rank"], name="ticket_rank"),
            models.UniqueConstraint(fields=["draw", "row"], name="ticket_row"),
        ]

    def __str__(self) -> str:
        return f"{self.stratum} #{self.rank}"
