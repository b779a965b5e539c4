"""How a Vietnamese syllable is built: onset, then rime with its tone. The closed lists of both."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from diacritics.letters import TONES

_ONSETS: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES: Final = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu
    ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc
    oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uyn uynh uyt uyu uơ
    ư ưa ưc ưi ưm ưn ưng ưu ươc ươi ươm ươn ương ươp ươt ươu ưt y yêm yên yêng yêt yêu ych ynh yt
    """
ONSETS: Final = ("", *_ONSETS.split())
RIMES: Final = tuple(_RIMES.split())
_KNOWN: Final = frozenset(RIMES)
_BY_LENGTH: Final = tuple(sorted(ONSETS, key=len, reverse=True))
_STOPS: Final = ("c", "p", "t", "ch")


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[str, str] | None:
    """(onset, rime) of a syllable in lower case, the tone as a figure at the end of the rime; None for what is none."""
    spread = unicodedata.normalize("NFD", word)
    tones = [TONES[c] for c in spread if c in TONES]
    if len(tones) > 1 or len(word) > 7:
        return None
    tone = tones[0] if tones else "0"
    base = unicodedata.normalize("NFC", "".join(c for c in spread if c not in TONES))
    for onset in _BY_LENGTH:
        if not base.startswith(onset):
            continue
        rime = base[len(onset) :]
        if onset == "gi" and (rime == "" or rime[0] == "ê" or rime in {"n", "ng"}):
            rime = "i" + rime
        if rime in _KNOWN:
            return (onset, rime + tone) if tone in "25" or not rime.endswith(_STOPS) else None
    return None
