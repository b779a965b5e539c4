"""The scan simulator: seeded, stronger from level to level, and image-only whatever the form of the file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from simulate_scan_cli import simulate
from simulate_scan_damage import age, fold, shade, steepen, turn
from simulate_scan_levels import LEVELS, damage_of
from simulate_scan_pages import Hand

from tests.corpus.documents import CORPUS, needs_builder

PAGE = CORPUS / "kh_hien_mau_phuong_cam_duong.pdf"
NO_HAND = Hand(ink=False)


def rendered(path, index=0, dpi=100):
    """A page of a PDF as grey pixels."""
    document = pdfium.PdfDocument(path)
    pixels = np.asarray(document[index].render(scale=dpi / 72).to_pil().convert("L"))
    document.close()
    return pixels


@pytest.mark.parametrize("level", sorted(LEVELS))
def test_a_seed_fixes_every_byte(level, tmp_path):
    """The same page, level and seed give the same file; another seed another one where anything is random."""
    damage = damage_of(level, dpi=100)
    paths = [tmp_path / f"{name}.pdf" for name in "abc"]
    for path, seed in zip(paths, (7, 7, 8), strict=True):
        simulate(PAGE, path, damage, seed, NO_HAND)
    first, second, other = (path.read_bytes() for path in paths)
    assert first == second
    assert (first != other) == (level > 1)


def test_levels_grow_worse():
    """Apart from light and edges, the likeness to the clean page falls from level to level, at one resolution in grey."""
    page = rendered(PAGE, dpi=100)
    likeness = []
    for level in sorted(LEVELS):
        damage = replace(damage_of(level, dpi=100, mode="grey"), shade=0.0, tint=0.0, edges=0)
        likeness.append(age(page, damage, np.random.default_rng(3))[1]["psnr"])
    assert likeness == sorted(likeness, reverse=True)
    assert likeness[0] - likeness[-1] > 10


def test_the_result_is_pictures_only(tmp_path):
    """A simulated scan has the page's size, a picture, and no text layer."""
    simulate(PAGE, tmp_path / "scan.pdf", damage_of(4, dpi=100), 1, NO_HAND)
    document = pdfium.PdfDocument(tmp_path / "scan.pdf")
    page = document[0]
    assert page.get_textpage().get_text_range() == ""
    assert abs(page.get_width() - 595) < 2
    assert [found.type for found in page.get_objects()] == [pdfium.raw.FPDF_PAGEOBJ_IMAGE]
    document.close()


def test_an_e_signature_is_the_only_text(tmp_path):
    """The text of an e-signature stands on page one, inside the page, and nowhere else."""
    source, note = CORPUS / "kh_cai_cach_hanh_chinh_so_noi_vu_lam_dong.pdf", "Nguoi ky: So Noi vu. Ngay ky: 2026-01-16"
    simulate(source, tmp_path / "signed.pdf", damage_of(1, dpi=50), 1, Hand(ink=False, e_signature=note))
    document = pdfium.PdfDocument(tmp_path / "signed.pdf")
    assert [page.get_textpage().get_text_range() for page in document] == [note] + [""] * (len(document) - 1)
    text = document[0].get_textpage()
    assert max(text.get_charbox(index)[2] for index in range(len(note))) < document[0].get_width()
    document.close()


@pytest.mark.parametrize(("name", "mode"), [("scan.tif", "1"), ("scan.png", "L")])
def test_other_forms(name, mode, tmp_path):
    """TIFF keeps one bit a pixel for bitonal scans, PNG the grey levels, and both their resolution."""
    damage = damage_of(5, dpi=100, mode="bitonal" if mode == "1" else "grey")
    simulate(PAGE, tmp_path / name, damage, 1, NO_HAND)
    with Image.open(tmp_path / name) as image:
        assert image.mode == mode
        assert round(float(image.info["dpi"][0])) == 100


def test_bitonal_has_two_levels():
    """A bitonal page is black and white and nothing between."""
    result, _ = age(rendered(PAGE), damage_of(5, dpi=100), np.random.default_rng(1))
    assert set(np.unique(result)) == {0, 255}


