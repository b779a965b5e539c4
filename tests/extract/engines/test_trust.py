"""Which text layers are trusted, and the reason given."""

import pytest

from extract.engines.text_layer import Layer
from extract.engines.trust import judge
from extract.page import Box, Line, Page, Word

GOOD = "Thực hiện Nghị quyết của Hội đồng nhân dân tỉnh về phát triển kinh tế xã hội năm 2026 " * 6
GARBAGE = "Thirc hin Ngh quyt cüa Hi dng nhän dan tinh ye phát trin kinh t xä hi nãm 2026 " * 6
ENGLISH = "Thyc hien Nghi quyet cua Hoi dong Peoples Council regarding economic growth development " * 8


def layer_of(words, *, image_share=0.0, paths=0, legacy=None, hidden=False):
    """A layer of some words (a text is cut at its blanks), eight on a line."""
    words = words.split() if isinstance(words, str) else words
    lines = tuple(
        Line(
            1,
            tuple(
                Word(w, w, Box(60 + 50 * k, 20.0 * i, 100 + 50 * k, 20.0 * i + 12))
                for k, w in enumerate(words[i * 8 : i * 8 + 8])
            ),
        )
        for i in range((len(words) + 7) // 8)
    )
    return Layer(Page(1, 595, 842, lines, reading="text_layer"), image_share, paths, legacy, hidden)


@pytest.mark.parametrize(
    ("layer", "trusted", "why"),
    [
        (layer_of(GOOD), True, "Vietnamese syllables"),
        (layer_of(GOOD * 3, image_share=1.0), True, "Vietnamese syllables"),
        (layer_of(GOOD, image_share=1.0), False, "of the page's height only"),
        (layer_of(GOOD + "...................... ____________ ………… ----- " * 60), True, "Vietnamese syllables"),
        (layer_of(GOOD, image_share=0.3), True, "an image on 30% of the page left out"),
        (layer_of(GOOD, legacy="tcvn3"), True, "TCVN3, converted"),
        (layer_of(["1.184.000", "99.000", "45%", "12/KH-UBND"] * 30), True, "text layer"),
        (layer_of(["Phụ", "lục"]), True, "text layer"),
        (layer_of(GARBAGE), False, "Vietnamese syllables, under 70%"),
        (layer_of(GARBAGE * 3, image_share=1.0), False, "under 97%"),
        (layer_of(ENGLISH * 3, image_share=1.0), False, "under 97%"),
        (layer_of(GOOD * 3, image_share=1.0, hidden=True), False, "another program recognised"),
        (layer_of(GOOD, hidden=True), True, "Vietnamese syllables"),
        (layer_of(["Ký", "bởi:", "Ủy", "ban", "nhân", "dân"], image_share=1.0), False, "stray text of 6 words"),
        (layer_of(["Trang", "2"], paths=5000), False, "outlines"),
        (layer_of(["\ue0a1\ue0b2\ue0c3", "hoạch"] * 40), False, "no meaning"),
        (layer_of([c for w in GOOD.split() for c in (w[0].lower(), w[1:]) if c.isalpha()]), False, "single letters"),
        (layer_of("CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM " + GOOD), False, "wrongly mapped"),
        (layer_of("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM " + GOOD), True, "syllables"),
    ],
)
def test_each_kind_of_layer_gets_its_verdict(layer, trusted, why):
    """Good layers pass whatever dots and figures they hold; each kind of bad one fails with its own reason."""
    verdict = judge(layer)
    assert (verdict.trusted, why in verdict.why) == (trusted, True), verdict.why


@pytest.mark.parametrize(("image_share", "paths", "trusted"), [(0.0, 0, None), (1.0, 0, False), (0.0, 900, False)])
def test_a_page_without_text_is_blank_or_to_be_recognised(image_share, paths, trusted):
    """Nothing on the page at all is blank; an image or a drawing is to be recognised."""
    assert judge(Layer(None, image_share, paths)).trusted is trusted
