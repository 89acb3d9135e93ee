"""Write a small PDF with ruled tables, by hand: the made-up twin of an authority's document.

Only what such a document needs: pages, Helvetica, and lines drawn as thin filled rectangles, as word processors do.
"""

from __future__ import annotations

from collections.abc import Sequence

LEFT, TOP, LINE, ROW = 80, 700, 12, 32
EDGES = (LEFT, LEFT + 150, LEFT + 250, LEFT + 345, LEFT + 440)

Row = Sequence[str]


def text(x: float, y: float, words: str) -> str:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 9 Tf {x} {y} Td ({escaped}) Tj ET"


def box(x: float, y: float, width: float, height: float) -> str:
    return f"{x} {y} {width} {height} re f"


def table(rows: Sequence[Row], *, top: float = TOP, upper_line: bool = True) -> list[str]:
    """Rule a table of four columns; a newline within a cell wraps it, a row of one cell goes over the whole width."""
    drawn: list[str] = []
    for count, row in enumerate(rows):
        high = top - count * ROW
        edges = EDGES if len(row) > 1 else (EDGES[0], EDGES[-1])
        drawn += [box(x, high - ROW, 0.5, ROW) for x in edges]
        if count or upper_line:
            drawn.append(box(LEFT, high, EDGES[-1] - LEFT, 0.5))
        drawn.append(box(LEFT, high - ROW, EDGES[-1] - LEFT, 0.5))
        for x, cell in zip(edges, row, strict=False):
            drawn += [text(x + 4, high - 12 - LINE * place, part) for place, part in enumerate(cell.split("\n"))]
    return drawn


def pdf(*pages: Sequence[str], made: str = "D:20120427144324-04'00'") -> bytes:
    """Put pages of drawing commands into a document."""
    contents = ["\n".join(page) for page in pages]
    first = 4
    kids = " ".join(f"{first + 2 * count} 0 R" for count in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for count, content in enumerate(contents):
        number = first + 2 * count
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< /ModDate ({made}) >>")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010d} 00000 n \n" for place in places
    )
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")
