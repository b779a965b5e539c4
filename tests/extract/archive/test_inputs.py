"""Finding sources and naming them."""

from __future__ import annotations

import os
import unicodedata

import pytest

from extract.archive.inputs import Noted, Source, distinct, find_sources, sha256_of, stem_of
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
        ("d" * 250 + ".pdf", {}, "d" * 227 + "-0123abcd"),
        ("ế" * 83 + ".txt", {}, "ế" * 75 + "-0123abcd"),
    ],
)
def test_the_first_keeps_a_stem_and_later_ones_get_their_hash(tmp_path, shown, taken, stem):
    """Stems are compared case-folded; a source keeps the one it has."""
    assert stem_of(Source(tmp_path / shown, shown), "0123abcd" + "0" * 56, taken) == stem


def test_the_hash_is_that_of_the_content(tmp_path):
    """Two files of one content have one hash."""
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_pipes_are_not_waited_for(tmp_path):
    """What is no regular file cannot be opened: a pipe in an archive must not hold up a run."""
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(OSError, match="no regular file"):
        sha256_of(tmp_path / "pipe.pdf")


def _named(paths, out, noted=None):
    return {source.shown: source.path for source in distinct(find_sources(paths, out), noted or {})}


def test_equal_relative_paths_of_several_folders_are_told_apart(tmp_path):
    """Files that two folders, or two commands' files, call the same are all read, under names of their own."""
    _make(tmp_path, "x/plan.txt", "y/plan.txt", "y/sub/plan.txt")
    x, y = tmp_path / "x", tmp_path / "y"
    named = _named([x, y], tmp_path / "out")
    assert named == {"plan.txt": x / "plan.txt", "y/plan.txt": y / "plan.txt", "sub/plan.txt": y / "sub" / "plan.txt"}
    assert _named([y, x], tmp_path / "out") == named
    assert list(_named([x / "plan.txt", y / "plan.txt"], tmp_path / "out")) == ["plan.txt", "y/plan.txt"]


def test_names_that_differ_by_composition_only_are_told_apart(tmp_path):
    """A file system that keeps both spellings of a name holds two documents."""
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "kế hoạch.txt")).write_text(form)
    if len(list(tmp_path.iterdir())) == 2:
        assert len(_named([tmp_path], tmp_path / "out")) == 2


def test_a_file_keeps_the_relative_path_it_had(tmp_path):
    """What was told apart stays so whatever is asked for later; a copy and a moved archive keep their names."""
    _make(tmp_path, "x/plan.txt", "y/plan.txt")
    out, x, y = tmp_path / "out", tmp_path / "x" / "plan.txt", tmp_path / "y" / "plan.txt"
    noted = {shown: Noted(str(path), sha256_of(path)) for shown, path in _named([x, y], out).items()}
    assert _named([y], out, noted) == {"y/plan.txt": y}
    one = {"plan.txt": Noted(str(x), sha256_of(x))}
    assert _named([y], out, one) == {"y/plan.txt": y}, "x/plan.txt lies there still and has other content"
    y.write_bytes(x.read_bytes())
    assert _named([y], out, one) == {"plan.txt": y}, "a copy"
    y.write_text("changed since")
    x.unlink()
    assert _named([y], out, one) == {"plan.txt": y}, "moved"


def test_names_that_are_no_utf8_are_written_out(tmp_path):
    """A name in another encoding is stored and shown by its bytes; the file is found all the same."""
    place = os.fsencode(tmp_path) + b"/k\xe9.txt"
    with open(place, "wb"):  # noqa: PTH123 - a name pathlib's text methods do not spell
        pass
    (source,) = find_sources([tmp_path], tmp_path / "out")
    assert source.shown == "k\\xe9.txt"
    assert source.place.encode()
    assert stem_of(source, "0" * 64, {}) == "k\\xe9"
    assert source.path.is_file()
