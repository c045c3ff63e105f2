"""Language and 字号: the person's own once she is signed in, the cookie's before, and no business of anybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from reports.enums import Layout
from reports.models import Rendering
from tests.make import PASSWORD
from tests.security.site import browser_of

LANGUAGE, FONT = reverse("set_language_choice"), reverse("set_font_size")


def shown(client) -> tuple[str, str]:
    """(lang, font size) of the page that opens: the desk, or the door."""
    page = client.get("/", follow=True).content.decode()
    start = page[page.index("<html") : page.index(">", page.index("<html"))]
    return tuple(part.split('"')[1] for part in start.split(" ")[1:])


def test_chinese_and_standard_come_first(client, db):
    assert shown(client) == ("zh-Hans", "s")


def test_before_signing_in_a_cookie_remembers(client, db):
    client.post(LANGUAGE, {"language": "en"})
    client.post(FONT, {"font_size": "xl"})
    assert shown(client) == ("en", "xl")
    assert shown(Client()) == ("zh-Hans", "s")


def test_after_signing_in_it_is_the_persons_own_in_every_browser(liu, wang):
    browser = browser_of(liu)
    browser.post(LANGUAGE, {"language": "en"})
    browser.post(FONT, {"font_size": "l"})
    assert [shown(browser), shown(browser_of(liu)), shown(browser_of(wang))] == [
        ("en", "l"),
        ("en", "l"),
        ("zh-Hans", "s"),
    ]
    liu.refresh_from_db()
    assert (liu.language, liu.font_size) == ("en", "l")


def test_the_persons_own_wins_over_the_cookie_of_the_machine(client, liu):
    client.post(LANGUAGE, {"language": "en"})
    client.post(FONT, {"font_size": "xl"})
    client.force_login(liu, "django.contrib.auth.backends.ModelBackend")
    assert shown(client) == ("zh-Hans", "s")


@pytest.mark.parametrize("language", ["fr", "", "zh", "en-GB", "EN", "en\0"])
def test_another_language_is_refused(liu, language):
    browser = browser_of(liu)
    assert browser.post(LANGUAGE, {"language": language}).status_code == 400
    assert shown(browser) == ("zh-Hans", "s")


@pytest.mark.parametrize("font_size", ["xxl", "", "S", "16px", 's" onload="'])
def test_another_size_is_refused(liu, font_size):
    browser = browser_of(liu)
    assert browser.post(FONT, {"font_size": font_size}).status_code == 400
    assert shown(browser) == ("zh-Hans", "s")


@pytest.mark.parametrize("cookie", ["fr", "../../etc", "<script>", "zh-hant"])
def test_a_cookie_somebody_made_up_counts_for_nothing(db, cookie):
    client = Client()
    client.cookies["django_language"] = client.cookies["zhijian_font"] = cookie
    assert shown(client) == ("zh-Hans", "s")


def test_the_answer_names_its_language(liu):
    browser = browser_of(liu)
    languages = [browser.get("/").headers["Content-Language"]]
    browser.post(LANGUAGE, {"language": "en"})
    languages.append(browser.get("/").headers["Content-Language"])
    assert languages == ["zh-hans", "en"]


def test_one_persons_english_does_not_stay_for_the_next(liu, wang, client):
    browser_of(liu).post(LANGUAGE, {"language": "en"})
    assert [shown(browser_of(person)) for person in (liu, wang, liu)] == [("en", "s"), ("zh-Hans", "s"), ("en", "s")]


def test_the_language_of_a_report_is_not_that_of_the_interface(beijing, liu):
    browser = browser_of(liu)
    browser.post(LANGUAGE, {"language": "en"})
    before = set(Rendering.objects.values_list("pk", flat=True))
    browser.post(f"/reports/{beijing.report.code}/render/", {"layout": "stacked"})
    made = Rendering.objects.exclude(pk__in=before).get()
    assert (made.layout, made.edition.content) == (Layout.STACKED, beijing.edition.content)


def test_an_account_has_a_language_and_a_size_from_the_start(db):
    person = User.objects.create_user("new", password=PASSWORD, name_zh="新人")
    assert (person.language, person.font_size, str(person), person.get_full_name()) == ("zh-hans", "s", "新人", "新人")
