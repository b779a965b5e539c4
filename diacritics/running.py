"""A text as the model sees it: a form and a word id for each token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diacritics.candidates import FIGURE_ID, PARAGRAPH_ID
from diacritics.tokens import FIGURE, PARAGRAPH, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diacritics.candidates import Lexicon


@dataclass(frozen=True, slots=True)
class Running:
    """The tokens of a text or of a stretch of it; `asked` are the places of its words."""

    text: str
    tokens: Sequence[Token]
    forms: Sequence[str]
    own: NDArray[np.uint64]
    asked: NDArray[np.int64]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Running:
        """Forms and ids of tokens: all figures are one form, and so are all ends of paragraphs."""
        forms = [_form(text, token) for token in tokens]
        lookup = {form: lexicon.id_of(form) for form in set(forms)} | {"¶": PARAGRAPH_ID, "0": FIGURE_ID}
        own = np.array([lookup[form] for form in forms], dtype=np.uint64)
        asked = np.array([i for i, token in enumerate(tokens) if token.kind == WORD], dtype=np.int64)
        return cls(text, tokens, forms, own, asked)

    def asked_forms(self) -> list[str]:
        """The forms of the words."""
        return [self.forms[place] for place in self.asked.tolist()]

    def words_near(self, place: int, reach: int) -> list[str]:
        """The words of more than one letter within `reach` tokens of `place`, without its own."""
        return [
            self.forms[i]
            for i in range(max(place - reach, 0), min(place + reach + 1, len(self.forms)))
            if i != place and self.tokens[i].kind == WORD and len(self.forms[i]) > 1
        ]


def _form(text: str, token: Token) -> str:
    if token.kind == PARAGRAPH:
        return "¶"
    return "0" if token.kind == FIGURE else text[token.start : token.end]
