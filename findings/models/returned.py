import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Attachment, Record
from findings.enums import RemarkKind, Source
from findings.querysets import ReturnQuerySet, ReturnVersionQuerySet
from inspections.models import Delegation, RequestSection


class Return(Record):
    """What a body entrusted writes in answer to a request, while it writes it; what it submitted stands in `versions`.

    It is the official act of that body (Supervision Law 2024, article 34): nobody else sees or changes the draft.
    `attached` are returns of the next level down, as they were submitted, which the body lays beside its own.
    """

    delegation = models.OneToOneField(Delegation, models.PROTECT, related_name="returned")
    attached: models.ManyToManyField = models.ManyToManyField("ReturnVersion", blank=True, related_name="attached_to")

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["delegation"]
        verbose_name = _("受委托执法检查情况报告")

    def __str__(self) -> str:
        return str(self.delegation)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A return is known under the code of its delegation."""
        self.code = self.code or self.delegation.code
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("return", args=[self.code])


class ReturnSection(models.Model):
    """One section as it is being written. `content` is in the shape of `findings.returns.content`; `version` counts the
    changes: who saves says which one she saw. `source` is where the last change came from."""

    returned = models.ForeignKey(Return, models.CASCADE, related_name="sections")
    section = models.ForeignKey(RequestSection, models.PROTECT, related_name="written")
    content = models.JSONField(default=dict, blank=True)
    finished = models.BooleanField(default=False, verbose_name=_("本部分已填完"))
    version = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WEB)
    updated = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="return_sections"
    )

    class Meta:
        ordering = ["returned", "section__order"]
        constraints = [models.UniqueConstraint(fields=["returned", "section"], name="return_section_once")]

    def __str__(self) -> str:
        return f"{self.returned}: {self.section}"


class ReturnFile(models.Model):
    """A file of a return; `content` names it by `key`. The same bytes may be filed twice under different names."""

    returned = models.ForeignKey(Return, models.CASCADE, related_name="files")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="return_files")
    title = models.CharField(max_length=200, blank=True, verbose_name=_("名称"))
    created = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="return_files"
    )

    class Meta:
        ordering = ["returned", "pk"]
        verbose_name = _("附件")

    def __str__(self) -> str:
        return self.title or self.attachment.name


class ReturnUpload(models.Model):
    """A file that arrives in pieces: `received` of `size` bytes are there. Whole and with the announced digest it
    becomes a file of the return; until then the device can ask how much is missing."""

    returned = models.ForeignKey(Return, models.CASCADE, related_name="uploads")
    key = models.UUIDField(unique=True)  # the device's name for it, which becomes the file's
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    received = models.PositiveBigIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="return_uploads")

    class Meta:
        ordering = ["returned", "pk"]

    def __str__(self) -> str:
        return self.name


class ReturnVersion(models.Model):
    """A return as it was signed, and submitted when `receipt` is there. Nothing in it ever changes again.

    `content` is the canonical form (`findings.returns.content`) and `digest` its SHA-256; `files` are what it names. A
    further version follows the one before and leaves it as it is. `submitted_at` is the clock of the database.
    """

    returned = models.ForeignKey(Return, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    files = models.ManyToManyField(Attachment, blank=True, related_name="return_versions")
    attached = models.ManyToManyField(
        "self", db_table="return_version_attached", blank=True, symmetrical=False, related_name="attached_to_versions"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="returns_signed"
    )
    signed_name = models.CharField(max_length=160, blank=True)  # name and post on that day
    signed_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="returns_submitted"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=60, null=True, blank=True, unique=True)  # noqa: DJ001  unique where there is one
    on_time = models.BooleanField(null=True)  # None where no day was set

    objects = ReturnVersionQuerySet.as_manager()

    class Meta:
        ordering = ["returned", "number"]
        constraints = [
            models.UniqueConstraint(fields=["returned", "number"], name="return_version_number"),
            models.CheckConstraint(
                name="return_submitted_has_receipt",
                condition=Q(receipt__isnull=True, submitted_at__isnull=True)
                | Q(receipt__isnull=False, submitted_at__isnull=False),
            ),
        ]
        verbose_name = _("报送版本")

    def __str__(self) -> str:
        return f"{self.returned} {self.number}"


class ReturnRemark(models.Model):
    """What the body above wrote beside one item of a submitted version, under the item's address.

    A note stays above; a reason for sending back goes to the body entrusted and is settled by the next version.
    """

    version = models.ForeignKey(ReturnVersion, models.CASCADE, related_name="remarks")
    address = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=RemarkKind.choices)
    text = models.TextField()
    sent = models.BooleanField(default=False)  # a reason goes out with the step, not while it is typed
    created = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="return_remarks"
    )

    class Meta:
        ordering = ["version", "pk"]
        verbose_name = _("批注")

    def __str__(self) -> str:
        return self.address
