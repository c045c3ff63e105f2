from django.db import models
from django.utils.translation import gettext_lazy as _


class Voidable(models.Model):
    """A row of the scheme: removed before the notice, afterwards only declared void, with the reason."""

    void_reason = models.CharField(max_length=300, blank=True, verbose_name=_("作废理由"))

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return bool(self.void_reason)
