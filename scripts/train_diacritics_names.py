#!/usr/bin/env python3
"""Training text of names: places as administrative text writes them, and what tables and targets hold.

    train_diacritics_names.py OUT.txt [--times N] [--seed S]

Places come from the gazetteer, indicators and units from the readers' tables. Rows of OUT.txt: a commune within its
district or province or behind a body; lists of the communes of one province, the form of appendices; indicators with
unit and figures, with and without rules between the cells, and as targets; bodies and times of a table of tasks; the
terms of train_diacritics_terms.toml behind their heads and in lists; persons with their posts, names made up from
train_diacritics_persons.toml; letters and everyday sentences of train_diacritics_letters.toml. Seeded: the same tables
give the same text.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from pathlib import Path

from extract.grammar.vocabulary import rows

DATA = Path(__file__).parent.parent / "extract" / "data"
TERMS = Path(__file__).with_name("train_diacritics_terms.toml")
PERSONS = Path(__file__).with_name("train_diacritics_persons.toml")
LETTERS = Path(__file__).with_name("train_diacritics_letters.toml")
PERSON_LINES, LETTER_LINES = 6000, 5000
UNIT_HEADS = ("ĐVT: ", "Đơn vị tính: ", "(ĐVT: ", "Đơn vị: ", "")
BODIES = ("UBND", "HĐND", "Ủy ban nhân dân", "Đảng ủy", "Trạm Y tế", "Công an", "nhân dân", "Trường Tiểu học")
LIST_HEADS = ("Các {kind}: ", "tại các {kind} ", "gồm các {kind} ", "UBND các {kind}: ", "")
TARGETS = (
    "{Name} đạt {n}%.",
    "{Name} đạt trên {n}%.",
    "{Name} đạt từ {n}% trở lên.",
    "{Name} đạt tối thiểu {n}%; phấn đấu đạt {n}%.",
    "Phấn đấu {name} đạt {n}%.",
    "Phấn đấu đến năm {year}, {name} đạt {n}%.",
    "Phấn đấu {n}% trở lên; {name} tăng {n}% so với năm {year}.",
    "Đến năm {year}: {name} đạt {n}%, vượt {n}% so với kế hoạch.",
    "Duy trì {name} đạt {n}%, tăng bình quân {n}%/năm.",
)
TERM_STARTS = ("Về", "Các", "Tổng", "-")
TERM_ENDS = ("là", "đạt", "năm", "và")
TIMES = (
    "Quý I/{year}",
    "Quý II/{year}",
    "Quý III/{year}",
    "Quý IV/{year}",
    "Năm {year}",
    "Tháng 6/{year}",
    "Thường xuyên",
)
SEPARATORS = (", ", ", ", "; ", " - ", " ", " và ")


def places() -> list[tuple[str, str, str]]:
    """(kind, name, what lies above it) of every commune before and since July 2025 whose name is no number."""
    provinces = {code: f"{kind} {name}" for code, name, kind, *_ in rows("provinces.tsv", "gazetteer")}
    districts = {
        code: f"{kind} {name}, {provinces[province]}"
        for code, name, kind, province in rows("districts.tsv", "gazetteer")
    }
    now, before = rows("communes.tsv", "gazetteer"), rows("communes_before_2025.tsv", "gazetteer")
    found = [(kind, name, provinces[province]) for _, name, kind, province in now]
    found += [(kind, name, districts[district]) for _, name, kind, district in before]
    return [place for place in found if not place[1].isdigit()]


def table_rows(rng: random.Random) -> list[str]:
    """Every indicator with its units and some figures, every unit behind what heads a column of units."""
    found = [f"{rng.choice(UNIT_HEADS)}{rng.choice((unit, unit.capitalize()))}" for unit in units()]
    for file in sorted((DATA / "indicators").glob("*.toml")):
        for indicator in tomllib.loads(file.read_text(encoding="utf-8")).get("indicator", ()):
            for unit in indicator.get("units", ()):
                figures = " ".join(str(rng.randint(2, 900)) for _ in range(rng.randint(1, 4)))
                cells = str(rng.randint(1, 30)), indicator["name_vi"], rng.choice((unit, unit.capitalize())), figures
                found.append(rng.choice((" ", " | ")).join(cells))
    return found


def units() -> list[str]:
    """The units of figures that are words."""
    return [unit for unit, *_ in rows("units.tsv") if unit[0].isalpha()]


def sentences(rng: random.Random) -> list[str]:
    """Every indicator as plans set it for a target, and the rows of a table of tasks: task, bodies, time."""
    found = []
    for name in indicators():
        low = name[0].lower() + name[1:]
        fields = {"Name": name, "name": low, "n": rng.randint(2, 100), "year": rng.randint(2025, 2030)}
        found += [target.format(**fields) for target in rng.sample(TARGETS, 3)]
    bodies = issuers()
    for body in bodies:
        time = rng.choice(TIMES).format(year=rng.randint(2025, 2030))
        found.append(f"{rng.randint(1, 30)} | {body} | {rng.choice(bodies)} | {time}")
    return found


def issuers() -> list[str]:
    """The names of the bodies that issue plans."""
    return [name for _, name, rank, *_ in rows("organs.tsv") if rank == "issuer"]


def indicators() -> list[str]:
    """The names of all indicators."""
    files = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted((DATA / "indicators").glob("*.toml"))]
    return [indicator["name_vi"] for file in files for indicator in file.get("indicator", ())]


def term_rows(rng: random.Random) -> list[str]:
    """Every term behind words that stand before such a thing, in a row with a unit, and in a list of its kind."""
    found = []
    for group in tomllib.loads(TERMS.read_text(encoding="utf-8")).values():
        terms = list(group["terms"])
        for term in terms:
            head, written = rng.choice(group["heads"]), rng.choice((term, term.capitalize()))
            figures = " ".join(str(rng.randint(2, 900)) for _ in range(rng.randint(1, 4)))
            cells = str(rng.randint(1, 30)), f"{head.capitalize()} {term}", rng.choice(units()).capitalize(), figures
            found += [rng.choice((" ", " | ")).join(cells), f"{rng.randint(1, 30)} | {written} | {figures} | {figures}"]
            found.append(f"{rng.choice(TERM_STARTS)} {head} {written} {rng.choice(TERM_ENDS)}.")
        rng.shuffle(terms)
        while terms:
            taken = [terms.pop() for _ in range(min(rng.randint(3, 8), len(terms)))]
            found.append(f"{rng.choice(group['heads']).capitalize()}: {', '.join(taken)}.")
    return found


def person_rows(rng: random.Random, above: list[str]) -> list[str]:
    """PERSON_LINES lines of lists of members and of signatures; `above` are the places that posts belong to."""
    stock = tomllib.loads(PERSONS.read_text(encoding="utf-8"))
    bodies = issuers()

    def name() -> str:
        return " ".join(rng.choice(stock[part]) for part in ("surnames", "middles", "given"))

    found = []
    for _ in range(PERSON_LINES):
        one, section = name(), rng.choice(stock["sections"])
        fields = {"name": one, "NAME": one.upper(), "other": name(), "section": section, "n": rng.randint(1, 40)}
        post = rng.choice(stock["posts"]).format(place=rng.choice(above), body=rng.choice(bodies), section=section)
        choices = {"form": rng.choice(stock["forms"]), "role": rng.choice(stock["roles"]), "post": post}
        found.append(rng.choice(stock["lines"]).format(**fields, **choices).strip())
    return found


def letter_rows(rng: random.Random) -> list[str]:
    """LETTER_LINES sentences of letters, contracts and speech, their gaps filled."""
    stock = tomllib.loads(LETTERS.read_text(encoding="utf-8"))
    patterns = stock.pop("lines")
    found = []
    for _ in range(LETTER_LINES):
        line = re.sub(r"\{(\w+)\}", lambda gap: rng.choice(stock[gap[1]]), rng.choice(patterns))
        found.append(line[0].upper() + line[1:])
    return found


def text(rng: random.Random, times: int) -> list[str]:
    """Lines in which every place stands `times` times alone and `times` times in a list; `times` tables."""
    found = places()
    lines = []
    for _ in range(times):
        lines += table_rows(rng) + term_rows(rng) + sentences(rng)
        lines += person_rows(rng, [f"{kind} {name}" for kind, name, _ in found])
        lines += letter_rows(rng)
        for kind, name, above in found:
            form = rng.choice((kind, kind.capitalize(), f"{rng.choice(BODIES)} {kind}"))
            lines.append(f"{form} {name}, {above}." if rng.random() < 0.7 else f"thuộc địa bàn {kind} {name} {above}.")
        groups: dict[tuple[str, str], list[str]] = {}
        for kind, name, above in found:
            groups.setdefault((kind, above), []).append(name)
        for (kind, _), names in groups.items():
            rng.shuffle(names)
            while names:
                taken = [names.pop() for _ in range(min(rng.randint(3, 12), len(names)))]
                line = rng.choice(LIST_HEADS).format(kind=kind) + rng.choice(SEPARATORS).join(taken)
                lines.append(line + ".")
    return lines


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("--times", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    given = args.parse_args()
    lines = text(random.Random(given.seed), given.times)
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines of names")


if __name__ == "__main__":
    main()
