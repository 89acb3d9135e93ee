"""STANDIN"""

from pathlib import Path


def load_shapes(folder: Path) -> list[object]:
    return []