def test_the_angle_is_what_is_reported():
    """A page turned by the reported angle and back again is the page."""
    page = rendered(PAGE).astype(np.float32)
    again = turn(turn(page, 1.3), -1.3)
    middle = (slice(200, 900), slice(200, 600))
    assert np.abs(again[middle] - page[middle]).mean() < 8
    assert np.abs(turn(page, 1.3)[middle] - page[middle]).mean() > np.abs(again[middle] - page[middle]).mean()


@pytest.mark.parametrize(
    ("fault", "darker"),
    [
        (lambda page: shade(page, 0.3, 10, np.random.default_rng(1)), True),
        (lambda page: fold(page, 1.0, np.random.default_rng(1)), True),
        (lambda page: steepen(page, 1.0), False),
    ],
)
def test_single_faults(fault, darker):
    """Shading and folds darken white paper, the copier's curve hardly does."""
    white = np.full((200, 150), 255, np.float32)
    assert (fault(white).mean() < 252) == darker


@needs_builder
def test_signature_and_seal_are_put_under_the_capacity_lines(tmp_path):
    """A page without a picture gets red and blue ink in its right lower half, and only there."""
    simulate(PAGE, tmp_path / "inked.pdf", damage_of(1, dpi=100, mode="colour"), 1, Hand(ink=True))
    document = pdfium.PdfDocument(tmp_path / "inked.pdf")
    pixels = np.asarray(document[0].render(scale=100 / 72).to_pil().convert("RGB")).astype(int)
    document.close()
    red = (pixels[:, :, 0] - pixels[:, :, 1]) > 60
    assert red.sum() > 200
    rows, columns = np.nonzero(red)
    assert rows.min() > pixels.shape[0] * 0.4
    assert columns.min() > pixels.shape[1] * 0.4


@needs_builder
def test_a_stamp_lies_over_the_head(tmp_path):
    """The registry's stamp is red and stands above and left of the text."""
    simulate(PAGE, tmp_path / "s.pdf", damage_of(1, dpi=100, mode="colour"), 1, Hand(ink=False, stamp=True))
    document = pdfium.PdfDocument(tmp_path / "s.pdf")
    pixels = np.asarray(document[0].render(scale=100 / 72).to_pil().convert("RGB")).astype(int)
    document.close()
    rows, columns = np.nonzero((pixels[:, :, 0] - pixels[:, :, 1]) > 60)
    assert len(rows) > 100
    assert rows.max() < pixels.shape[0] * 0.1
    assert columns.max() < pixels.shape[1] * 0.3


def test_rotated_sheets_are_the_same_sheets(tmp_path):
    """A sheet laid in by a quarter turn clockwise gives the upright scan when it is turned back."""
    for turned in (0, 90):
        damage = replace(damage_of(3, dpi=100), rotate=turned)
        simulate(PAGE, tmp_path / f"{turned}.png", damage, 5, NO_HAND)
    upright, lying = (np.asarray(Image.open(tmp_path / f"{turned}.png")) for turned in (0, 90))
    assert np.array_equal(np.rot90(lying, 1), upright)


@needs_builder
def test_figures_are_written_into_blanks(tmp_path):
    """A hand-written number and day appear in the head's blanks of a document that leaves them open."""
    from build_corpus_layout import layout

    source = tmp_path / "blank.txt"
    source.write_text(
        "@head\nỦY BAN NHÂN DÂN | CỘNG HÒA\nSố:         /KH-UBND | Sa Đéc, ngày       tháng 01 năm 2026\n@body\nMột.\n",
        encoding="utf-8",
    )
    layout(source, tmp_path / "blank.pdf")
    for name, hand in (("without", NO_HAND), ("with", Hand(ink=False, number="57", day="9"))):
        simulate(tmp_path / "blank.pdf", tmp_path / f"{name}.pdf", damage_of(1, dpi=100), 1, hand)
    before, after = (rendered(tmp_path / f"{name}.pdf").astype(int) for name in ("without", "with"))
    changed = np.nonzero(np.abs(before - after) > 60)
    assert len(changed[0]) > 60
    assert changed[0].max() < before.shape[0] * 0.2
    left, right = changed[1] < before.shape[1] * 0.45, changed[1] > before.shape[1] * 0.45
    assert left.any()
    assert right.any()
