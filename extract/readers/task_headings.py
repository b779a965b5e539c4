"""Tasks under bodies' own headings, and the paragraphs of "Tổ chức thực hiện" that name their bodies themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.grammar.fold import fold, squeeze
from extract.grammar.times import parse_time
from extract.readers.body_lists import Body, begins_body, read_bodies
from extract.readers.body_words import ends_in_verb
from extract.readers.columns import vocabulary
from extract.readers.task_bodies import answerable, coordinating, heading_bodies, of_kind, same_body, without_asking
from extract.readers.task_closings import is_closing
from extract.readers.task_drafts import Draft
from extract.readers.task_labels import label_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from extract.outline import Node, Outline
    from extract.page import Span
    from extract.text import Text

_INTRODUCTION: Final = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|sau khi|định kỳ|hằng|hàng|để|nhằm|đối với|trong|thực hiện)\b", re.IGNORECASE
)
_HELP_AHEAD: Final = re.compile(r"(?:chu tri)?[,; ]*(?:va )?phoi hop\b")
_AS_FOLLOWS: Final = re.compile(r"[,; ]*(?:(?:de )?(?:trien khai|thuc hien|tham muu)[a-z, ]{0,40}\bsau(?: day)?)?\s*:")
_WITH_END: Final = re.compile(r"phối hợp(?:\s+với)?\s*:?\s*$", re.IGNORECASE)
_DEMAND: Final = re.compile(r"\s*yêu cầu\s", re.IGNORECASE)
"""Under a body's heading that body demands; who it demands of does not lead."""
_LEADS: Final = re.compile(r"\s*chủ trì\b", re.IGNORECASE)
_NAMES: Final = 120
"""So many letters may the bodies before a colon take."""
_SENTENCE: Final = 8
"""Words that begin with a verb and end in a colon are a sentence when there are so many, not a heading."""


def heading_tasks(text: Text, outline: Outline, taken: Collection[int]) -> Iterator[Draft]:
    """Yield the tasks of all parts that assign work to bodies; nodes already taken are left out."""
    seen = set(taken)
    for index in outline.sections():
        node = outline.nodes[index]
        if not node.heading or node.table is not None or outline.part_of(node).kind not in {"body", "appendix"}:
            continue
        if assigns(text, outline, index):
            yield from _assigned(text, outline, index, seen)


def assigns(text: Text, outline: Outline, index: int) -> bool:
    """Tell a part that assigns work: by its title, or because its headings are bodies."""
    title = _titled(text, outline.nodes[index])
    if any(title.startswith(words) for words in vocabulary("labels.toml")[""]["assigning"]):
        return True
    over = [index, *outline.ancestors(index)]
    if any(_titled(text, outline.nodes[i]).startswith(vocabulary("labels.toml")[""]["not_assigning"]) for i in over):
        return False
    if _tells_each(text, outline, index):
        return True
    numbered = [i for i in outline.children(index) if outline.nodes[i].kind == "section"]
    headings = [i for i in numbered if outline.nodes[i].heading]
    named = [i for i in headings if not _titled(text, outline.nodes[i]).startswith("doi voi")]
    bodies = sum(bool(_heading_of(text, outline.nodes[i])) for i in named)
    if bodies >= 2:
        return bodies * 5 >= len(headings) * 3
    told = bodies == 1 and len(numbered) >= 2 and outline.nodes[index].depth == 0
    return told and all(_names_bodies(text, outline.nodes[i]) for i in numbered)


def _names_bodies(text: Text, node: Node) -> bool:
    """Tell a numbered line that says what a body is to do: behind its heading, or in a sentence that begins with it."""
    if node.heading or node.content is None:
        return node.rest is not None and bool(_heading_of(text, node))
    begin = without_asking(text.string, node.content.start, node.content.end)
    bodies = read_bodies(text.string, begin, node.content.end, running=True) if begins_body(text.string, begin) else []
    return bool(bodies) and ends_in_verb(text.string, bodies[-1].end, node.content.end)


def _tells_each(text: Text, outline: Outline, index: int) -> bool:
    """Tell a part whose items, all of them, name a body before a colon and say behind it what that body is to do."""
    children = [outline.nodes[i] for i in outline.children(index)]
    items = [node.content for node in children if node.kind == "item" and node.content is not None]
    return len(items) >= 2 and len(items) == len(children) and all(_tells(text.string, item) for item in items)


def _tells(string: str, item: Span) -> bool:
    begin = without_asking(string, item.start, item.end)
    colon = string.find(":", begin, min(item.end, begin + _NAMES))
    if colon < 0 or not begins_body(string, begin):
        return False
    bodies = read_bodies(string, begin, colon, running=True)
    return bool(bodies) and bodies[-1].end == colon and ends_in_verb(string, colon + 1, item.end)


