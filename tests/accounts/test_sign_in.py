"""The door: right, wrong and unknown, the lock after five wrong tries, and no way to open an account oneself."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from tests.make import PASSWORD, make_user

URL = "/sign-in/"


@pytest.fixture
def li(db):
    return make_user("li", password=PASSWORD)


def sign_in(client, username="li", password=PASSWORD, **extra):
    return client.post(URL, {"username": username, "password": password}, **extra)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def body(response) -> str:
    """The page without the token of its form and without what was typed into it."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


def test_name_and_password_open_the_door(client, li):
    response = sign_in(client)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("desk"))
    assert client.session["_auth_user_id"] == str(li.pk)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("li", "wrong"),
        ("nobody", PASSWORD),
        ("LI", PASSWORD),
        ("li", PASSWORD.upper()),
        ("li ", "x"),
        ("li\0", PASSWORD),
    ],
)
def test_anything_else_does_not(client, li, username, password):
    response = sign_in(client, username, password)
    assert (response.status_code, is_signed_in(client)) == (422, False)


def test_a_wrong_password_an_unknown_name_and_a_closed_account_get_the_same_answer(client, li):
    make_user("closed", password=PASSWORD, is_active=False)
    answers = [
        body(sign_in(Client(), *tried))
        for tried in (("li", "wrong"), ("nobody", "wrong"), ("closed", PASSWORD), ("closed", "wrong"))
    ]
    assert len(set(answers)) == 1
    assert "用户名或密码不正确" in answers[0]


def test_an_empty_form_says_what_is_missing(client, db):
    response = client.post(URL, {})
    assert (response.status_code, response.content.decode().count("请填写。") >= 2) == (422, True)


def test_the_password_is_never_shown_again(client, li):
    assert PASSWORD not in sign_in(client, "li", f"{PASSWORD}x").content.decode()


def test_the_session_gets_a_new_key(client, li):
    client.get(URL)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client)
    assert is_signed_in(client)
    assert client.session.session_key != planted
    assert Client(headers={"Cookie": f"sessionid={planted}"}).get("/").status_code == 302


def test_signing_out_ends_the_session(client, li):
    sign_in(client)
    key = client.session.session_key
    assert client.post("/sign-out/").headers["Location"] == URL
    client.cookies["sessionid"] = key
    assert client.get("/").status_code == 302


def test_a_closed_account_is_out_at_once(client, li):
    sign_in(client)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=li.pk).update(is_active=False)
    assert client.get("/").status_code == 302


# --- Five wrong tries ------------------------------------------------------------------------------------------------


def test_five_wrong_tries_close_the_door_even_for_the_right_password(client, li):
    statuses = [sign_in(client, "li", f"wrong{n}").status_code for n in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    locked = sign_in(client)
    assert (locked.status_code, is_signed_in(client)) == (429, False)
    assert "15分钟" in locked.content.decode()


def test_an_unknown_name_is_locked_with_the_same_page(client, li):
    pages = []
    for name in ("li", "nobody"):
        for n in range(5):
            response = sign_in(Client(), name, f"wrong{n}")
        pages.append((response.status_code, body(response)))
    assert pages[0] == pages[1]


def test_nobody_is_locked_out_from_another_address_or_by_another_name(client, li):
    make_user("wu", password=PASSWORD)
    for n in range(5):
        sign_in(client, "li", f"wrong{n}", REMOTE_ADDR="10.1.1.1")
    assert sign_in(client, "li", REMOTE_ADDR="10.1.1.1").status_code == 429
    assert sign_in(Client(), "wu", REMOTE_ADDR="10.1.1.1").status_code == 302
    assert sign_in(Client(), "li", REMOTE_ADDR="10.1.1.2").status_code == 302


def test_an_invented_forwarded_address_does_not_open_the_lock(client, li):
    for n in range(5):
        sign_in(client, "li", f"wrong{n}", headers={"X-Forwarded-For": f"10.9.9.{n}"})
    assert sign_in(client, headers={"X-Forwarded-For": "10.9.9.99"}).status_code == 429


def test_the_lock_outlives_cookies_and_opens_after_a_while(client, li):
    for n in range(5):
        sign_in(client, "li", f"wrong{n}")
    assert sign_in(Client()).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert sign_in(Client()).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(Client()).status_code == 302


def test_a_success_forgets_the_wrong_tries(client, li):
    for _ in range(2):
        assert [sign_in(Client(), "li", f"wrong{n}").status_code for n in range(4)] == [422] * 4
        assert sign_in(Client()).status_code == 302


# --- Sign-up is closed -----------------------------------------------------------------------------------------------


def test_there_is_no_way_to_open_an_account_oneself(client, db):
    names = [key for key in get_resolver().reverse_dict if isinstance(key, str)]
    assert [name for name in names if re.search(r"sign_?up|register|password_reset|create", name)] == []
    for path in ("/sign-up/", "/register/", "/accounts/signup/", "/accounts/login/", "/admin/", "/password-reset/"):
        assert client.get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("password_reset")


def test_passwords_are_hashed_by_argon2_in_production():
    from config.settings import base

    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
