from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, Locality
from core.models import Record
from findings.enums import LeadChannel, LeadState
from findings.models.finding import Finding
from findings.querysets import LeadQuerySet
from inspections.models import Inspection, Visit


class Lead(Record):
    """Something the group was told (问题线索). It is no finding and counts nowhere until a finding that was raised from
    it has been verified. Who told it is kept apart and shown to those who handle it alone."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="leads")
    ref = models.CharField(max_length=16, verbose_name=_("序号"))
    state = models.CharField(max_length=12, choices=LeadState.choices, default=LeadState.RECEIVED)
    channel = models.CharField(max_length=12, choices=LeadChannel.choices, verbose_name=_("来源"))
    received_on = models.DateField(verbose_name=_("收到日期"))
    content = models.TextField(verbose_name=_("反映内容"))
    informant = models.CharField(max_length=160, blank=True, verbose_name=_("反映人"))
    place = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("所在地区")
    )
    visit = models.ForeignKey(
        Visit, models.SET_NULL, null=True, blank=True, related_name="leads", verbose_name=_("实地检查")
    )
    passed_to = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("转交机构")
    )
    answer = models.TextField(blank=True, verbose_name=_("反馈情况"))
    finding = models.OneToOneField(Finding, models.PROTECT, null=True, blank=True, related_name="lead")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="leads_written"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "ref"], name="lead_ref")]
        verbose_name = _("问题线索")

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return reverse("lead", args=[self.code])
