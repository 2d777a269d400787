"""English and Spanish: all that the site says is translated, and what is compiled is what was written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from scripts import messages

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
CATALOGUES = messages.catalogues()
pytestmark = pytest.mark.django_db


def listed(text: Any) -> list[str]:
    """Give a string, or a singular and its plural, as a list."""
    return [text] if isinstance(text, str) else list(text or ())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_everything_the_site_says_is_translated(path: Path) -> None:
    """A sentence in the wrong language is one that an officer, or the person held, does not understand."""
    assert messages.untranslated(messages.merged(path)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_catalogue_holds_what_the_site_says_and_is_compiled(path: Path) -> None:
    """The site reads the compiled file: a mended word that was not compiled is not said.

    Run scripts/messages.py.
    """
    catalog = messages.merged(path)
    assert path.read_bytes() == messages.written(catalog)
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(catalog)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_names_the_same_things(path: Path) -> None:
    """A name or a time that falls out of a sentence in translation is lost to its reader."""
    wrong = []
    for message in messages.merged(path):
        told, said = listed(message.id), listed(message.string)
        names = [set(PLACEHOLDER.findall(text)) for text in (*told, *filter(None, said))]
        if message.id and any(each != names[0] for each in names):
            wrong.append(message.id)
    assert wrong == []


def test_there_is_spanish() -> None:
    """A check over no catalogue at all would always pass."""
    assert [path.parts[-3] for path in CATALOGUES] == ["es"]


@pytest.mark.parametrize(
    "source", ['_("one")', 'gettext("one")', 'pgettext("c", "one")', 'ngettext("one", "many", 2)']
)
def test_what_python_says_is_found(source: str) -> None:
    """A string that the search overlooks is never translated."""
    found = [text for text, _, _ in messages.in_python(source.encode(), "x")]
    assert found in (["one"], [("one", "many")])


@pytest.mark.parametrize(
    ("cookie", "word"), [("es", "Iniciar sesión"), ("en", "Sign in"), ("fr", "Sign in"), ("", "Sign in")]
)
def test_the_cookie_chooses_the_language(anybody: Client, cookie: str, word: str) -> None:
    """Who chose Spanish once should not have to choose it every morning."""
    anybody.cookies["language"] = cookie
    assert f"<h1>{word}</h1>" in anybody.get("/accounts/login/").content.decode()


def test_without_a_choice_the_browser_is_asked(anybody: Client) -> None:
    """The browser already knows what its owner reads."""
    page = anybody.get("/accounts/login/", headers={"accept-language": "es-US,es;q=0.9"})
    assert 'lang="es"' in page.content.decode()
    assert page["Content-Language"] == "es"


def test_choosing_a_language_needs_no_sign_in_and_leads_nowhere_else(anybody: Client) -> None:
    """The choice stands on the sign-in page too, and must not be a way to send somebody to another site."""
    answer = anybody.post("/language/", {"language": "es", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert anybody.cookies["language"].value == "es"