def _titled(text: Text, node: Node) -> str:
    return squeeze(fold(text.slice(node.title))) if node.title else ""


def _heading_of(text: Text, node: Node) -> list[Body]:
    if node.title is None or label_of(text, node) is not None:
        return []
    return heading_bodies(text.string, node.title.start, node.title.end)


def _assigned(text: Text, outline: Outline, index: int, seen: set[int]) -> Iterator[Draft]:
    """Read a part: bodies' headings with what stands under them, and paragraphs that name bodies themselves."""
    headed = any(_heading_of(text, outline.nodes[i]) for i in outline.children(index))
    before_heading = True
    for child in outline.children(index):
        if child in seen:
            continue
        node = outline.nodes[child]
        lead = _heading_of(text, node)
        if lead:
            seen.add(child)
            before_heading = False
            yield from _under(text, outline, child, tuple(lead), seen)
        elif node.heading:
            before_heading = False
        elif before_heading or not headed or node.kind == "section":
            yield from _named(text, outline, child, seen)


def _under(text: Text, outline: Outline, index: int, lead: tuple[Body, ...], seen: set[int]) -> Iterator[Draft]:
    """Yield a task for what follows a body's heading on its line, and for each item or paragraph under it."""
    node = outline.nodes[index]
    shared = tuple(coordinating(text.string, [node.title])) if node.title else ()
    helped = node.title is not None and _WITH_END.search(text.slice(node.title)) is not None
    if node.rest is not None and not is_closing(text.slice(node.rest)):
        yield _task(text, (node.rest,), node.path, lead)
    children = [child for child in outline.children(index) if outline.nodes[child].table is None]
    for place, child in enumerate(children):
        if child in seen:
            continue
        inner = outline.nodes[child]
        seen.add(child)
        if (
            inner.heading
            and inner.rest is None
            and any(True for _ in outline.children(child))
            and not _leads_in(text, inner)
        ):
            yield from _under(text, outline, child, tuple(_heading_of(text, inner)) or lead, seen)
            continue
        spans = _whole(text, outline, child)
        seen.update(outline.under(child))
        if len(spans) == 1 and _names_help(text, outline, children[place:]):
            shared += tuple(coordinating(text.string, spans))
            continue
        if spans and not _closes(text, outline, child) and not _only_names(text.string, spans):
            draft = _task(text, spans, inner.path, lead, helped=helped)
            draft = replace(draft, coordinate=(*draft.coordinate, *shared))
            yield _timed(text, outline, draft, children[place + 1 :], seen)


def _closes(text: Text, outline: Outline, index: int) -> bool:
    """Tell a formula that closes the plan; a demand with other parts behind it closes nothing."""
    node = outline.nodes[index]
    words = text.slice(node.content or node.span)
    if not is_closing(words):
        return False
    later = (outline.nodes[i] for i in range(index + 1, len(outline.nodes)))
    return not (_DEMAND.match(words) and any(n.kind == "section" and n.part == node.part for n in later))


def _only_names(string: str, spans: Sequence[Span]) -> bool:
    """Tell an item that lists bodies and says nothing of what they are to do."""
    begin, end = spans[0].start, spans[0].end
    if len(spans) > 1 or not begins_body(string, begin):
        return False
    return not string[read_bodies(string, begin, end, running=True)[-1].end : end].strip(" .;:,-–/")


def _names_help(text: Text, outline: Outline, nodes: Sequence[int]) -> bool:
    """Tell a paragraph that only says who helps with those behind it: "Chủ trì, phối hợp với các sở, ngành:"."""
    here, *behind = (outline.nodes[i] for i in nodes)
    if here.content is None or not behind or behind[0].kind != here.kind:
        return False
    helpers = coordinating(text.string, [here.content])
    if not helpers or not _HELP_AHEAD.match(squeeze(fold(text.slice(here.content)))):
        return False
    rest = text.string[helpers[-1].end : here.content.end]
    return _AS_FOLLOWS.fullmatch(squeeze(fold(rest))) is not None


def _leads_in(text: Text, node: Node) -> bool:
    """Tell a sentence that its list completes ("Chủ trì triển khai các nhiệm vụ …, bao gồm:") from a heading."""
    words = text.slice(node.content) if node.content else ""
    if not words.rstrip().endswith(":") or len(words.split()) < _SENTENCE:
        return False
    return node.content is not None and ends_in_verb(text.string, node.content.start, node.content.end)


