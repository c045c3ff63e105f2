"""docker-compose.yml, read as a file: every variable it sets is read by the settings, nothing runs as root."""

import re
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker")


def read_by_settings():
    sources = [file.read_text() for file in (CHECKOUT / "config/settings").glob("*.py")]
    return set(re.findall(r"""\benv\.\w+\(\s*"([A-Z_]+)\"""", "\n".join(sources)))


def required_in_production():
    return set(re.findall(r"""env\.\w+\("([A-Z_]+)"\)""", (CHECKOUT / "config/settings/prod.py").read_text()))


def interpolated():
    text = (CHECKOUT / "docker-compose.yml").read_text()
    return set(re.findall(r"\$\{([A-Z_]+)", text))


def test_the_parts_are_there():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "proxy"}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_one_the_settings_read(name):
    unknown = set(SERVICES[name]["environment"]) - read_by_settings() - {"DJANGO_SETTINGS_MODULE"}
    assert unknown == set()


@pytest.mark.parametrize("name", OURS)
def test_what_production_requires_is_given(name):
    assert required_in_production() >= {"DATABASE_URL", "REDIS_URL", "ZHIJIAN_SECRET_KEY", "ZHIJIAN_ALLOWED_HOSTS"}
    assert required_in_production() - set(SERVICES[name]["environment"]) == set()


def test_the_example_of_variables_is_complete_and_has_nothing_more():
    lines = (CHECKOUT / ".env.example").read_text().splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    assert named == interpolated()


def test_secrets_have_no_default():
    text = (CHECKOUT / "docker-compose.yml").read_text()
    for secret in ("POSTGRES_PASSWORD", "ZHIJIAN_SECRET_KEY"):
        assert set(re.findall(rf"\${{{secret}(..)", text)) == {":?"}


def test_nothing_runs_as_root():
    assert {name for name, service in SERVICES.items() if service.get("user") in (None, "root", "0", 0)} == set()


def test_whatever_stays_up_is_watched():
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"migrate"}


def test_named_volumes_hold_what_must_last():
    used = {
        volume.partition(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert used == set(COMPOSE["volumes"]) == {"database", "queue", "media"}


def test_only_the_proxy_can_be_reached():
    assert {name for name, service in SERVICES.items() if service.get("ports")} == {"proxy"}


def test_the_installation_page_names_every_variable():
    page = (CHECKOUT / "docs/installation.md").read_text()
    assert {name for name in read_by_settings() if f"`{name}`" not in page} == set()
