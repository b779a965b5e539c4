"""Numbers of documents as they are cited: 12/KH-UBND, 30/2020/NĐ-CP, 41/2024/QH15, 12/UBND-VX, 57-NQ/TW."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.grammar.fold import fold, squeeze
from extract.grammar.organs import known_type, latin, repair_group, repair_type, split_glued
from extract.grammar.symbol import Symbol, short_symbols
from extract.grammar.vocabulary import rows

_GROUP: Final = r"(?:[A-ZĐÐ][A-ZĐÐĂÂÊÔƠƯ&]+(?:[a-zđ]{1,3}[A-ZĐ]*)?[0-9]{0,2}|[A-ZĐÐ](?:[0-9]{1,2}(?![\d/.]))?)"
_TYPE: Final = r"[A-ZĐÐ][A-Za-zĐđÐ&]{0,9}[0-9]{0,2}"
_SLASH: Final = r"[ \t]{0,3}/\s{0,3}"
_DASH: Final = r"\s{0,2}[-–‑]\s{0,2}"
_END: Final = r"(?:(?![^\W_])|(?=ngày|ngay|của|về))"
_BODY: Final = rf"""
    (?:
        (?:{_SLASH} (?P<year>(?:19|20)[0-9]{{2}}) )? {_SLASH}   # 30/2020/ or 12/
        (?P<type>{_TYPE}) {_DASH}                               # NĐ-
        (?P<organ>{_GROUP} (?:[-–‑][ \n]?{_GROUP}){{0,4}})      # CP, BTC-BNV
      | {_SLASH} (?P<qh_year>(?:19|20)[0-9]{{2}}) {_SLASH}      # 41/2024/
        (?P<qh>(?:QH|UBTVQH)[Il]?[0-9]{{1,2}})                  # QH15, a 1 read as a letter or twice
      | {_DASH} (?P<party_type>{_TYPE}) {_SLASH}                # 57-NQ/
        (?P<party>{_GROUP} (?:[-–‑][ \n]?{_GROUP}){{0,3}})      # TW
      | {_DASH} (?P<torn_type>NQ|CT|KH|QĐ|KL|CTr|TB|HD|BC)      # 109-KH
        [Il1|!] (?P<torn>TU|TW|HU|ĐU)                           # ITU: the slash read as a letter
    ) {_END}
"""
_REFERENCE: Final = re.compile(
    rf"""
    (?<![\w/.,])                                                # nothing like a word or figure before it
    (?P<running>[0-9]{{1,5}} (?:\.[0-9]{{1,2}}(?=\s?/\s?20))? [a-zđ]?)
    {_BODY}
    """,
    re.VERBOSE,
)
_OPEN_NUMBER: Final = re.compile(
    rf"""
    \b[Ss][ốôoóòỗổồỐÔO](?:\s*[:;]|\b|(?=z))                     # Số:
    (?P<fill>[\s.…_·\-–]*?)                                     # nothing, dots or a rule
    (?P<junk>(?:[^\s/.…_·\-–][^\s/]{{0,6}})?) [ ]?              # or what cannot be read as a number
    {_BODY}
    """,
    re.VERBOSE,
)
_TORN_SLASH: Final = re.compile(r"[0-9]\s?[-–]\s?[A-Z]{2}[Il1|!](?:TU|TW|HU|ĐU)")
_TORN_NUMBER: Final = re.compile(r"[Ss][ốôoó6]\s*:?\s*(?P<head>[0-9iIl]{1,2})\s$")
_LEAD: Final = re.compile(r"(?:\s|\(|,|;)*(?:\(?[sS][ốôoóỐÔ6]\s*:?)?\s*$")
_LAW_WORD: Final = re.compile(r"(?:bộ luật|luật|nghị quyết|pháp lệnh|hiến pháp)\b", re.IGNORECASE)
_LEAD_WIDTH: Final = 48
_LAW_WIDTH: Final = 140


@cache
def _type_words() -> tuple[tuple[str, str], ...]:
    """List (folded words, doc_type), the longest words first."""
    pairs = {
        (fold(words), doc_type)
        for _, doc_type, listed in rows("types.tsv")
        for words in listed.split(";")
        if words != "-"
    }
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _code_names() -> dict[str, str]:
    return {code: doc_type for code, doc_type, _ in reversed(rows("types.tsv")) if code != "-"}


def leading_type(text: str, pos: int) -> tuple[int, str] | None:
    """Read the kind of document named right before `pos` ("Nghị quyết số "), with the offset where its name begins."""
    low = max(0, pos - _LEAD_WIDTH)
    before = text[low:pos]
    lead = _LEAD.search(before)
    stem = before[: lead.start()] if lead else before
    folded = fold(stem)
    tail = squeeze(folded)
    for words, doc_type in _type_words():
        if tail.endswith(words) and not tail[: -len(words)][-1:].isalnum():
            start = _start_of_words(folded, len(words.split()))
            return low + start, doc_type
    return None


def _start_of_words(text: str, count: int) -> int:
    """Give the offset of the last `count` words of a text."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    word = starts[-count]
    while not text[word].isalnum():
        word += 1
    return word


def _law_type(text: str, pos: int) -> tuple[int, str] | None:
    """Find the last word for a law in the clause before `pos`: "Luật Đất đai số 31/2024/QH15"."""
    low = max(0, pos - _LAW_WIDTH)
    clause = re.split(r"[;.]\s", text[low:pos])[-1]
    found = list(_LAW_WORD.finditer(clause))
    if not found:
        return None
    match = found[-1]
    kind = "luật" if "luật" in match.group().lower() else match.group().lower()
    return pos - len(clause) + match.start(), kind


