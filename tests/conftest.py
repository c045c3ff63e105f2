"""The cast, their two worlds, and the servers of the tests.

Beijing: liu, chen, zhang, wang, zhao and sun work on the inspection of the national standing committee; cac is answerable
to it. Hainan: fu, clerk and signatory work on that of the province. hunan and hunan_head
are entrusted by Beijing, wenchang and wenchang_head by Hainan; they have no inspection of their own. The administrators, the auditor and the superuser run the house and see none of its content; leaver and
inactive once worked in Beijing. Each inspection carries a canary in every text. All of them are made in worlds.py.
"""

import time
from datetime import timedelta

import hypothesis
import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Body, User
from tests import make, worlds

# The same examples in every run: a change is judged by what it changed. `make explore` looks for new ones.
# A busy machine is no fault of the examples, so how long they take is not judged.
SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=SLOW)
hypothesis.settings.register_profile(
    "explore", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=SLOW
)
hypothesis.settings.load_profile("same")

LATE = timedelta(minutes=2)  # before midnight; longer than any test that speaks of a day


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What a test calls today is today until it ends: none begins in the last minutes of a day."""
    left = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - timezone.now()
    if left < LATE:
        time.sleep(left.total_seconds())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Transactional tests empty the tables by TRUNCATE, which the history refuses: that one trigger is off here.

    tests/core/test_history.py turns it on again and shows that it refuses.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_entry DISABLE TRIGGER entry_no_truncate")
    yield
    with redis.Redis.from_url(django_settings.REDIS_URL) as broker:
        for key in broker.scan_iter(f"{django_settings.QUEUE_PREFIX}*"):
            broker.delete(key)


@pytest.fixture(autouse=True)
def low_numbers() -> None:
    make.numbers.begin_anew()


@pytest.fixture
def media(settings, monkeypatch, tmp_path):
    """An empty folder for the files of one test, for the workers it starts too."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("ZHIJIAN_MEDIA_ROOT", str(settings.MEDIA_ROOT))
    return settings.MEDIA_ROOT


# --- Bodies ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def npcsc(db) -> Body:
    return worlds.body("npcsc")


@pytest.fixture
def hainan_sc(db) -> Body:
    return worlds.body("hainan-sc")


@pytest.fixture
def wenchang_sc(db) -> Body:
    return worlds.body("wenchang-sc")


@pytest.fixture
def hunan_sc(db) -> Body:
    return worlds.body("hunan-sc")


@pytest.fixture
def cac_body(db) -> Body:
    return worlds.body("cac")


# --- People ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def liu(db) -> User:
    """Staff: writes findings."""
    return worlds.person("liu")


@pytest.fixture
def chen(db) -> User:
    """Heads a sub-group."""
    return worlds.person("chen")


@pytest.fixture
def zhang(db) -> User:
    """Heads the group."""
    return worlds.person("zhang")


@pytest.fixture
def wang(db) -> User:
    """Member of the committee: reads."""
    return worlds.person("wang")


@pytest.fixture
def zhao(db) -> User:
    """Translator."""
    return worlds.person("zhao")


@pytest.fixture
def sun(db) -> User:
    """Secretary of the General Office: records decisions, issues letters."""
    return worlds.person("sun")


@pytest.fixture
def fu(db) -> User:
    """Staff in Hainan."""
    return worlds.person("fu")


@pytest.fixture
def clerk(db) -> User:
    """Case officer of the province."""
    return worlds.person("clerk")


@pytest.fixture
def signatory(db) -> User:
    """Signs for the province."""
    return worlds.person("signatory")


@pytest.fixture
def wenchang(db) -> User:
    """The outsider: works in a committee of her own."""
    return worlds.person("wenchang")


@pytest.fixture
def wenchang_head(db) -> User:
    """Signs for the city."""
    return worlds.person("wenchang_head")


@pytest.fixture
def hunan(db) -> User:
    """Case officer of another province."""
    return worlds.person("hunan")


@pytest.fixture
def hunan_head(db) -> User:
    """Signs for the other province."""
    return worlds.person("hunan_head")


@pytest.fixture
def cac(db) -> User:
    """Answers for a body to which a recommendation was handed over."""
    return worlds.person("cac")


@pytest.fixture
def system_admin(db) -> User:
    """Opens accounts."""
    return worlds.person("system_admin")


@pytest.fixture
def security_admin(db) -> User:
    """Watches over access."""
    return worlds.person("security_admin")


@pytest.fixture
def audit_admin(db) -> User:
    """Watches over the other two."""
    return worlds.person("audit_admin")


@pytest.fixture
def auditor(db) -> User:
    """Reads the history of the house, not its content."""
    return worlds.person("auditor")


@pytest.fixture
def superuser(db) -> User:
    """Holds every right Django knows."""
    return worlds.person("superuser")


@pytest.fixture
def leaver(db) -> User:
    """Her membership ended yesterday."""
    return worlds.person("leaver")


@pytest.fixture
def inactive(npcsc) -> User:
    """Her account is closed, her membership is not."""
    return make.make_user("inactive", (npcsc, Role.GROUP_HEAD), is_active=False)


@pytest.fixture
def cast(db) -> dict[str, User | None]:
    """Everybody who can knock at the door; nobody is who has not signed in."""
    return {"nobody": None} | {name: worlds.person(name) for name in worlds.CAST}


# --- Two worlds ------------------------------------------------------------------------------------------------------


@pytest.fixture
def beijing(db) -> worlds.World:
    return worlds.make_beijing()


@pytest.fixture
def hainan(db) -> worlds.World:
    return worlds.make_hainan()
