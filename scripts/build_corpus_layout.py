"""Draws a document's blocks as a PDF laid out by Decree 30/2020: two-column head, top page numbers, seal, signature."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from build_corpus_ink import draw_seal, draw_signature, seed_of
from build_corpus_look import Look, fit, markup, register
from build_corpus_plain import parse_plain
from build_corpus_source import (
    Break,
    Document,
    Head,
    Para,
    Sign,
    TableBlock,
    Title,
    is_source,
    parse_source,
)
from build_corpus_tables import draw_table
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    ActionFlowable,
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

_HEADINGS = ("heading", "subheading", "minor")
_MOTTO = "Độc lập"
_INDENT = 1.27 * 10 * mm


def layout(source_path: Path | str, pdf_path: Path | str, *, face: str | None = None) -> None:
    """Draw a source, or any plain plan text, as a born-digital PDF; the same text gives the same bytes."""
    text = Path(source_path).read_text(encoding="utf-8-sig")
    document = parse_source(text) if is_source(text) else parse_plain(text)
    render(document, pdf_path, face=face)


def render(document: Document, pdf_path: Path | str, *, face: str | None = None) -> None:
    """Draw a document; `face` overrides the one it names."""
    look = register(face or document.face)
    template = _Template(str(pdf_path), look)
    story: list[Any] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Break):
            if index:
                story += [NextPageTemplate(f"{block.orientation}-first"), PageBreak(), _Restart()]
        else:
            story += _flowables(block, look, document)
    template.build(story)


class _Restart(ActionFlowable):  # type: ignore[misc]
    """Starts the page numbers from one, as every appendix does."""

    def __init__(self) -> None:
        super().__init__(("restart_numbers",))


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """Portrait and landscape pages; the number stands centred in the top margin from each part's second page on."""

    def __init__(self, path: str, look: Look) -> None:
        super().__init__(path, pagesize=A4, invariant=1, title="", author="")
        self.look = look
        self.first_of_part = 1
        self.addPageTemplates(
            [
                _page("portrait-first", A4, "portrait", self._number),
                _page("portrait", A4, "portrait", self._number),
                _page("landscape-first", landscape(A4), "landscape", self._number),
                _page("landscape", landscape(A4), "landscape", self._number),
            ]
        )

    def handle_restart_numbers(self) -> None:
        """Called by `_Restart` on the first page of a part."""
        self.first_of_part = self.page

    def _number(self, canvas: Any, _: Any) -> None:
        number = self.page - self.first_of_part + 1
        width, height = canvas._pagesize  # noqa: SLF001  the canvas offers its size in no other way
        canvas.setFont(self.look.regular, 13)
        canvas.drawCentredString(width / 2, height - 12.5 * mm, str(number))


def _page(name: str, size: tuple[float, float], follow: str, number: Any) -> PageTemplate:
    """A page of one frame with the decree's margins; a part's first page carries no number."""
    width, height = size
    frame = Frame(30 * mm, 20 * mm, width - 48 * mm, height - 40 * mm, 0, 0, 0, 0, id=name)
    if name == follow:
        return PageTemplate(name, [frame], onPageEnd=number, pagesize=size)
    return PageTemplate(name, [frame], pagesize=size, autoNextPageTemplate=follow)


def _flowables(block: Any, look: Look, document: Document) -> list[Any]:
    """What reportlab draws for one block."""
    if isinstance(block, Head):
        return [_HeadFlowable(block, look), Spacer(0, 14)]
    if isinstance(block, Title):
        return _title(block, look)
    if isinstance(block, Para):
        paragraph = Paragraph(markup(block.text), _style(block.style, look))
        return [CondPageBreak(4 * look.size), paragraph] if block.style in _HEADINGS else [paragraph]
    if isinstance(block, TableBlock):
        return [Spacer(0, 6), draw_table(block, look), Spacer(0, 6)]
    if isinstance(block, Sign):
        return [Spacer(0, 14), KeepTogether([_SignFlowable(block, look, document.seal)])]
    raise TypeError(f"no drawing for {type(block).__name__}")


def _style(style: str, look: Look) -> ParagraphStyle:
    """The paragraph style of a mark of the source format."""
    base = ParagraphStyle(
        "body",
        fontName=look.regular,
        fontSize=look.size,
        leading=look.size * 1.3,
        alignment=TA_JUSTIFY,
        firstLineIndent=_INDENT,
        spaceBefore=5,
    )
    changes: dict[str, dict[str, Any]] = {
        "body": {},
        "heading": {"fontName": look.bold, "spaceBefore": 8},
        "subheading": {"fontName": look.bold},
        "minor": {"fontName": look.bold_italic},
        "basis": {"fontName": look.italic},
        "centre": {"alignment": TA_CENTER, "firstLineIndent": 0, "spaceBefore": 2},
        "right": {"fontName": look.italic, "alignment": TA_RIGHT, "firstLineIndent": 0, "fontSize": look.size - 1},
        "line": {"alignment": TA_LEFT, "firstLineIndent": 0, "spaceBefore": 1},
    }
    return ParagraphStyle(style, parent=base, **changes[style])


