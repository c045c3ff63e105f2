from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Attachment
from inspections.enums import MaterialKind
from inspections.models.inspection import Inspection
from inspections.models.meeting import Meeting
from inspections.models.visit import Visit
from inspections.models.voidable import Voidable


class Material(Voidable):
    """Something the group received: of which kind, from whom, when, and the file if there is one (or only paper)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="materials")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=MaterialKind.choices, verbose_name=_("种类"))
    title = Bilingual(models.CharField, max_length=200, verbose_name=_("名称"))
    sender = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="materials_sent", verbose_name=_("报送机构")
    )
    sender_name = models.CharField(max_length=160, blank=True, verbose_name=_("报送人"))  # where no body is named
    received_on = models.DateField(null=True, blank=True, verbose_name=_("收到日期"))
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="materials", verbose_name=_("会议")
    )
    visit = models.ForeignKey(
        Visit, models.SET_NULL, null=True, blank=True, related_name="materials", verbose_name=_("实地检查")
    )
    on_paper_only = models.BooleanField(default=False, verbose_name=_("仅有纸质件"))
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="materials")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="materials_received"
    )

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="material_order")]
        verbose_name = _("收到的材料")

    def __str__(self) -> str:
        return self.title.zh
