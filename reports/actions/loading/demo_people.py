"""The demo cast: invented people, one for each role, with a password that is known to all who read the documents."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.enums import FontSize, Language
from accounts.models import Body, Membership, User
from reports.actions.loading.files import Row, read_yaml
from reports.actions.loading.rows import Codes, Wanted, Writer

LANGUAGES = {"zh": Language.ZH, "en": Language.EN}


@transaction.atomic
def load_demo_people(path: Path, writer: Writer) -> list[Membership]:
    """Make the demo people and their posts; PermissionDenied unless ZHIJIAN_DEMO is on.

    The password is set only when an account is made. Accounts that somebody changed keep their language and font size.
    """
    if not settings.ZHIJIAN_DEMO:
        raise PermissionDenied("demo people are made only where ZHIJIAN_DEMO is on")
    file = read_yaml(path)
    bodies = Codes.of(Body.objects.all(), "body")
    password = make_password(settings.ZHIJIAN_DEMO_PASSWORD)
    wanted, posts = [], []
    for row in file.rows("people"):
        wanted.append(_person(row, password))
        posts.append([_post(post, bodies) for post in row.rows("posts")])
        row.done()
    file.done()
    names = [want.values["username"] for want in wanted]
    users = writer.sync(User.objects.filter(username__in=names), ["username"], wanted)
    memberships: list[Membership] = []
    for user, held in zip(users, posts, strict=True):
        memberships += writer.sync(
            user.memberships.select_related("body"), ["body_id", "role"], held, fixed={"user": user}, prune=False
        )
    return memberships


def _person(row: Row, password: str) -> Wanted:
    values = {"username": row.take("username"), "name": row.text("name")}
    language = row.take("language", "zh")
    once = {
        "password": password,
        "language": LANGUAGES.get(language, language),  # an unknown one is refused with its place
        "font_size": row.take("font_size", FontSize.STANDARD.value),
    }
    return Wanted(row.where, values, once)


def _post(row: Row, bodies: Codes) -> Wanted:
    values = {"body_id": bodies.key(row.take("body"), row.where), "role": row.take("role")}
    row.done()
    return Wanted(row.where, values)
