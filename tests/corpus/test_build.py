"""The corpus builder: sources and plain texts become the same pages every time, with the text they were made from."""

from __future__ import annotations

import re
import tomllib
import unicodedata

import pypdfium2 as pdfium
import pytest
from build_corpus_plain import parse_plain
from build_corpus_source import Break, Document, Head, Para, Sign, SourceError, TableBlock, Title, parse_source

from tests.corpus.documents import CORPUS, GOLDEN, ROOT, STEMS, labels, needs_builder, source_lines

SHARED = ROOT.parent / "shared"
ONE_PAGE = "kh_hien_mau_phuong_cam_duong"


def words(text: str) -> list[str]:
    """Runs of letters and figures, NFC."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def pdf_text(path) -> str:
    """The text layer of all pages."""
    document = pdfium.PdfDocument(path)
    try:
        return "\n".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    finally:
        document.close()


@needs_builder
@pytest.mark.parametrize("stem", STEMS)
def test_the_same_source_gives_the_same_bytes(stem, tmp_path):
    """Laying a source out twice gives equal files."""
    from build_corpus_layout import layout

    source = CORPUS / "sources" / f"{stem}.txt"
    layout(source, tmp_path / "a.pdf")
    layout(source, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("stem", STEMS)
def test_the_committed_pdf_holds_the_words_of_its_source(stem):
    """Every word of the source is in the text layer as often as in the source; only page numbers and repeated heads come on top."""
    got = words(pdf_text(CORPUS / f"{stem}.pdf"))
    for word in set(words(" ".join(source_lines(stem)))):
        assert got.count(word) >= words(" ".join(source_lines(stem))).count(word), word


@pytest.mark.parametrize("stem", STEMS)
def test_every_document_has_labels_and_figures(stem):
    """A document in the corpus has a golden file, and its targets' figures are in the PDF's text layer."""
    assert (GOLDEN / f"{stem}.json").exists()
    text = pdf_text(CORPUS / f"{stem}.pdf")
    for target in labels(stem)["targets"]:
        whole, _, part = target["value"].partition(".")
        grouped = f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")
        assert grouped in text


def test_every_scan_names_a_document():
    """A scan's name is its document's stem, two underscores and more; the list and the folder agree."""
    entries = tomllib.loads((CORPUS / "scans.toml").read_text(encoding="utf-8"))["scan"]
    assert entries
    listed = {entry["target"] for entry in entries}
    assert listed == {path.name for path in CORPUS.iterdir() if "__" in path.name}
    for entry in entries:
        assert entry["target"].split("__")[0] == entry["source"]
        assert entry["source"] in STEMS


def test_binary_files_stay_small():
    """All PDFs and pictures of the corpus together are at most 5 MB."""
    sizes = [path.stat().st_size for path in CORPUS.iterdir() if path.suffix in (".pdf", ".png", ".tif")]
    assert len(sizes) > len(STEMS)
    assert sum(sizes) <= 5_000_000


def test_appendices_lie_landscape_with_their_own_page_numbers():
    """An appendix asked for in landscape is wider than high, and its second page carries the number 2."""
    document = pdfium.PdfDocument(CORPUS / "kh_nong_thon_moi_tinh_gia_lai.pdf")
    last = document[len(document) - 1]
    assert last.get_width() > last.get_height()
    first_line = last.get_textpage().get_text_bounded(top=last.get_height(), bottom=last.get_height() - 50)
    assert first_line.strip() == "2"
    document.close()


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the sample texts are not beside the checkout")
def test_no_sentence_is_borrowed():
    """No run of twenty words of a source, titles of cited documents and office names apart, stands in the sample texts."""
    taken = set()
    for folder in ("seeds", "plans", "truth"):
        for path in (SHARED / folder).glob("*.txt"):
            tokens = words(path.read_text(encoding="utf-8-sig").lower())
            taken |= {tuple(tokens[i : i + 20]) for i in range(len(tokens) - 19)}
    assert taken
    for stem in STEMS:
        for line in source_lines(stem):
            body = re.sub(r"^.*(?:Nghị quyết số 403|Nghị quyết số 57).*$", "", line)
            tokens = words(body.lower())
            runs = [tuple(tokens[i : i + 20]) for i in range(len(tokens) - 19)]
            assert not [run for run in runs if run in taken], line


def test_a_source_with_an_unknown_directive_is_refused():
    """A misspelt directive raises an error that names the line."""
    with pytest.raises(SourceError, match="line 2"):
        parse_source("@body\n@tabel 1 2\n")


def test_a_table_with_a_missing_cell_is_refused():
    """A row with too few cells raises an error that shows the row."""
    with pytest.raises(SourceError, match="Nội dung"):
        parse_source("@body\nx\n@table 10 20 30\nTT | Nội dung\n")


PLAIN = """\
UBND TỈNH HÀ NAM | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 5/KH-UBND | Hà Nam, ngày 02 tháng 3 năm 2025
KẾ HOẠCH
Trồng cây năm 2025
Căn cứ Luật Lâm nghiệp;
## I. MỤC TIÊU
1. Trồng 20 ha rừng.
TT | Việc | Thời gian
1 | Ươm cây | Quý I
Nơi nhận: - Sở; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Phạm Văn Ba
PHỤ LỤC
DANH MỤC
"""


def test_a_plain_text_gets_head_title_table_and_signature():
    """Head, title, basis, heading, table, signature and appendix of a plain text are told apart."""
    blocks = parse_plain(PLAIN).blocks
    assert isinstance(blocks[0], Head)
    assert blocks[0].rows[0] == ("UBND TỈNH HÀ NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert blocks[0].rows[-1] == ("Số: 5/KH-UBND", "Hà Nam, ngày 02 tháng 3 năm 2025")
    assert blocks[1] == Title(("KẾ HOẠCH", "Trồng cây năm 2025"))
    assert blocks[2] == Para("Căn cứ Luật Lâm nghiệp;", "basis")
    assert blocks[3] == Para("I. MỤC TIÊU", "heading")
    assert blocks[4] == Para("1. Trồng 20 ha rừng.", "body")
    assert isinstance(blocks[5], TableBlock)
    assert blocks[5].rows[1] == ("1", "Ươm cây", "Quý I")
    assert blocks[6] == Sign(
        ("Nơi nhận:", "- Sở;", "- Lưu: VT."),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Phạm Văn Ba"),
    )
    assert blocks[7] == Break("portrait")


def test_wrapped_lines_are_joined_to_paragraphs():
    """A text whose lines were wrapped, each with a blank line after it, becomes paragraphs again."""
    line = "Ủy ban nhân dân xã giao phòng chuyên môn theo dõi việc trồng và"
    text = f"{line}\n\nchăm sóc rừng trên địa bàn các thôn trong năm, gắn với chi trả dịch vụ\n\nmôi trường rừng.\n\n- Mục sau."
    assert parse_plain(text) == Document(
        (
            Para(
                f"{line} chăm sóc rừng trên địa bàn các thôn trong năm, gắn với chi trả dịch vụ môi trường rừng.",
                "body",
            ),
            Para("- Mục sau.", "body"),
        ),
        "termes",
        None,
    )


@needs_builder
def test_any_plain_text_lays_out_with_its_words_kept(tmp_path):
    """Laying out a plain text loses no word of it."""
    from build_corpus_layout import layout

    source = tmp_path / "plain.txt"
    source.write_text(PLAIN, encoding="utf-8")
    layout(source, tmp_path / "plain.pdf")
    assert sorted(words(pdf_text(tmp_path / "plain.pdf"))) == sorted(words(PLAIN))
