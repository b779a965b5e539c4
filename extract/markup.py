"""HTML and SVG from Python: what is not markup already is escaped, always."""

from __future__ import annotations

from html import escape
from typing import Final

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """A piece of markup that is safe as it stands; only this module and constants of ours make one."""

    __slots__ = ()


def el(name: str, /, *children: str | Html | None, **attributes: str | float | None) -> Html:
    """Return an element. Plain strings are escaped; `class_` is `class`, `data_x` is `data-x`, None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: str | Html | None) -> Html:
    """Put pieces one after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None))


def _number(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def page(title: str, style: Html, body: Html, script: Html | None = None, language: str = "en") -> str:
    """Return a whole self-contained page: nothing is loaded from elsewhere, and a policy in the page says so."""
    scripts = "'unsafe-inline'" if script else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; img-src data:"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("style", style),
    )
    end = el("script", script) if script else None
    return f"<!doctype html>\n{el('html', head, el('body', body, end), lang=language)}\n"
