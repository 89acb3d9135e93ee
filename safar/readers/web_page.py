"""Take a saved web page apart, for registers that come as an HTML table.

A page cut in the middle still parses, and a "prove that you are human" page parses as a page without a table: both
would look like an authority that struck every agency off. They are refused here, before a layout looks for its table.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from safar.readers.reading import Unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHALLENGE = re.compile(
    rb"<title>\s*(?:just a moment|attention required|checking your browser|access denied)|_cf_chl_opt|cf-browser-verif",
    re.I,
)
_BLANKS = re.compile(r"\s+")
_COMMAS = re.compile(r"\s*,(?:\s*,)+|(?<=:)\s*,")


def parse_page(content: bytes) -> HtmlElement:
    """Parse a whole page. Raises Unreadable for a challenge page, a truncated one and what isn't text."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    refuse_challenge(content)
    if b"</html" not in content[-4096:].lower():
        last = content.count(b"\n") + 1
        raise Unreadable(f"line {last}: the page breaks off here: its closing </html> is missing")
    try:
        return document_fromstring(content, parser=HTMLParser(encoding=_encoding(content), huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"the page can't be taken apart: {error}") from error


def refuse_challenge(content: bytes) -> None:
    """Refuse the page that a site shows to what it takes for a robot: it is never an empty register."""
    if _CHALLENGE.search(content[:65536]):
        raise Unreadable("the site asked for a proof of being human; this page is not the register. Save it by hand")


def _encoding(content: bytes) -> str:
    """Give UTF-8 where the bytes are, else the encoding that old pages mean."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def cell_text(cell: HtmlElement, line_break: str = " ") -> str:
    """Give what a reader of the page sees in a cell; blanks, no-break blanks too, count as one."""
    parts = [cell.text or ""]
    for inner in cell.iterdescendants():
        if inner.tag == "br":
            parts.append(line_break)
        elif inner.tag == "li":
            parts.append(f", {inner.text or ''}")
        elif isinstance(inner.tag, str) and "wb-inv" not in (inner.get("class") or "").split():
            parts.append(inner.text or "")
        parts.append(inner.tail or "")
    text = plain("".join(parts))
    return text.rstrip(" ,") if "," in line_break else text


def plain(text: str) -> str:
    """Make every run of blanks one space; a line break written as a comma doesn't double the comma before it."""
    text = _BLANKS.sub(" ", text).replace(" ,", ",")
    return _COMMAS.sub(lambda found: "" if ":" in text[found.start() - 1 : found.start()] else ",", text).strip()


def fragment_text(fragment: str) -> str:
    """Give what a reader sees of a piece of HTML source, as feeds carry it in their texts.

    >>> fragment_text("A&amp;W<br>Surrey")
    'A&W, Surrey'
    """
    broken = re.sub(r"<br\s*/?>", ", ", fragment, flags=re.I)
    return plain(unescape(re.sub(r"<[^<>]+>", "", broken)))
