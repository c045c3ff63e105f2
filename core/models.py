"""The base of our records, and the tables of `core`."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.attachments import Attachment
from core.history import Entry, entries_of
from core.jobs import Job

__all__ = ["Attachment", "Entry", "Job", "Record"]


class Record(models.Model):
    """A row with a code of its own, which its address shows, and a history."""

    code = models.SlugField(max_length=80, unique=True, verbose_name=_("编号"))
    created = models.DateTimeField(default=timezone.now, editable=False)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def history(self) -> models.QuerySet[Entry]:
        return entries_of(self)
