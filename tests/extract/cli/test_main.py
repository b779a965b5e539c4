"""What the command line says of itself and of paths that cannot be meant."""

from __future__ import annotations

from importlib.metadata import version

from tests.extract.conftest import kehoach


def test_the_version_is_printed():
    """`kehoach --version` names the program and the installed version."""
    done = kehoach("--version")
    assert (done.code, done.printed) == (0, f"kehoach {version('kehoach')}\n")


def test_usage_names_the_command_people_type():
    """Help and errors say `kehoach`, however it was started."""
    assert "Usage: kehoach extract" in kehoach("extract").said


def test_a_tessdata_folder_that_is_not_there_is_wrong_usage(plans):
    """One line that says what the option wants; nothing is to be installed."""
    done = kehoach("text", plans / "plan1.txt", "--tessdata", plans / "nowhere")
    assert (done.code, len(done.said.splitlines())) == (2, 1)
    assert "vie.traineddata" in done.said
    assert "install" not in done.said


def test_records_are_not_written_among_the_documents(plans):
    """The next run would read them as documents; the message names a folder that will do."""
    done = kehoach("extract", plans, "--out", plans)
    assert done.code == 2
    assert str(plans / "records") in done.said
    assert not (plans / "plans").exists()
    assert kehoach("extract", plans, "--out", plans / "records").code == 0
    assert kehoach("extract", plans, "--out", plans / "records").said.count(" 0 to read, ") == 1


def test_help_names_arguments_once_and_says_what_exit_codes_mean():
    """What stands in angle brackets can be typed, and scripts learn what an exit code tells them."""
    said = kehoach("extract", "--help", COLUMNS="120").printed
    assert "PATH..." not in said.replace("{PATH}...", "")
    for code in ("0 all done", "1 some documents failed", "2 wrong usage", "4 the output folder", "130 interrupted"):
        assert code in " ".join(said.split())
    assert "[[FILE]]" not in kehoach("restore", "--help").printed
