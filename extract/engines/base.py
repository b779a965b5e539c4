"""What a recognising engine is: pixels in, lines of words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.page import Image, Line

Mode = Literal["page", "block", "figures"]
"""How an image is laid out: a whole page, or a block of lines; `figures` is one line, read for its figures."""


class Engine(Protocol):
    """Anything that reads images. `name`, `version` and `data_hash` tell whether two readings may be compared."""

    @property
    def name(self) -> str:
        """Name as settings know it."""

    @property
    def version(self) -> str:
        """Version of the program or library that reads."""

    @property
    def data_hash(self) -> str:
        """SHA-256 of the language data, in hex."""

    def recognise(self, images: Sequence[Image], dpi: float, mode: Mode = "page") -> tuple[tuple[Line, ...], ...]:
        """Return the lines of each grey or RGB image; boxes in points from the image's top left corner, page 0.

        Confidences run from 0 to 1. In the mode `figures` the reading must be able to differ from that of the other
        modes: other language data, or an alphabet of digits and marks. Raises EnvironmentFault when the engine cannot
        be used at all.
        """
