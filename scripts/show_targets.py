"""Print the first targets of an output folder as a table: scripts/show_targets.py DIR [ROWS]."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from extract import frames


def main() -> None:
    folder = sys.argv[1]
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    tables = frames(folder)
    targets = tables["targets"].merge(tables["documents"][["document", "issuer"]], on="document")
    table = Table(title=f"First {min(rows, len(targets))} of {len(targets)} targets", header_style="bold")
    for name, justify in (("issuer", "left"), ("indicator", "left"), ("", "right"), ("value", "right")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    table.add_column("unit")
    table.add_column("year", justify="right")
    table.add_column("section")
    signs = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}
    for row in targets.head(rows).itertuples():
        cells = (row.issuer, row.indicator, signs[row.comparator], row.value, row.unit, row.year, row.section)
        table.add_row(*("" if str(cell) in {"<NA>", "None"} else str(cell) for cell in cells))
    Console(width=max(Console().width, 110)).print(table)
    print(f"All records are CSV files in {folder}: targets.csv, tasks.csv, documents.csv, …")


if __name__ == "__main__":
    main()
