"""Take out of a photo what the phone wrote into it: place, time, owner, maker, thumbnail. For all that workers send.

Works on the bytes of the file alone: parts that show the picture stay as they are, every other part goes, and so does
whatever follows the picture's end. What has no such parts (PDF, SVG, HTML, HEIC, damaged pictures) is not cleaned and
says so. The day a photo was taken is given back apart, since it can be proof. `static/vault/cleaning.js` does the same
in the browser.

Formats: ITU T.81 annex B (JPEG), W3C PNG third edition, RFC 9649 (WebP), and JEITA CP-3451 (Exif).
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import datetime

UPRIGHT = 1
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs")
)
_WEBP_KEPT = (b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L")
_WEBP_FLAGS = 0x30  # a colour profile and transparency; not Exif, XMP or animation
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDC, 0xDD))
_DROPPED = frozenset((*range(0xE0, 0xF0), 0xFE))
_SCAN, _END = 0xDA, 0xD9
_KNOWN = _FRAMES | _TABLES | _DROPPED | {_SCAN}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_ORIENTATION, _EXIF_TABLE, _TAKEN = 0x0112, 0x8769, 0x9003
_TIME = re.compile(rb"((?:19|20)[0-9]{2}):([0-9]{2}):([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")


class NotCleanable(Exception):
    """A file whose kind can't be cleaned, or a damaged one."""

    def __init__(self) -> None:
        super().__init__("this file can't be cleaned")


@dataclass(frozen=True, slots=True)
class Told:
    """What a photo's Exif said that matters: when it was taken (empty if it didn't say) and how it is to be turned."""

    taken: str = ""
    orientation: int = UPRIGHT


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without its metadata. Another `orientation` than 1: it lies on its side now, and the page says so."""

    media_type: str
    data: bytes
    told: Told


def clean(data: bytes) -> Cleaned:
    """Clean a JPEG, PNG or WebP file. Raises NotCleanable on any other bytes, and nothing else on any."""
    if data.startswith(b"\xff\xd8"):
        return _cleaned("image/jpeg", *_jpeg(data))
    if data.startswith(_PNG):
        return _cleaned("image/png", *_png(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _cleaned("image/webp", *_webp(data))
    raise NotCleanable


def _cleaned(media_type: str, parts: list[bytes], exif: bytes) -> Cleaned:
    return Cleaned(media_type, b"".join(parts), read_exif(exif))


def _jpeg(data: bytes) -> tuple[list[bytes], bytes]:
    parts, exif, at, has_frame, has_scan = [data[:2]], b"", 2, False, False
    while True:
        marker, at = _marker(data, at)
        if marker == _END and has_scan:
            return [*parts, b"\xff\xd9"], exif
        size = int.from_bytes(data[at : at + 2], "big")
        if marker not in _KNOWN or size < 2 or at + size > len(data):
            raise NotCleanable
        body, at = data[at + 2 : at + size], at + size
        if marker == 0xE1 and body.startswith(_EXIF):
            exif = exif or body[len(_EXIF) :]
        body = _kept_segment(marker, body)
        if marker not in _DROPPED or body:
            parts.append(bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body)
        has_frame = has_frame or marker in _FRAMES
        if marker == _SCAN:
            end = _MARKER.search(data, at)
            if not has_frame or end is None:
                raise NotCleanable
            parts.append(data[at : end.start()])
            at, has_scan = end.start(), True


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Read the marker at a place, past any number of fill bytes."""
    if data[at : at + 1] != b"\xff":
        raise NotCleanable
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise NotCleanable
    return data[at], at + 1


def _kept_segment(marker: int, body: bytes) -> bytes:
    """Give what stays of a segment: JFIF without its thumbnail, the colour profile, Adobe's colour transform."""
    if marker not in _DROPPED:
        return body
    if marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        return body[:12] + b"\0\0"
    if marker == 0xE2 and body.startswith(_ICC):
        return body
    if marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
        return body[:12]
    return b""


def _png(data: bytes) -> tuple[list[bytes], bytes]:
    parts, exif, at, has_data = [_PNG], b"", len(_PNG), False
    while True:
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise NotCleanable
        is_critical = not kind[0] & 0x20
        if (kind == b"IHDR") != (at == len(_PNG)) or (is_critical and kind not in _PNG_KEPT):
            raise NotCleanable
        if kind in _PNG_KEPT:
            parts.append(data[at:end])
        elif kind == b"eXIf":
            exif = exif or data[at + 8 : end - 4]
        has_data = has_data or kind == b"IDAT"
        if kind == b"IEND":
            if not has_data or size:
                raise NotCleanable
            return parts, exif
        at = end


def _webp(data: bytes) -> tuple[list[bytes], bytes]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise NotCleanable
    found: dict[bytes, bytes] = {}
    at = 12
    while at < end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise NotCleanable
        found.setdefault(kind, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    if (b"VP8 " in found) == (b"VP8L" in found) or b"ANIM" in found or b"ANMF" in found:
        raise NotCleanable
    if b"VP8X" in found:
        found[b"VP8X"] = _webp_header(found[b"VP8X"])
    chunks = [kind + _riff(found[kind]) for kind in _WEBP_KEPT if kind in found]
    size = 4 + sum(map(len, chunks))
    return [b"RIFF", size.to_bytes(4, "little"), b"WEBP", *chunks], found.get(b"EXIF", b"").removeprefix(_EXIF)


def _webp_header(body: bytes) -> bytes:
    if len(body) != 10:
        raise NotCleanable
    return bytes((body[0] & _WEBP_FLAGS, 0, 0, 0)) + body[4:]


def _riff(body: bytes) -> bytes:
    return len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def read_exif(exif: bytes) -> Told:
    """Read two facts of an Exif block; what can't be read is as if it weren't there."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(exif[:4])
    if order is None:
        return Told()
    is_big = order == "big"
    main = _table(exif, _number(exif, 4, 4, is_big), is_big)
    turned = _number(exif, main.get(_ORIENTATION, len(exif)), 2, is_big)
    inner = _table(exif, _number(exif, main.get(_EXIF_TABLE, len(exif)), 4, is_big), is_big)
    where = _number(exif, inner.get(_TAKEN, len(exif)), 4, is_big)
    return Told(_time(exif[where : where + 19] if where else b""), turned if 1 <= turned <= 8 else UPRIGHT)


def _table(exif: bytes, at: int, is_big: bool) -> dict[int, int]:
    """Give where the value of each tag of a directory stands."""
    if not at:
        return {}
    entries = range(at + 2, at + 2 + 12 * _number(exif, at, 2, is_big), 12)
    whole = (one for one in entries if one + 12 <= len(exif))
    return {_number(exif, one, 2, is_big): one + 8 for one in whole}


def _number(data: bytes, at: int, size: int, is_big: bool) -> int:
    """Read a number; nought where the bytes end before."""
    part = data[at : at + size]
    return int.from_bytes(part, "big" if is_big else "little") if len(part) == size else 0


def _time(text: bytes) -> str:
    """Write Exif's time as ISO 8601, without a zone: the camera's own clock."""
    match = _TIME.fullmatch(text)
    try:
        return datetime(*(int(part) for part in match.groups())).isoformat() if match else ""  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return ""
