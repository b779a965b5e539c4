"""From a text to its outline: units, their parts, the numbering in each part, and at last what is heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from extract.arrange.marks import tears_range
from extract.letters import LOWER
from extract.outline.markers import Marker, MarkerKind, item_mark, markers
from extract.outline.numbering import Ahead, Line, Step, choose
from extract.outline.parts import split
from extract.outline.romans import Heading, romans, settle, shared
from extract.outline.rows import TableHeads, row_nodes
from extract.outline.titles import sound, titled
from extract.outline.tree import Node, NodeKind, Outline, Part, PartKind
from extract.outline.units import Unit, units, upper
from extract.page import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.text import Text

_NUMBERED: Final[frozenset[PartKind]] = frozenset({"body", "appendix"})
_AHEAD: Final = 60
_OVER: Final[frozenset[MarkerKind]] = frozenset({"part", "chapter", "division", "article", "capital"})
_ENDED: Final = (".", ";", ":", "!", "?", "/")
_YEAR_END: Final = re.compile(r"(?:giai đoạn|năm) \d{4}\s?[-–]?$")
_YEAR_START: Final = re.compile(rf"[-–]?\s?\d{{4}}\s+[{LOWER}]")


def outline(text: Text) -> Outline:
    """Return the outline of a text. Never raises: what is no section stays a paragraph."""
    placed, parts = split(text, units(text))
    nodes: list[Node] = []
    at = 0
    while at < len(placed):
        part = placed[at][1]
        stop = at
        while stop < len(placed) and placed[stop][1] == part:
            stop += 1
        run = [unit for unit, _ in placed[at:stop]]
        if parts[part].kind in _NUMBERED:
            _Numbered(text, nodes, part, parts[part]).walk(run)
        else:
            nodes += [_plain(text, unit, part, parts[part]) for unit in run]
        at = stop
    return Outline(parts, titled(text, nodes))


def _plain(text: Text, unit: Unit, part: int, of: Part) -> Node:
    """Return a node of a part without numbering; items keep their marks (recipients)."""
    mark = item_mark(unit.words) if of.kind in ("recipients", "preamble", "notes") else None
    content = _behind(text, unit.span, unit.span.start + (mark[1] if mark else 0))
    prefix = of.prefix if of.kind not in ("recipients", "signature") else ""
    return Node(
        "row" if unit.kind == "row" else "item" if mark else "paragraph",
        unit.span,
        content,
        part,
        marker=mark[0] if mark else "",
        path=prefix,
        page=unit.page,
        block=unit.block,
        table=unit.table,
        cells=unit.cells,
    )


def _behind(text: Text, span: Span, start: int) -> Span | None:
    while start < span.end and text.string[start].isspace():
        start += 1
    return Span(start, span.end) if start < span.end else None


@dataclass(slots=True)
class _Numbered:
    """The walk through one numbered part: the open sections, the open items, and the table's own headings."""

    text: Text
    nodes: list[Node]
    part: int
    of: Part
    stack: list[Step] = field(default_factory=list)
    items: list[tuple[str, int]] = field(default_factory=list)
    heads: TableHeads = field(default_factory=TableHeads)
    prefix: str = ""

    def walk(self, run: Sequence[Unit]) -> None:
        found = self._candidates(run)
        arabic = [tuple(m.number for m in ms if m.kind == "arabic") for ms in found]
        following = _following([_heading_number(unit, ms) for unit, ms in zip(run, found, strict=True)])
        for i, unit in enumerate(run):
            if unit.kind == "row":
                self._row(unit)
                continue
            self.heads = TableHeads()
            near = [numbers for numbers in arabic[i + 1 : i + 1 + _AHEAD] if numbers] if found[i] else []
            if not self._section(unit, found[i], Ahead(near, following[i])) and not self._continues(unit):
                self._other(unit)

    def _candidates(self, run: Sequence[Unit]) -> list[tuple[Marker, ...]]:
        """Return the readings of each line's start; where a scan's Roman numbers were settled together, that one."""
        found = [markers(unit.words) if unit.kind != "row" else () for unit in run]
        if self.of.kind != "body":
            return found
        start = 0
        for stop in [*(i for i, ms in enumerate(found) if ms and ms[0].kind in _OVER and not romans(ms)), len(run)]:
            lines = [self._heading(run, i, found[i]) for i in range(start, stop)]
            for i, marker in enumerate(settle(lines), start):
                if marker is not None:
                    found[i] = (marker,)
            start = stop
        return found

    def _heading(self, run: Sequence[Unit], i: int, found: tuple[Marker, ...]) -> Heading:
        unit = run[i]
        certain = sound(self.text, unit.span)
        if found or unit.kind == "row" or certain:
            return Heading("" if unit.kind == "row" else unit.words, romans(found), certain)
        under = i > 0 and upper(run[i - 1].words) and not shared(unit.words)
        return Heading("" if under else unit.words, (), certain)

    @property
    def base(self) -> tuple[str, int, int | None]:
        """Path, depth and parent index of what stands under the innermost open section."""
        if not self.stack:
            return self.prefix or self.of.prefix, 0, None
        node = self.nodes[self.stack[-1].node]
        return node.path, node.depth + 1, self.stack[-1].node

    def _section(self, unit: Unit, candidates: Sequence[Marker], ahead: Ahead) -> bool:
        if not candidates:
            return False
        choice = choose(self.stack, candidates, Line(unit.words, unit.inner, self.of.kind == "appendix"), ahead)
        if choice is None:
            return False
        del self.stack[choice.keep :]
        if self._attaches(choice.marker, unit.words):
            self.stack.clear()
            self.prefix = "KH"
        path, depth, parent = self.base
        label = choice.marker.label
        self.stack.append(Step(choice.marker, len(self.nodes)))
        node = self._node(unit, "section", choice.marker.end)
        self.nodes.append(
            replace(node, marker=label, path=f"{path}/{label}" if path else label, depth=depth, parent=parent)
        )
        self.items.clear()
        return True

    def _attaches(self, marker: Marker, line: str) -> bool:
        """Tell whether a Roman number after articles begins the plan that a decision issues, its title unread."""
        if marker.kind != "roman" or marker.number > 1 or self.of.prefix or not upper(line[marker.end :]):
            return False
        return any(step.marker.kind == "article" for step in self.stack)

    def _continues(self, unit: Unit) -> bool:
        """Join a line that goes on where the one before it broke off: a heading over two lines, a torn paragraph."""
        if not self.nodes or self.nodes[-1].part != self.part or self.nodes[-1].kind == "row":
            return False
        last = self.nodes[-1]
        before = self.text.slice(last.content or last.span).rstrip()
        if not last.cells and tears_range(before, unit.words):
            self._join(last, unit)
            return True
        if item_mark(unit.words):
            return False
        soft = last.kind == "section" and before.endswith((";", ","))
        if last.cells or (before.endswith(_ENDED) and not soft):
            return False
        goes_on = last.kind == "section" and (last.content is None or (upper(before) and upper(unit.words)))
        torn = (unit.words[:1].islower() and self.of.kind == "body") or bool(
            _YEAR_END.search(before) and _YEAR_START.match(unit.words)
        )
        if not goes_on and not torn:
            return False
        self._join(last, unit)
        return True

    def _join(self, last: Node, unit: Unit) -> None:
        span = Span(last.span.start, unit.span.end)
        content = Span((last.content or unit.span).start, unit.span.end)
        self.nodes[-1] = replace(last, span=span, content=content)

    def _other(self, unit: Unit) -> None:
        path, depth, parent = self.base
        mark = item_mark(unit.words)
        if mark is None:
            self.items.clear()
            self.nodes.append(replace(self._node(unit, "paragraph", 0), path=path, depth=depth, parent=parent))
            return
        level = next((i for i, (sign, _) in enumerate(self.items) if sign == mark[0]), len(self.items))
        if mark[0] == "*" and level == len(self.items):
            level = 0  # an asterisk is set over dashes or beside them, never under
        del self.items[level:]
        if self.items:
            parent = self.items[-1][1]
        self.items.append((mark[0], len(self.nodes)))
        node = self._node(unit, "item", mark[1])
        self.nodes.append(replace(node, marker=mark[0], path=path, depth=depth + level, parent=parent))

    def _row(self, unit: Unit) -> None:
        path, depth, parent = self.base
        self.items.clear()
        made = row_nodes(self.text, unit, self.heads, path)
        for piece in made:
            owner = self.heads.owner(piece.kind == "section", piece.level)
            up = owner if owner is not None else parent
            deep = self.nodes[up].depth + 1 if up is not None else depth
            if piece.kind == "section":
                self.heads.open(piece, len(self.nodes))
            self.nodes.append(
                Node(
                    piece.kind,
                    piece.span,
                    piece.content,
                    self.part,
                    piece.marker,
                    piece.path,
                    deep,
                    up,
                    page=unit.page,
                    block=unit.block,
                    table=unit.table,
                    cells=piece.cells,
                )
            )

    def _node(self, unit: Unit, kind: NodeKind, start: int) -> Node:
        """Return a node of a unit whose words begin `start` letters in; where it hangs is said by the caller."""
        content = _behind(self.text, unit.span, unit.span.start + start)
        return Node(kind, unit.span, content, self.part, page=unit.page, block=unit.block)


def _following(numbers: Sequence[int]) -> list[int]:
    """Return for each line the Roman number of the next heading after it, 0 for none."""
    found = [0] * len(numbers)
    for i in range(len(numbers) - 2, -1, -1):
        found[i] = numbers[i + 1] or found[i + 1]
    return found


def _heading_number(unit: Unit, found: Sequence[Marker]) -> int:
    """Return the Roman number of a heading in capitals, 0 for any other line."""
    first = next((m for m in found if m.kind == "roman" and m.clear), None)
    return first.number if first is not None and upper(unit.words[first.end :]) else 0
