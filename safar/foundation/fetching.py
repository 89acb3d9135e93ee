"""Fetch a publisher's file: so much and no more, from the web and nowhere else, and in words why it did not come."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from http.client import HTTPException, HTTPResponse
from pathlib import PurePosixPath
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from safar import VERSION

MOST_BYTES = 100 * 1024 * 1024
MOST_REDIRECTS = 5
SECONDS = 30.0  # without a byte
LONGEST = 20 * SECONDS  # for the whole file, however it drips
PIECE = 64 * 1024
NOT_MODIFIED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchFailed(Exception):
    """The file did not come; the message says why, in words for the operator."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `is_unchanged` where the server says that we have it already; `content` is then empty.

    `url` is the address that was asked, `came_from` the one that answered after redirects.
    """

    url: str
    came_from: str = ""
    content: bytes = b""
    etag: str = ""
    last_modified: str = ""
    file_name: str = ""
    is_unchanged: bool = False


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, to web addresses alone, and never from a sealed connection to an open one."""

    max_redirections = MOST_REDIRECTS

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        scheme = urlsplit(newurl).scheme
        if scheme not in {"http", "https"} or (scheme == "http" and req.type == "https"):
            raise FetchFailed(f"{req.full_url} leads to {newurl[:200]}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


class _Links(HTMLParser):
    """Collects the addresses of a page's links, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def fetch(
    url: str, *, etag: str = "", last_modified: str = "", most_bytes: int = MOST_BYTES, timeout: float = SECONDS
) -> Fetched:
    """Fetch an address. With `etag` or `last_modified` of an earlier answer the server may say that nothing is new.

    Raises FetchFailed for everything else than a whole answer of at most `most_bytes`.
    """
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {"User-Agent": f"Safar/{VERSION}", "Accept": "*/*"} | {name: text for name, text in asked.items() if text}
    if urlsplit(url).scheme not in {"http", "https"}:
        raise FetchFailed(f"{url[:200]} is no web address")
    try:
        with _opener().open(Request(url, headers=headers), timeout=timeout) as answer:  # noqa: S310 (checked above)
            return _whole(url, answer, most_bytes)
    except HTTPError as error:
        with error:
            if error.code == NOT_MODIFIED:
                return Fetched(url, etag=etag, last_modified=last_modified, is_unchanged=True)
        raise FetchFailed(f"{url} {_refusal(error)}") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise FetchFailed(
            f"{url} could not be fetched: {getattr(error, 'reason', error) or type(error).__name__}"
        ) from error


def link_on_page(page: bytes, base: str, pattern: str) -> str:
    """Give the address of the first link on a page whose address has the pattern in it."""
    links = _Links()
    links.feed(page.decode("utf-8", "replace"))
    for link in links.found:
        if re.search(pattern, link):
            return urljoin(base, link)
    raise FetchFailed(f"{base} has no link like {pattern}: the page may have changed")


def _refusal(error: HTTPError) -> str:
    """Say what a server answered; urllib ends circles and redirects out of the web with the redirect's own code."""
    if error.code not in REDIRECTS:
        return f"answered {error.code} {error.reason}"
    return "redirects to what is not followed" if "not allowed" in str(error.reason) else "redirects in a circle"


def _opener() -> OpenerDirector:
    """An opener for the web alone: urllib's own would open files and FTP too."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, _Redirects, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


def _whole(url: str, answer: HTTPResponse, most_bytes: int) -> Fetched:
    announced = answer.headers.get("Content-Length", "")
    size = int(announced) if announced.isdecimal() else None
    content = _pieces(answer, most_bytes, size or 0)
    if size is not None and len(content) != size:
        raise FetchFailed(f"{answer.url} broke off after {len(content)} of {size} bytes")
    headers = answer.headers
    return Fetched(
        url=url,
        came_from=answer.url,
        content=content,
        etag=headers.get("ETag", ""),
        last_modified=headers.get("Last-Modified", ""),
        file_name=_file_name(headers.get_filename() or unquote(urlsplit(answer.url).path)),
    )


def _pieces(answer: HTTPResponse, most_bytes: int, announced: int) -> bytes:
    """Read piece by piece, so that neither an endless nor a dripping answer keeps us."""
    end = time.monotonic() + LONGEST
    content = bytearray()
    while max(len(content), announced) <= most_bytes and (piece := answer.read1(PIECE)):
        content += piece
        if time.monotonic() > end:
            raise FetchFailed(f"{answer.url} took longer than {LONGEST:.0f} seconds")
    if max(len(content), announced) > most_bytes:
        raise FetchFailed(f"{answer.url} is larger than {most_bytes} bytes")
    return bytes(content)


def _file_name(path: str) -> str:
    """Give the last part of a path as a file name; a date in it may be the only date there is."""
    name = PurePosixPath(path.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:200] or "download"
