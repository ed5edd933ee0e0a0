"""The page on which somebody logs in: a form, without any script."""

from __future__ import annotations

from html import escape

WORDS = {
    "nl": {
        "title": "Inloggen bij de beleidsdesk",
        "name": "Naam",
        "password": "Wachtwoord",
        "enter": "Inloggen",
        "failed": "Die naam en dat wachtwoord horen niet bij elkaar. Probeer het opnieuw, of vraag het de "
        "beheerder.",
        "other": "English",
    },
    "en": {
        "title": "Log in to the policy desk",
        "name": "Name",
        "password": "Password",
        "enter": "Log in",
        "failed": "That name and that password do not belong together. Try again, or ask the administrator.",
        "other": "Nederlands",
    },
}
OTHER = {"nl": "en", "en": "nl"}

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --accent: #154273; --fault: #a50d0d; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f2f2; --paper: #14181d; --accent: #9cc7f5; --fault: #ff9d9d; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.05rem/1.5 system-ui, sans-serif; }
main { max-width: 22rem; margin: 12vh auto 0; padding: 0 1.25rem; }
h1 { font-size: 1.4rem; line-height: 1.25; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { width: 100%; box-sizing: border-box; padding: .55rem .6rem; font: inherit; border: 1px solid #767676;
  border-radius: 4px; background: var(--paper); color: var(--ink); }
button { margin: 1.5rem 0; padding: .6rem 1.4rem; font: inherit; font-weight: 600; border: 0;
  border-radius: 4px; background: var(--accent); color: var(--paper); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
.fault { color: var(--fault); }
"""


def login_page(language: str, action: str, *, failed: bool = False) -> str:
    """Return the page; `action` is where the form is sent, but for the language that ends it."""
    words, other = WORDS[language], OTHER[language]
    fault = f'<p class="fault" role="alert">{escape(words["failed"])}</p>' if failed else ""
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(words["title"])}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(words["title"])}</h1>
{fault}
<form method="post" action="{escape(action + language)}">
<label for="name">{escape(words["name"])}</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
<label for="password">{escape(words["password"])}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>{escape(words["enter"])}</button>
</form>
<p><a href="{escape(action + other)}" lang="{other}" hreflang="{other}">{escape(words["other"])}</a></p>
</main>
</body>
</html>
"""
