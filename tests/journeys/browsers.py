"""Browsers as the journeys use them: patient ones, people who are signed in already, and presses that wait for the page."""

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts.models import User
from tests.security.site import browser_of

PATIENCE = 60_000  # milliseconds for what a page says at once where nothing else runs beside it
BUSY = 120_000  # milliseconds for what a page says once the server, or a worker, has done something


def open_context(browser: Browser, **options: object) -> BrowserContext:
    """A browser of somebody's own, for the end of a `with`."""
    context = browser.new_context(**{"accept_downloads": True, **options})
    context.set_default_timeout(PATIENCE)
    return context


def enter(context: BrowserContext, address: str, username: str, **preferences: str) -> None:
    """`username` is signed in, with these preferences; the door is left out where it is not what is tested."""
    person = User.objects.get(username=username)
    if preferences:
        User.objects.filter(pk=person.pk).update(**preferences)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": browser_of(person).cookies[name].value, "url": address}])


def knock(page: Page, username: str, password: str) -> None:
    """Fill in the door, and wait for the page behind it: what is asked of it next must not come before its scripts."""
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    press(page.get_by_role("button", name="登录"))


def press(button: Locator) -> None:
    """Press what leads to a page, and wait for that page: its words may stand on the one before."""
    with button.page.expect_navigation():
        button.click()


def sign_in(page: Page, address: str, username: str, password: str) -> None:
    """Through the door, to the first page of the site."""
    page.goto(f"{address}/sign-in/")
    knock(page, username, password)
    expect(page).to_have_url(f"{address}/")


def switch(page: Page, name: str, value: str) -> None:
    """The language of the interface, or its font size; the page comes back before anything else is asked of the site."""
    press(page.locator(f"button[name={name}][value={value}]"))