def _timed(text: Text, outline: Outline, draft: Draft, behind: Sequence[int], seen: set[int]) -> Draft:
    """Give a task the "Thời gian thực hiện: …" that stands in the line behind it."""
    label = label_of(text, outline.nodes[behind[0]]) if behind else None
    if label is None or label.kind != "time" or label.value is None:
        return draft
    seen.add(behind[0])
    return replace(draft, time=parse_time(text.slice(label.value)), time_spans=(label.value,))


def _whole(text: Text, outline: Outline, index: int) -> tuple[Span, ...]:
    """Return an item's words and those of the items under it, whose dashes stay; a closing formula is left out."""
    node = outline.nodes[index]
    if node.content is None:
        return ()
    below = [outline.nodes[i].span for i in outline.under(index) if outline.nodes[i].table is None]
    return (node.content, *(span for span in below if not is_closing(text.slice(span))))


def _task(text: Text, spans: tuple[Span, ...], path: str, lead: tuple[Body, ...], *, helped: bool = False) -> Draft:
    """Make the draft of an item; bodies it names lead it, or help where the line above ends in "phối hợp với"."""
    own = own_bodies(text.string, spans[0], [body.name for body in lead])
    if helped:
        return Draft(spans, path, lead, tuple(own))
    return Draft(spans, path, tuple(own) or lead)


def own_bodies(string: str, span: Span, heading: list[str]) -> list[Body]:
    """Return the bodies an item under a heading names as its own, empty where they are the heading's again.

    "Đề nghị Hội A; Hội B …" does so, and "Phòng C chủ trì …".
    """
    begin = without_asking(string, span.start, span.end)
    if not begins_body(string, begin) or _DEMAND.match(string, span.start, begin):
        return []
    told = answerable(string, begin, span.end)
    bodies = told or read_bodies(string, begin, span.end, running=True)
    asked = begin > span.start
    if not bodies or not (told or asked or _is_subject(string, bodies[-1].end, span.end)):
        return []
    named = [body.name for body in bodies]
    if len(bodies) < len(heading) and _LEADS.match(string, bodies[-1].end, span.end):
        return bodies
    return [] if of_kind(named, heading) or all(same_body(name, heading) for name in named) else bodies


def _is_subject(string: str, start: int, end: int) -> bool:
    """Tell whether a list of bodies is followed by what they are to do, or by a colon."""
    return string[start:end].lstrip().startswith(":") or ends_in_verb(string, start, end)


def _named(text: Text, outline: Outline, index: int, seen: set[int]) -> Iterator[Draft]:
    """Yield a task for a paragraph that names bodies and work for them; formulas that close a plan are none."""
    path = outline.nodes[index].path
    for spans in _assignments(text, outline, index):
        if is_closing(text.slice(spans[0])):
            continue
        bodies = subject_bodies(text.string, spans[0])
        if bodies and not _only_names(text.string, spans):
            seen.add(index)
            seen.update(outline.under(index))
            yield Draft(spans, path, tuple(bodies), sure=0.9)


def _assignments(text: Text, outline: Outline, index: int) -> list[tuple[Span, ...]]:
    """Return a paragraph with what stands under it, parted before each further paragraph that names its own bodies."""
    spans = _whole(text, outline, index)
    own = {
        node.span.start
        for node in (outline.nodes[child] for child in outline.children(index))
        if node.kind == "paragraph" and subject_bodies(text.string, node.span)
    }
    groups: list[tuple[Span, ...]] = []
    for span in spans:
        ended = bool(groups) and text.slice(groups[-1][-1]).rstrip().endswith(".")
        if groups and not (ended and span.start in own):
            groups[-1] = (*groups[-1], span)
        else:
            groups.append((span,))
    return groups


def subject_bodies(string: str, span: Span) -> list[Body]:
    """Return the bodies that a paragraph tells to do something: at its start, or behind "Căn cứ Kế hoạch này, …"."""
    begin = without_asking(string, span.start, span.end)
    if begins_body(string, begin):
        return answerable(string, begin, span.end) or read_bodies(string, begin, span.end, running=True)
    if not _INTRODUCTION.match(string, begin, span.end):
        return []
    stop = re.compile(r"[.;]\s").search(string, begin, span.end)
    limit = stop.start() if stop else span.end
    for comma in re.compile(r",\s+").finditer(string, begin, limit):
        start = without_asking(string, comma.end(), limit)
        if begins_body(string, start):
            bodies = read_bodies(string, start, limit, running=True)
            if bodies and ends_in_verb(string, bodies[-1].end, limit):
                return bodies
    return []
