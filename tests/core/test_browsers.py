import pytest

TRIDENT = "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko"
CHROMIUM_90 = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.212 Safari/537.36"


@pytest.mark.django_db
def test_the_old_engine_is_told_how_to_switch(client):
    answer = client.get("/sign-in/", headers={"user-agent": TRIDENT})
    assert "极速模式" in answer.content.decode() and "id_password" not in answer.content.decode()


@pytest.mark.django_db
def test_the_oldest_supported_browser_gets_the_page(client):
    answer = client.get("/sign-in/", headers={"user-agent": CHROMIUM_90})
    assert "极速模式" not in answer.content.decode() and "id_password" in answer.content.decode()
