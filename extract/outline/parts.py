"""Where the parts of a file begin: head, title, preamble, body, foot, annexes, and the plan a decision carries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

from extract.grammar.fold import fold
from extract.outline.annexes import name_annexes, opens_annex, stands_alone
from extract.outline.markers import item_mark, markers
from extract.outline.tree import Part, PartKind
from extract.outline.units import Unit, cell_units, type_name, upper
from extract.outline.vocabulary import words
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.text import Text

_RECIPIENTS: Final = re.compile(r"\W{0,6}noi\s?nhan\s*[:;.]?(?:\s|\W|$)")
_AUTHORITY: Final = re.compile(r"\W{0,4}(?:(?:tm|kt|tl|tuq|t/m|k/t|t/l)\s?[.,/\s]|q\s?\.)\s?(?=[a-z]{2})")
_NOTE: Final = re.compile(r"\[\d{1,3}\]\s")
_END_MARK: Final = re.compile(r"(?:\./|[./]/\s?\.|/\s?\.|\.1\.)[\s.,]{0,3}\W{0,3}$")
_LOOK_BACK: Final = 4
_GLANCE: Final = 300
"""Letters of a line that are looked at: what opens a part stands at its start."""
_CAPTION: Final = 110
_FIGURES: Final = 24
_LABEL: Final = 24
_ALIKE: Final = 80.0


@dataclass(slots=True)
class _Open:
    """The part being read; the only state of the walk, thrown away when it ends."""

    kind: PartKind = "head"
    prefix: str = ""
    footed: bool = False
    rows: list[tuple[Unit, PartKind, str]] = field(default_factory=list)


def split(text: Text, stream: Iterable[Unit]) -> tuple[list[tuple[Unit, int]], tuple[Part, ...]]:
    """Return the units with the index of their part, and the parts."""
    state = _Open()
    for unit in _cells_apart(text, list(stream)):
        _step(state, unit)
        state.rows.append((unit, state.kind, state.prefix))
    name_annexes(state.rows)
    return _parts(state.rows)


def ends(unit_words: str) -> bool:
    """Tell whether a line closes a document ("./.")."""
    return bool(_END_MARK.search(unit_words.rstrip()))


def _cells_apart(text: Text, stream: list[Unit]) -> Iterator[Unit]:
    """Take the rows of head and foot apart into cells."""
    titled = False
    for unit in stream:
        titled = titled or type_name(unit.words)
        cells = [text.slice(cell) for cell in unit.cells if cell is not None]
        if cells and (
            not titled
            or any(_RECIPIENTS.match(fold(c[:40])) or (_AUTHORITY.match(fold(c[:12])) and upper(c[:20])) for c in cells)
        ):
            yield from cell_units(text, unit)
        else:
            yield unit


def _step(state: _Open, unit: Unit) -> None:
    """Move to the part that the unit opens, if it opens one."""
    folded = fold(unit.words[:_GLANCE])
    if state.kind == "head" and not type_name(unit.words):
        if _opens_body(unit) and state.rows:
            state.kind = "body"
        elif (folded.startswith("can cu ") and not upper(unit.words[:30])) or (
            unit.role == "body" and len(unit.words) > 160
        ):
            state.kind = "preamble"
        return
    if type_name(unit.words):
        _type_line(state, folded)
        return
    late = state.footed or state.kind in ("appendix", "appendix_title")
    if (late or (state.kind == "body" and stands_alone(unit))) and opens_annex(unit, folded):
        state.kind, state.prefix = "appendix_title", "PL"
        return
    if unit.role == "note" or (_NOTE.match(unit.words) and state.footed):
        state.kind = "notes"
        return
    if state.kind in ("body", "preamble", "recipients", "signature", "appendix") and _foot(state, unit, folded):
        state.footed = True
        return
    _go_on(state, unit, folded)


def _type_line(state: _Open, folded: str) -> None:
    if state.kind in ("head", "title"):
        state.kind = "title"  # a title printed twice: the later one counts
        for i, (unit, kind, prefix) in enumerate(state.rows):
            if kind == "title":
                state.rows[i] = (unit, "head", prefix)
        return
    if state.kind == "preamble" and state.prefix == "" and folded.strip(" :.").startswith(("quyet dinh", "nghi quyet")):
        state.kind = "body"
        return
    if state.footed or state.kind == "body":
        _pull_back(state, "title", "KH")
        state.kind, state.prefix, state.footed = "title", "KH", False


def _pull_back(state: _Open, kind: PartKind, prefix: str) -> None:
    """Give the lines in capitals directly above to the part that begins here (the body's name over an annex)."""
    for i in range(len(state.rows) - 1, max(-1, len(state.rows) - 3), -1):
        unit, old, _ = state.rows[i]
        if (
            old not in ("signature", "body", "appendix", "notes")
            or not upper(unit.words)
            or not _decider(fold(unit.words))
        ):
            return
        state.rows[i] = (unit, kind, prefix)


def _decider(folded: str) -> bool:
    return folded.startswith(words("outline", "deciders"))


def _foot(state: _Open, unit: Unit, folded: str) -> bool:
    if unit.role == "recipients" or _RECIPIENTS.match(folded):
        state.kind = "recipients"
        return True
    if state.kind == "signature" and _nearly_recipients(folded):
        state.kind = "recipients"
        return True
    marked = _AUTHORITY.match(folded) and upper(unit.words[:24]) and len(unit.words) < 160
    if unit.role == "signature" or marked or (state.kind == "body" and _post_behind_the_end(state, unit, folded)):
        state.kind = "signature"
        return True
    return False


def _nearly_recipients(folded: str) -> bool:
    """Tell a damaged "Nơi nhận:" among the lines of a foot."""
    label = folded.strip(" *_.:;")
    return len(folded) < _LABEL and folded.rstrip().endswith((":", ";")) and ratio(label, "noi nhan") >= _ALIKE


def _post_behind_the_end(state: _Open, unit: Unit, folded: str) -> bool:
    """Tell a post in capitals right behind the plan's last sentence: a signature whose mark was not read."""
    if len(unit.words) > _LABEL * 2 or not upper(unit.words) or not state.rows:
        return False
    above = state.rows[-1][0].words
    posts = words("document", "posts")
    return (ends(above) or fold(above[:16]).startswith("tren day la")) and folded.strip(" *_.").endswith(posts)


def _go_on(state: _Open, unit: Unit, folded: str) -> None:
    """Decide what follows inside a document or annex."""
    attached = folded.lstrip("*_ ").startswith(words("outline", "attached"))
    if state.kind == "title":
        if attached or _still_title(state, unit, folded):
            return
        state.kind = "body" if _opens_body(unit) else "preamble"
    elif state.kind == "preamble" and _opens_body(unit):
        state.kind = "body"
        _take_heading(state, unit)
    elif state.kind == "appendix_title":
        if not attached and not _still_annex_title(state, unit):
            state.kind = "appendix"
    elif state.kind in ("recipients", "signature", "notes", "appendix") and attached:
        _untitled_annex(state)
    elif state.kind == "recipients" and not _recipient(state, unit, folded):
        state.kind = "signature"
    elif state.kind == "signature" and (unit.kind == "row" or len(unit.words) > 200):
        state.kind, state.prefix = "appendix", "PL"


def _take_heading(state: _Open, unit: Unit) -> None:
    """Give the body a heading in capitals over its first "1.": its own marker was not read."""
    above, kind, prefix = state.rows[-1]
    plain = not any(marker.clear and marker.kind != "arabic" for marker in markers(unit.words))
    if (
        kind == "preamble"
        and plain
        and upper(above.words)
        and len(above.words) < _CAPTION
        and not _decider(fold(above.words))
    ):
        state.rows[-1] = (above, "body", prefix)


def _recipient(state: _Open, unit: Unit, folded: str) -> bool:
    """Tell whether a line still belongs to the list of recipients."""
    if unit.role == "signature" or (upper(unit.words) and item_mark(unit.words) is None):
        return False
    before = state.rows[-1][0].words.rstrip()
    if item_mark(unit.words) is not None or unit.role == "recipients" or _RECIPIENTS.match(fold(before)):
        return True
    return "luu" not in fold(before) and not before.endswith(".") and bool(folded)


def _untitled_annex(state: _Open) -> None:
    """Open an annex whose title lines did not say so: the lines in capitals over "(Kèm theo …)" are its title."""
    state.kind, state.prefix = "appendix_title", "PL"
    for i in range(len(state.rows) - 1, max(-1, len(state.rows) - 1 - _LOOK_BACK), -1):
        unit, kind, _ = state.rows[i]
        if kind not in ("signature", "appendix", "notes", "recipients") or not upper(unit.words) or unit.kind == "row":
            return
        state.rows[i] = (unit, "appendix_title", "PL")


def _opens_body(unit: Unit) -> bool:
    """Tell whether a unit is a first heading (I., 1., A., Phần I, Điều 1), or the second where the first is lost."""
    if unit.kind == "row":
        return False
    for marker in markers(unit.words):
        behind = unit.words[marker.end :]
        if marker.kind in ("part", "chapter", "article") and marker.number == 1:
            return True
        if marker.kind in ("roman", "capital") and marker.number <= 2 and (upper(behind) or marker.clear):
            return True
        if marker.kind == "arabic" and marker.number == 1 and behind[:1].isupper():
            return True
    return False


def _still_title(state: _Open, unit: Unit, folded: str) -> bool:
    before = [
        u for u, kind, prefix in state.rows if kind == "title" and prefix == state.prefix and not type_name(u.words)
    ]
    if not before:
        return bool(unit.words.strip(" *#_")) and not folded.startswith(("can cu ", "kinh gui"))
    last = before[-1].words.rstrip()
    if fold(last).startswith(words("outline", "attached")) or _opens_body(unit) or unit.kind == "row":
        return False
    if not any(char.isalpha() for char in unit.words):
        return len(unit.words) < _FIGURES and any(char.isdigit() for char in unit.words)
    if upper(before[0].words):
        return upper(unit.words) and not _decider(folded)
    if upper(unit.words) and _decider(folded):
        return False
    if unit.role == "title":
        return True
    if unit.words[:1].islower():
        return not last.endswith((".", ";", ":"))
    plain = unit.words.rstrip()
    return (
        not folded.startswith(words("outline", "preamble"))
        and not plain.endswith((".", ";", ":", ","))
        and len(plain) < 90
    )


def _still_annex_title(state: _Open, unit: Unit) -> bool:
    last = state.rows[-1][0].words
    if fold(last).lstrip("*_ ").startswith(words("outline", "attached")) or unit.kind == "row" or len(unit.words) > 300:
        return False
    return upper(unit.words) and not any(m.kind in ("roman", "arabic") and m.clear for m in markers(unit.words))


def _parts(rows: list[tuple[Unit, PartKind, str]]) -> tuple[list[tuple[Unit, int]], tuple[Part, ...]]:
    parts: list[Part] = []
    placed: list[tuple[Unit, int]] = []
    for i, (unit, kind, prefix) in enumerate(rows):
        fresh = not parts or parts[-1].kind != kind or parts[-1].prefix != prefix
        if fresh or (kind == "appendix_title" and rows[i - 1][1] == "appendix"):
            parts.append(Part(kind, unit.span, prefix))
        else:
            parts[-1] = Part(kind, Span(parts[-1].span.start, unit.span.end), prefix)
        placed.append((unit, len(parts) - 1))
    return placed, tuple(parts)
