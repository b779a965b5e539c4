"""Finding sources and naming them."""

from __future__ import annotations

import pytest

from extract.archive.inputs import Source, find_sources, sha256_of, stem_of
from extract.errors import UsageFault


def _make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")


def test_folders_are_walked_in_order_and_hidden_files_left_alone(tmp_path):
    """Sources come by relative path; hidden files and folders do not come at all."""
    _make(tmp_path, "b.pdf", "a/z.txt", "a/.hidden.pdf", ".git/x.pdf", "c.PDF")
    found = find_sources([tmp_path], tmp_path / "out")
    assert [source.shown for source in found] == ["a/z.txt", "b.pdf", "c.PDF"]


def test_links_out_of_the_tree_are_not_followed(tmp_path):
    """A link that leads elsewhere is no source; one inside the tree is."""
    _make(tmp_path, "in/a.pdf", "elsewhere/secret.pdf")
    (tmp_path / "in" / "out.pdf").symlink_to(tmp_path / "elsewhere" / "secret.pdf")
    (tmp_path / "in" / "dir").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "same.pdf").symlink_to(tmp_path / "in" / "a.pdf")
    found = find_sources([tmp_path / "in"], tmp_path / "out")
    assert [source.shown for source in found] == ["a.pdf", "same.pdf"]


def test_outputs_inside_the_tree_are_no_sources(tmp_path):
    """The output folder, and any other output folder, is left alone."""
    _make(tmp_path, "a.pdf", "out/text/a.txt", "old/run.sqlite", "old/plans/a.json", "old/text/a.txt")
    assert [source.shown for source in find_sources([tmp_path], tmp_path / "out")] == ["a.pdf"]


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path):
    """No such path, and a folder without documents, are said at once."""
    with pytest.raises(UsageFault, match="no such file"):
        find_sources([tmp_path / "nowhere"], tmp_path / "out")
    with pytest.raises(UsageFault, match="without documents"):
        find_sources([tmp_path], tmp_path / "out")


def test_a_file_given_twice_is_one_source(tmp_path):
    """A file and its folder may both be named."""
    _make(tmp_path, "a.pdf")
    assert len(find_sources([tmp_path, tmp_path / "a.pdf"], tmp_path / "out")) == 1


@pytest.mark.parametrize(
    ("shown", "taken", "stem"),
    [
        ("plan.pdf", {}, "plan"),
        ("x/plan.pdf", {"plan": "a/plan.pdf"}, "plan-0123abcd"),
        ("x/PLAN.pdf", {"plan": "a/plan.pdf"}, "PLAN-0123abcd"),
        ("x/plan.pdf", {"plan": "x/plan.pdf"}, "plan"),
        ("x/plan.pdf", {"plan": "a", "plan-0123abcd": "b"}, "plan-0123abcd-2"),
        ("Ke\u0302 hoach.pdf", {}, "Kê hoach"),
    ],
)
def test_the_first_keeps_a_stem_and_later_ones_get_their_hash(tmp_path, shown, taken, stem):
    """Stems are compared case-folded; a source keeps the one it has."""
    assert stem_of(Source(tmp_path / shown, shown), "0123abcd" + "0" * 56, taken) == stem


def test_the_hash_is_that_of_the_content(tmp_path):
    """Two files of one content have one hash."""
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
