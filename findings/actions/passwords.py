"""Asking for a person's password once more, where she puts her name to something."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.history import entries_of, record

LONGEST = 1000


def confirm_password(*, by: User, password: str) -> None:
    """Nothing for the right password. ValidationError for none (`no_password`), for a wrong one (`wrong_password`), and
    after as many wrong ones as close the door of the site, for as long (`too_many`).

    Wrong ones are counted in the history of the person and outlive a refused change; guesses come one after another.
    """
    if not password:
        raise ValidationError(_("请输入登录密码。"), code="no_password")
    most = settings.AXES_FAILURE_LIMIT
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=by.pk)
        wrong = _wrong_ones(person)
        is_open = wrong < most
        is_right = is_open and len(password) <= LONGEST and person.check_password(password)
        if is_open and not is_right:
            record(person, verb="wrong_password", by=person)
    if not is_open:
        raise ValidationError(_too_many(), code="too_many")
    if not is_right:
        left = most - wrong - 1
        raise ValidationError(_wrong(left) if left else _too_many(), code="wrong_password" if left else "too_many")


def _wrong_ones(person: User) -> int:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return entries_of(person).filter(verb="wrong_password", at__gt=since).count()


def _wrong(left: int) -> str:
    return ngettext("密码不正确，还可以再试%(left)d次。", "密码不正确，还可以再试%(left)d次。", left) % {"left": left}


def _too_many() -> str:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return _("密码多次不正确，请在%(minutes)d分钟后再试。") % {"minutes": minutes}
