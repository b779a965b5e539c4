"""Say which modules and functions are longer than the house rules like, and fail when one is far over."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

MODULE_LINES, FUNCTION_LINES = 300, 60
MODULE_LIMIT, FUNCTION_LIMIT = 350, 70


def main() -> int:
    worst = 0
    for path in _modules():
        source = path.read_text(encoding="utf-8")
        lines = source.count("\n")
        if lines > MODULE_LINES:
            print(f"{path}: {lines} lines")
            worst |= lines > MODULE_LIMIT
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    print(f"{path}:{node.lineno} {node.name}: {length} lines")
                    worst |= length > FUNCTION_LIMIT
    return int(worst)


def _modules() -> list[Path]:
    return sorted(path for folder in ("models", "diacritics", "extract") for path in Path(folder).rglob("*.py"))


if __name__ == "__main__":
    sys.exit(main())
