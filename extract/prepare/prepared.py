"""What preparation hands to recognition: pixels, and the way back from them to points on the upright page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.page import Box, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Image

POINTS_PER_INCH: Final = 72.0


@dataclass(frozen=True, slots=True)
class Upright:
    """Rotation of the drawn page by `angle` degrees about its middle, in points: what deskewing did, to be undone.

    `width` and `height` are those of the upright page before deskewing; deskewing keeps the canvas.
    """

    width: float
    height: float
    sine: float = 0.0
    cosine: float = 1.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the deskewed page lies on the page before deskewing."""
        across, down = x - self.width / 2, y - self.height / 2
        return (
            self.width / 2 + self.cosine * across - self.sine * down,
            self.height / 2 + self.sine * across + self.cosine * down,
        )

    def box(self, box: Box) -> Box:
        """Return the upright box around where a box lies before deskewing, turned about its own middle.

        Only the middle moves: at the few degrees in question the corners of a word's box turned with it would
        make it taller than the word.
        """
        x, y = self.point(*box.middle)
        across, down = box.width / 2, box.height / 2
        return Box(x - across, y - down, x + across, y + down)

    def rule(self, rule: Rule) -> Rule:
        """Return where a ruling line lies before deskewing."""
        return Rule(*self.point(rule.x0, rule.y0), *self.point(rule.x1, rule.y1))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page fit to be recognised.

    `image` is grey, dark on light, at `dpi`; `rules` are in points of that image; `turned` says by how many degrees
    clockwise the drawn page was turned to stand upright; `steps` names what was done to it. `head_down` (above 0) and
    `sideways` say that it may not stand upright yet.
    """

    image: Image
    dpi: float
    upright: Upright
    turned: int = 0
    rules: tuple[Rule, ...] = ()
    blank: bool = False
    steps: tuple[str, ...] = ()
    head_down: float = -1.0
    sideways: bool = False

    def without(self, boxes: Sequence[Box]) -> Image:
        """Return the image with the given places (points of the image) made paper."""
        if not boxes:
            return self.image
        scale = self.dpi / POINTS_PER_INCH
        image = self.image.copy()
        for box in boxes:
            rows = slice(max(0, round(box.y0 * scale)), round(box.y1 * scale))
            image[rows, max(0, round(box.x0 * scale)) : round(box.x1 * scale)] = 255
        return image
