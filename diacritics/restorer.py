"""The restorer: from what was read to what the page says."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diacritics.edits import apply_edits
from diacritics.figures import RULES, figure_edits
from diacritics.letters import look_alike_edits, spacing_edits, unicode_edits
from diacritics.results import Restoration


def tidy(text: str) -> Restoration:
    """NFC, plain spaces, no look-alikes: what even a trusted text layer gets."""
    state = Restoration(text, text, ())
    for stage in (unicode_edits, look_alike_edits, spacing_edits):
        state = apply_edits(state, stage(state.text))
    return state


def mend_figures(state: Restoration) -> Restoration:
    """All rules for figures, one after the other."""
    for rule in RULES:
        state = apply_edits(state, figure_edits(rule, state.text))
    return state


@dataclass(frozen=True, slots=True)
class Restorer:
    """Repairs damaged Vietnamese; load it once and use it for many texts."""

    @classmethod
    def load(cls) -> Restorer:
        """The restorer with the trained files of the package."""
        return cls()

    def restore(self, text: str, confidences: Sequence[float] | None = None) -> Restoration:
        """The repaired text; `confidences` has one number from 0 to 1 for each blank-separated word of `text`.

        Raises ValueError when the count of confidences is not that of the words.
        """
        if confidences is not None and len(confidences) != len(text.split()):
            message = f"{len(confidences)} confidences for {len(text.split())} words"
            raise ValueError(message)
        return mend_figures(tidy(text))
