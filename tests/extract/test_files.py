"""Files that appear whole or not at all."""

from __future__ import annotations

import pytest

from extract.errors import OutputFault
from extract.files import whole_file


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path):
    """While it is being written, and after a fault, the old content stands and nothing is left over."""
    path = tmp_path / "a.json"
    path.write_text("old")

    def interrupted():
        with whole_file(path) as file:
            file.write("half")
            assert path.read_text() == "old"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    with whole_file(path) as file:
        file.write("new")
    assert path.read_text() == "new"


def test_a_folder_that_is_not_there_is_an_output_fault(tmp_path):
    """What stands in the way is said in one line."""
    with pytest.raises(OutputFault, match="cannot be written"), whole_file(tmp_path / "no" / "a.json"):
        pass


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path):
    """ENOSPC names the remedy; no part file stays."""
    with pytest.raises(OutputFault, match="disk is full"), whole_file(tmp_path / "a.json"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
