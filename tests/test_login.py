"""Who may come in: names and passwords of `kb user`, sessions, and what the login gives away (nothing)."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.running_server import ROOT, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb import KnowledgeBase
    from tests.running_server import RunningServer

QUESTION = {"question": "Wat is een cluster?"}
HTML = {"accept": "text/html,*/*"}


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("users") / "users.json"


def make_user(users: Path, name: str, password: str, *options: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "kb", "user", name, *options],
        cwd=ROOT,
        env={**os.environ, "KB_USERS": str(users)},
        input=f"{password}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def closed(desk: KnowledgeBase, users: Path) -> Iterator[RunningServer]:
    """A server that asks for names, behind a proxy that serves it under /desk."""
    assert make_user(users, "anna", "een lang wachtwoord").stdout == "anna\n"
    with running_server(
        desk.settings.home, "--root-path", "/desk/", KB_USERS=str(users), KB_HOSTS="desk.example"
    ) as running:
        yield running


def log_in(closed: RunningServer, name: str, password: str, following: str = "/en/") -> httpx.Response:
    return httpx.post(
        f"{closed.url}/login",
        params={"next": following},
        data={"name": name, "password": password},
        headers={"x-forwarded-for": f"10.0.0.{len(password)}", "x-forwarded-proto": "https"},
        timeout=60,
    )


def test_nobody_comes_in_without_a_name(closed: RunningServer) -> None:
    assert httpx.get(f"{closed.url}/api/v1/health").json()["alive"] is True
    refused = httpx.post(f"{closed.url}/api/v1/ask", json=QUESTION)
    assert (refused.status_code, refused.json()["what_to_do"]) == (401, "log in at /desk/login")
    assert refused.headers["www-authenticate"].startswith("Basic")
    for path in ("/", "/nl/", "/en/config", "/nl/gradio_api/info", "/api/v1/openapi.json", "/nl/theme.css"):
        assert httpx.get(f"{closed.url}{path}").status_code == 401, path
    led = httpx.get(f"{closed.url}/en/", headers=HTML)
    assert (led.status_code, led.headers["location"]) == (303, "/desk/login?next=%2Fen%2F")


def test_without_users_there_is_nobody_to_log_out(server: RunningServer) -> None:
    page = httpx.get(f"{server.url}/en/", headers=HTML, timeout=60)
    assert page.status_code == 200
    assert "logout" not in page.text


def test_the_form_speaks_both_languages_and_runs_no_script(closed: RunningServer) -> None:
    for language, word in (("nl", "Wachtwoord"), ("en", "Password")):
        form = httpx.get(f"{closed.url}/login", headers={"accept-language": language})
        assert word in form.text
        assert f'<html lang="{language}">' in form.text
        assert "<script" not in form.text
    inert = httpx.get(f"{closed.url}/login", params={"next": '/"><script>alert(1)</script>', "lang": "en"})
    assert "<script" not in inert.text


def test_a_user_logs_in_asks_and_logs_out(closed: RunningServer) -> None:
    welcomed = log_in(closed, "anna", "een lang wachtwoord")
    cookie = welcomed.headers["set-cookie"]
    assert (welcomed.status_code, welcomed.headers["location"]) == (303, "/desk/en/")
    assert {"HttpOnly", "Secure", "Path=/desk/", "SameSite=lax"} <= set(cookie.split("; "))

    known = {"cookie": cookie.split(";")[0]}
    asked = httpx.post(f"{closed.url}/api/v1/ask", json=QUESTION, headers=known, timeout=60)
    assert asked.json()["outcome"] == "answer"
    assert httpx.get(f"{closed.url}/", headers=known).headers["location"] == "/desk/nl/"
    page = httpx.get(f"{closed.url}/en/", headers=known | HTML)
    assert page.status_code == 200
    assert '<form method="post" action="../logout"><span class="user">anna</span>' in page.text

    left = httpx.post(f"{closed.url}/logout", headers=known)
    assert (left.status_code, left.headers["location"]) == (303, "/desk/login")
    assert httpx.post(f"{closed.url}/api/v1/ask", json=QUESTION, headers=known).status_code == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("anna", "een ander wachtwoord"),
        ("niemand", "een lang wachtwoord"),
        ("anna", ""),
        ("anna", "x" * 9999),
    ],
    ids=["another password", "another name", "no password", "a very long one"],
)
def test_a_wrong_password_says_nothing_of_what_was_wrong(
    closed: RunningServer, name: str, password: str
) -> None:
    refused = log_in(closed, name, password)
    assert refused.status_code == 401
    assert 'role="alert"' in refused.text
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", ""])
def test_the_login_leads_nowhere_else(closed: RunningServer, elsewhere: str) -> None:
    welcomed = log_in(closed, "anna", "een lang wachtwoord", elsewhere)
    assert welcomed.headers["location"] == "/desk/"


def test_a_program_sends_name_and_password(closed: RunningServer) -> None:
    for _ in range(2):  # the second time from memory
        asked = httpx.post(
            f"{closed.url}/api/v1/ask", json=QUESTION, auth=("anna", "een lang wachtwoord"), timeout=60
        )
        assert asked.json()["outcome"] == "answer"
    for bad in ("Basic x", "Basic " + "=" * 9, "Bearer abc", "Basic w6k="):
        refused = httpx.post(f"{closed.url}/api/v1/ask", json=QUESTION, headers={"authorization": bad})
        assert refused.status_code == 401, bad


def test_a_name_of_the_proxy_is_known(closed: RunningServer) -> None:
    headers = {"host": "desk.example", "origin": "https://desk.example"}
    assert httpx.post(f"{closed.url}/api/v1/ask", json=QUESTION, headers=headers).status_code == 401
    headers = {"host": "desk.example", "origin": "https://other.example"}
    assert httpx.post(f"{closed.url}/api/v1/ask", json=QUESTION, headers=headers).status_code == 403


def test_another_password_ends_what_began_with_the_old_one(closed: RunningServer, users: Path) -> None:
    make_user(users, "bert", "het eerste wachtwoord")
    known = {"cookie": log_in(closed, "bert", "het eerste wachtwoord").headers["set-cookie"].split(";")[0]}
    basic = ("bert", "het eerste wachtwoord")
    url = f"{closed.url}/api/v1/status"
    assert httpx.get(url, headers=known).status_code == httpx.get(url, auth=basic).status_code == 200
    make_user(users, "bert", "het tweede wachtwoord")
    assert httpx.get(url, headers=known).status_code == httpx.get(url, auth=basic).status_code == 401
    assert make_user(users, "bert", "", "--remove").stdout == "anna\n"
    assert log_in(closed, "bert", "het tweede wachtwoord").status_code == 401


def test_who_tries_many_passwords_has_to_wait(closed: RunningServer) -> None:
    from_here = {"x-forwarded-for": "10.9.9.9"}
    statuses = [
        httpx.get(f"{closed.url}/api/v1/status", auth=("anna", f"{number}"), headers=from_here).status_code
        for number in range(9)
    ]
    assert statuses == [401] * 8 + [429]
    right = httpx.get(
        f"{closed.url}/api/v1/status", auth=("anna", "wachtwoord, maar te laat"), headers=from_here
    )
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) > 0
    assert log_in(closed, "anna", "een lang wachtwoord").status_code == 303


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        pytest.param("carla", "kort", "at least", id="short password"),
        pytest.param("carla:x", "een lang wachtwoord", "without a colon", id="colon"),
        pytest.param("car\nla", "een lang wachtwoord", "without a colon", id="two lines"),
    ],
)
def test_a_user_that_cannot_be_is_refused(tmp_path: Path, name: str, password: str, said: str) -> None:
    done = make_user(tmp_path / "users.json", name, password)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "users.json").exists()


def test_passwords_are_not_in_their_file(users: Path, closed: RunningServer) -> None:
    assert closed.process.poll() is None
    assert "wachtwoord" not in users.read_text("utf-8")
    assert users.stat().st_mode & 0o077 == 0
