"""Words for people, in Vietnamese and English: names of fields and issues, and what issues and failures say.

Records keep one wording of every message, in English. `said` finds its form in `data/words/messages_<language>.toml`
and writes the same message, with its figures, in another language or in plainer words. A message of no known form
(a newer release wrote it) is shown as it stands: better in the wrong language than not at all.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
_HOLE: Final = re.compile(r"\{(\w+)\}")
_WHY: Final = "why"
"""The hole that holds a reason: one failure's reason within another message."""
_PAGE: Final = re.compile(r"page (\d+): (.+)", re.DOTALL)
_Form = tuple[re.Pattern[str], str]


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> dict[str, dict[str, str]]:
    """Return the words of a language: `page`, `report`, `states`, `parts`, `fields`, `issues`, `values`, `keys`."""
    return tomllib.loads(_data(f"{language}.toml"))


def said(group: str, message: str, language: str) -> str:
    """Return a message in a language; `group` is an issue's code, or `failure` for why a document was not read.

    Several messages may be joined by semicolons; a semicolon in what a message quotes parts nothing.
    """
    paged = _PAGE.match(message) if group == "failure" else None
    if paged:
        return f"{wording(language)['page']['page']} {paged[1]}: {said(group, paged[2], language)}"
    parts = [_filled(group, part, language) for part in message.split("; ")]
    known = [part for part in parts if part is not None]
    if len(known) == len(parts):
        return "; ".join(known)
    return _filled(group, message, language) or message


def record_name(where: str, language: str) -> str:
    """Return how people name a record, counted from 1 as the tables count: `targets/2` is "Targets 3"."""
    part, _, index = where.partition("/")
    name = wording(language)["parts"].get(part, part)
    return f"{name} {int(index) + 1}" if index.isdigit() else name


def _filled(group: str, message: str, language: str) -> str | None:
    for pattern, form in _forms(language).get(group, ()):
        found = pattern.fullmatch(message)
        if found:
            quoted = found.groupdict()
            if _WHY in quoted:
                quoted[_WHY] = said("failure", quoted[_WHY], language)
            return form.format_map(quoted)
    return None


@lru_cache(maxsize=len(LANGUAGES))
def _forms(language: str) -> dict[str, list[_Form]]:
    """Return the forms of every group in the order of the file: the first that fits counts."""
    groups: dict[str, dict[str, str]] = tomllib.loads(_data(f"messages_{language}.toml"))
    return {group: [(_pattern(form), to) for form, to in forms.items()] for group, forms in groups.items()}


def _pattern(form: str) -> re.Pattern[str]:
    """Return what recognises a message of a form such as "readings differ: {one} / {other}"."""
    pieces = _HOLE.split(form)
    return re.compile(
        "".join(f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)), re.DOTALL
    )


def _data(name: str) -> str:
    return files("extract").joinpath("data", "words", name).read_text(encoding="utf-8")
