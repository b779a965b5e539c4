"""kehoach: archives of Vietnamese local-government plans into records, each value with its place on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from extract.settings import Settings
    from models import Plan

__all__ = ["extract", "frames"]


def extract(path: Path | str, settings: Settings | None = None, *, isolated: bool = False) -> Plan:
    """Read one document and return its plan; raises extract.errors.DocumentFault for what cannot be read.

    Works in the caller's process: a hostile file can crash or hang it. With `isolated=True` the document is opened
    only in a child process with limits on memory and time.
    """
    from pathlib import Path

    from extract.settings import Settings

    chosen = settings or Settings()
    if isolated:
        from extract.archive.single import read_isolated
        from models import Plan

        return Plan.model_validate_json(read_isolated(Path(path), chosen).plan)
    from extract.pipeline import extract_document

    return extract_document(Path(path), chosen).plan


def frames(folder: Path | str) -> dict[str, pd.DataFrame]:
    """Load the tables of an output folder as typed data frames: Int64 years, string text, decimals and lists kept.

    Raises extract.errors.OutputFault when the folder holds no tables.
    """
    from pathlib import Path

    from extract.export.frames import load_frames

    return load_frames(Path(folder))