def _title(block: Title, look: Look) -> list[Any]:
    """Type name, abstract and the rule under it."""
    style = ParagraphStyle(
        "title", fontName=look.bold, fontSize=look.size, leading=look.size * 1.25, alignment=TA_CENTER
    )
    return [*[Paragraph(markup(line), style) for line in block.lines], _Rule(0.3), Spacer(0, 10)]


class _Rule(Flowable):  # type: ignore[misc]
    """A thin centred rule, its length a share of the line."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width = width
        return width, 6

    def draw(self) -> None:
        self.canv.setLineWidth(0.6)
        self.canv.line(self.width * (0.5 - self.share / 2), 1, self.width * (0.5 + self.share / 2), 1)


class _HeadFlowable(Flowable):  # type: ignore[misc]
    """The two columns of the head on shared baselines, with the rules under issuer and motto."""

    LEADING = 16.5

    def __init__(self, head: Head, look: Look) -> None:
        super().__init__()
        self.head, self.look = head, look
        left = [row[0] for row in head.rows]
        self.last_name = max((i for i, text in enumerate(left) if text and not text.startswith("Số")), default=-1)

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width = width
        return width, self.LEADING * len(self.head.rows) + 16

    def draw(self) -> None:
        y = self.LEADING * len(self.head.rows) + 4
        for index, (left, right) in enumerate(self.head.rows):
            numbered = left.startswith("Số") or ", ngày" in right
            y -= 6 if numbered and index else 0
            self._left(left, y, rule=index == self.last_name)
            self._right(right, y)
            y -= self.LEADING

    def _left(self, text: str, y: float, *, rule: bool) -> None:
        centre = self.width * 0.21
        plain = text.startswith(("~", "Số"))
        text = text.removeprefix("~")
        font = self.look.regular if plain else self.look.bold
        size = fit(text, font, 13, self.width * 0.43)
        self.canv.setFont(font, size)
        self.canv.drawCentredString(centre, y, text)
        if rule and text:
            half = pdfmetrics.stringWidth(text, font, size) * 0.22
            self.canv.setLineWidth(0.6)
            self.canv.line(centre - half, y - 4, centre + half, y - 4)

    def _right(self, text: str, y: float) -> None:
        centre = self.width * 0.71
        italic = ", ngày" in text or ", tháng" in text
        font = self.look.italic if italic else self.look.bold
        size = fit(text, font, 13 if not text.isupper() else 12.5, self.width * 0.57)
        self.canv.setFont(font, size)
        self.canv.drawCentredString(centre, y, text)
        if text.startswith(_MOTTO):
            half = pdfmetrics.stringWidth(text, font, size) / 2
            self.canv.setLineWidth(0.6)
            self.canv.line(centre - half, y - 4, centre + half, y - 4)


class _SignFlowable(Flowable):  # type: ignore[misc]
    """Recipients at left, capacity lines, hand, seal and name at right, both from the same baseline."""

    ROOM = 62.0

    def __init__(self, sign: Sign, look: Look, seal: tuple[str, str] | None) -> None:
        super().__init__()
        self.sign, self.look, self.seal = sign, look, seal

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width = width
        self.left = [self._recipient(line) for line in self.sign.left]
        heights = [paragraph.wrap(width * 0.46, 1000)[1] for paragraph in self.left]
        self.left_heights = heights
        right = sum(self.ROOM if not line else 17.5 for line in self.sign.right)
        self.height = max(sum(heights), right) + 6
        return width, self.height

    def _recipient(self, line: str) -> Paragraph:
        first = not line.startswith("-")
        style = ParagraphStyle(
            "recipient",
            fontName=self.look.bold_italic if first else self.look.regular,
            fontSize=12 if first else 11,
            leading=15 if first else 13,
        )
        return Paragraph(markup(line), style)

    def draw(self) -> None:
        top = self.height
        y = top
        for paragraph, height in zip(self.left, self.left_heights, strict=True):
            y -= height
            paragraph.drawOn(self.canv, 0, y)
        self._draw_right(top - 12)

    def _draw_right(self, y: float) -> None:
        centre = self.width * 0.745
        for line in self.sign.right:
            if not line:
                self._ink(centre, y)
                y -= self.ROOM
                continue
            self.canv.setFont(self.look.bold, fit(line, self.look.bold, self.look.size, self.width * 0.5))
            self.canv.drawCentredString(centre, y, line)
            y -= 17.5

    def _ink(self, centre: float, y: float) -> None:
        """Signature and, over its left third, the seal: pictures, so that no letter of them enters the text layer."""
        if self.seal is None:
            return
        seed = seed_of("".join(self.sign.right))
        hand, seal = draw_signature(seed), draw_seal(*self.seal)
        self.canv.drawImage(_reader(hand), centre - 50, y - 42, 120, 52, mask="auto")
        self.canv.drawImage(_reader(seal), centre - 110, y - 74, 98, 98, mask="auto")


def _reader(image: Any) -> ImageReader:
    """A picture as reportlab wants it."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    buffer.seek(0)
    return ImageReader(buffer)