def _organ_form(organ: str) -> tuple[str, bool]:
    groups = [squeeze(group).replace(" ", "") for group in re.split(r"[-–‑]", organ)]
    fixed = [repair_group(group) for group in groups]
    return "-".join(fixed), "-".join(fixed).lower() != "-".join(groups).lower()


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a symbol after its running number, in normal form."""

    year: int | None
    type_code: str | None
    organ: str
    party: bool
    repaired: bool

    @property
    def code(self) -> str:
        if self.type_code is None:
            return self.organ
        return f"{self.type_code}{'/' if self.party else '-'}{self.organ}"

    def number(self, running: str) -> str:
        year = f"{self.year}/" if self.year is not None else ""
        return f"{running}{'-' if self.party else '/'}{year}{self.code}"


def _assembly(year: int, printed: str) -> _Parts:
    """Read the number of a legislature in which a 1 was read as a letter ("QHI3") or twice ("QHI13")."""
    stem = printed.rstrip("0123456789")
    organ = stem.rstrip("Il")
    term = printed[len(stem) :]
    repaired = organ != stem
    return _Parts(year, None, organ + (term.rjust(2, "1") if repaired else term), party=False, repaired=repaired)


def _parts(match: re.Match[str]) -> _Parts | None:
    """Bring the groups of `_BODY` into normal form; None for what only looks like a symbol."""
    if match["qh"]:
        return _assembly(int(match["qh_year"]), match["qh"])
    if match["torn"]:
        return _Parts(None, match["torn_type"], match["torn"], party=True, repaired=True)
    party = match["party"] is not None
    organ, organ_repaired = _organ_form(match["party"] if party else match["organ"])
    printed = (match["party_type"] if party else match["type"]).replace("Ð", "Đ")
    year = int(match["year"]) if match["year"] else None
    code = known_type(printed) or repair_type(printed, organ)
    if code is not None:
        return _Parts(year, code, organ, party, organ_repaired or code.lower() != printed.lower())
    if party or not (printed.isupper() or "&" in printed or re.match("[A-ZĐ]{2}", printed)):
        return None
    return _Parts(year, None, f"{printed}-{organ}", party=False, repaired=organ_repaired)


def _doc_type(text: str, start: int, parts: _Parts) -> tuple[int, str | None]:
    lead = leading_type(text, start)
    if lead is None and parts.organ.startswith(("QH", "UBTVQH")) and parts.type_code is None:
        lead = _law_type(text, start)
    if lead is not None:
        return lead
    if parts.type_code is not None:
        return start, _code_names().get(parts.type_code)
    return start, None if parts.organ.startswith(("QH", "UBTVQH")) else "công văn"


def _end(match: re.Match[str]) -> int:
    """Tell where the symbol ends; a word glued to it by a lost blank is cut off."""
    return match.end() - split_glued(match.group())


def _symbol(text: str, match: re.Match[str]) -> Symbol | None:
    parts = _parts(match)
    running = match["running"]
    if parts is None:
        return None
    yearly = parts.year is None and re.fullmatch(r"(?:19|20)[0-9]{2}", running) and not parts.type_code
    if yearly and leading_type(text, match.start()) is None:
        return None
    start, repaired = match.start(), parts.repaired
    torn = _TORN_NUMBER.search(text, max(0, start - 12), start)
    if torn:
        start = torn.start("head")
        running = re.sub("[iIl]", "1", torn["head"]) + running
        repaired = True
    lead_start, doc_type = _doc_type(text, start, parts)
    end = _end(match)
    return Symbol(
        start=start,
        end=end,
        text=text[start:end],
        number=parts.number(running),
        running=running,
        code=parts.code,
        year=parts.year,
        type_code=parts.type_code,
        organ=parts.organ,
        doc_type=doc_type,
        lead_start=lead_start,
        repaired=repaired,
    )


def _open_symbol(text: str, match: re.Match[str]) -> Symbol | None:
    parts = _parts(match)
    labelled = re.match(r"\w+\s*[:;]", match.group()) is not None
    if parts is None or match["junk"].isdigit() or (match["junk"].isalpha() and not labelled):
        return None
    start, end = match.start("fill"), match.end()
    while start < end and text[start].isspace():
        start += 1
    lead_start, doc_type = _doc_type(text, match.start(), parts)
    return Symbol(
        start=start,
        end=end,
        text=text[start:end],
        number=None,
        running=None,
        code=parts.code,
        year=parts.year,
        type_code=parts.type_code,
        organ=parts.organ,
        doc_type=doc_type,
        lead_start=lead_start,
        state="unreadable" if match["junk"] else "blank",
        repaired=parts.repaired,
    )


def find_references(text: str) -> list[Symbol]:
    """Find every cited number in the order of the text, blank and unreadable ones included."""
    short = short_symbols(text)
    if "/" not in text and not short and not _TORN_SLASH.search(text):
        return []
    plain = latin(text)
    found = [symbol for match in _REFERENCE.finditer(plain) if (symbol := _symbol(text, match))]
    taken = [(symbol.start, symbol.end) for symbol in found]
    for match in _OPEN_NUMBER.finditer(plain):
        symbol = _open_symbol(text, match)
        if symbol and not any(start < symbol.end and symbol.start < end for start, end in taken):
            found.append(symbol)
    return sorted(found + short, key=lambda symbol: symbol.start)
