"""Print the first targets of each document of an output folder as a table: scripts/show_targets.py DIR [ROWS]."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from extract import frames


def main() -> None:
    folder = sys.argv[1]
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 28
    tables = frames(folder)
    targets = tables["targets"].merge(
        tables["documents"][["document", "issuer", "kind"]].rename(columns={"kind": "source"}), on="document"
    )
    each = max(1, rows // max(1, targets["document"].nunique()))
    table = Table(title=f"Some of {len(targets)} targets: the first {each} of each document", header_style="bold")
    for name, justify in (
        ("issuer", "left"),
        ("from", "left"),
        ("indicator", "left"),
        ("", "right"),
        ("value", "right"),
    ):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    table.add_column("unit")
    table.add_column("year", justify="right")
    table.add_column("section")
    table.add_column("check")
    signs = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}
    for row in targets.groupby("document").head(each).head(rows).itertuples():
        cells = (
            row.issuer,
            row.source,
            row.indicator,
            signs[row.comparator],
            row.value,
            row.unit,
            row.year,
            row.section,
            "?" if row.flagged else "",
        )
        table.add_row(*("" if str(cell) in {"<NA>", "None"} else str(cell) for cell in cells))
    Console(width=max(Console().width, 110)).print(table)
    print("?: read with less than 90 % confidence, or named by an issue; look at it in kehoach review.")
    print(f"All records are CSV files in {folder}: targets.csv, tasks.csv, documents.csv, …")


if __name__ == "__main__":
    main()
