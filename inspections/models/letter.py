from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Attachment
from inspections.enums import LetterKind
from inspections.models.delegation import Delegation
from inspections.models.inspection import Inspection


class Letter(models.Model):
    """A letter of notice or of entrustment (信函格式, GB/T 9704—2012, clause 10.1) as it was issued, with its
    files: one to be edited and sealed, one as it was printed.

    `addressee` is how the letter addresses its recipients; `recipients` are the bodies it goes to.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind.choices, verbose_name=_("种类"))
    number = models.CharField(max_length=60, verbose_name=_("文号"))
    issued_on = models.DateField(verbose_name=_("成文日期"))
    addressee = Bilingual(models.CharField, max_length=200, verbose_name=_("主送机关"))
    recipients = models.ManyToManyField(Body, blank=True, related_name="letters_received")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="letters")
    contact = models.CharField(max_length=160, blank=True, verbose_name=_("联系人及电话"))
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="letters")
    pdf = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="letters_printed")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="letters_issued"
    )
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["issued_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="letter_number")]
        verbose_name = _("函件")

    def __str__(self) -> str:
        return self.number
