"""Vietnamese spelling: damaged strings in, what the page says out. A leaf: imports no other package of ours."""

from __future__ import annotations

from diacritics.letters import tone_fold
from diacritics.restorer import Restorer
from diacritics.results import Correction, Restoration
from diacritics.syllables import syllable_share

__all__ = ["Correction", "Restoration", "Restorer", "syllable_share", "tone_fold"]
