"""Pictures made byte by byte, with every place in which a phone hides something; the browser cleans the same ones."""

from __future__ import annotations

import struct
import zlib

SECRET = b"N 25.2854 E 51.5310 Jane's phone"
TAKEN, ISO = b"2026:05:17 21:04:09", "2026-05-17T21:04:09"


def exif(taken: bytes = TAKEN, orientation: int = 6, *, is_big: bool = False, table: int = 50) -> bytes:
    """A TIFF block: a main directory with orientation, the Exif directory with the time, then what gives her away."""
    end = ">" if is_big else "<"
    head = (b"MM" if is_big else b"II") + struct.pack(end + "HI", 42, 8)
    short = struct.pack(end + "HHIHH", 0x0112, 3, 1, orientation, 0)
    pointer = struct.pack(end + "HHII", 0x8769, 4, 1, table)
    maker = struct.pack(end + "HHII", 0x010F, 2, len(SECRET), 100)
    main = struct.pack(end + "H", 3) + maker + short + pointer + struct.pack(end + "I", 0)
    inner = struct.pack(end + "HHHII", 1, 0x9003, 2, 20, 72) + struct.pack(end + "I", 0)
    return (head + main + inner).ljust(72, b"\0") + taken.ljust(20, b"\0") + b"\0" * 8 + SECRET


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
ICC = segment(0xE2, b"ICC_PROFILE\0\1\1" + b"colours")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
SHOWN = segment(0xDB, bytes(65)) + segment(0xC2, b"\x08\0\1\0\1\1\1\x11\0") + segment(0xC4, bytes(17))
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
PLAIN_JPEG = b"\xff\xd8" + JFIF + ICC + ADOBE + SHOWN + SCAN + segment(0xC4, bytes(17)) + SCAN + b"\xff\xd9"


def jpeg(block: bytes | None = None, *, tail: bytes = b"PK\3\4" + SECRET) -> bytes:
    """A progressive JPEG whose every hiding place is used; cleaned, it is PLAIN_JPEG."""
    thumbnail = JFIF[:2] + struct.pack(">H", 16 + 3) + JFIF[4:-2] + b"\1\1" + b"pix"
    apps = segment(0xE1, b"Exif\0\0" + (exif() if block is None else block))
    apps += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET) + segment(0xED, b"Photoshop 3.0\0" + SECRET)
    apps += (
        segment(0xE2, b"MPF\0" + SECRET) + segment(0xFE, SECRET) + b"\xff\xff" + ICC + segment(0xE0, b"JFXX\0" + SECRET)
    )
    adobe = segment(0xEE, ADOBE[4:] + SECRET)
    between = segment(0xFE, SECRET) + segment(0xC4, bytes(17))
    return b"\xff\xd8" + thumbnail + apps + adobe + SHOWN + SCAN + between + SCAN + b"\xff\xd9" + tail


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"sRGB", b"\0")
_PIXELS = chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
PLAIN_PNG = _PNG + _PIXELS + chunk(b"IEND", b"")


def png(block: bytes | None = None, *, tail: bytes = SECRET) -> bytes:
    """A PNG whose every hiding place is used; cleaned, it is PLAIN_PNG."""
    texts = chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)
    texts += chunk(b"zTXt", b"x\0\0" + zlib.compress(SECRET)) + chunk(b"tIME", b"\x07\xea\5\x11\x15\4\x09")
    own = chunk(b"eXIf", exif() if block is None else block) + chunk(b"prVt", SECRET)
    return _PNG + texts + own + _PIXELS + chunk(b"tEXt", b"Late\0" + SECRET) + chunk(b"IEND", b"") + tail


def riff(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def webp_of(*chunks: bytes, tail: bytes = b"") -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body + tail


_SIZES = b"\0\0\0\0\0\0"
_LOSSY, _PROFILE = riff(b"VP8 ", b"odd"), riff(b"ICCP", b"colour")
PLAIN_WEBP = webp_of(riff(b"VP8X", b"\x20\0\0\0" + _SIZES), _PROFILE, _LOSSY)
SIMPLE_WEBP = webp_of(riff(b"VP8L", b"pixels"))


def webp(block: bytes | None = None, *, tail: bytes = SECRET) -> bytes:
    """A WebP whose every hiding place is used; cleaned, it is PLAIN_WEBP."""
    own = riff(b"EXIF", exif() if block is None else block) + riff(b"XMP ", SECRET) + riff(b"JUNK", SECRET)
    header = riff(b"VP8X", b"\x2c\7\7\7" + _SIZES)
    return webp_of(header, _PROFILE, _LOSSY, own, riff(b"ICCP", SECRET), tail=tail)


MADE = {
    "jpeg": (jpeg, PLAIN_JPEG, "image/jpeg"),
    "png": (png, PLAIN_PNG, "image/png"),
    "webp": (webp, PLAIN_WEBP, "image/webp"),
}
REFUSED = {
    "nothing": b"",
    "pdf": b"%PDF-1.7\n",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "html": b"<!doctype html><script>1</script>",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "gif": b"GIF89a\1\0\1\0",
    "zip": b"PK\3\4",
    "half a jpeg": PLAIN_JPEG[:-2],
    "jpeg without a frame": b"\xff\xd8" + JFIF + SCAN + b"\xff\xd9",
    "jpeg without a scan": b"\xff\xd8" + JFIF + SHOWN + b"\xff\xd9",
    "jpeg with a length of one": b"\xff\xd8\xff\xe0\0\1" + PLAIN_JPEG[2:],
    "jpeg with a length beyond": b"\xff\xd8\xff\xfe\xff\xff" + PLAIN_JPEG[2:],
    "jpeg with another marker": b"\xff\xd8\xff\xf0\0\2" + PLAIN_JPEG[2:],
    "jpeg that ends in fill": b"\xff\xd8\xff\xff\xff",
    "png with a wrong sum": PLAIN_PNG[:-1] + b"\0",
    "png without pixels": _PNG + chunk(b"IEND", b""),
    "png without an end": _PNG + _PIXELS,
    "png with two heads": _PNG + _PNG[8:33] + _PIXELS + chunk(b"IEND", b""),
    "png with an unknown part that matters": _PNG + chunk(b"EVIL", b"") + _PIXELS + chunk(b"IEND", b""),
    "png with an end that holds something": _PNG + _PIXELS + chunk(b"IEND", b"x"),
    "png whose length is beyond": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
    "webp that moves": webp_of(riff(b"VP8X", b"\2\0\0\0" + _SIZES), riff(b"ANIM", bytes(6)), _LOSSY),
    "webp without a picture": webp_of(riff(b"VP8X", b"\0\0\0\0" + _SIZES)),
    "webp with two pictures": webp_of(_LOSSY, riff(b"VP8L", b"x")),
    "webp with a short head": webp_of(riff(b"VP8X", b"\0"), _LOSSY),
    "webp cut short": PLAIN_WEBP[:-2],
    "webp with a length beyond": webp_of(b"EXIF\xff\xff\xff\x7f", _LOSSY),
}
TIMES = {
    b"2026:05:17 21:04:09": ISO,
    b"2024:02:29 00:00:00": "2024-02-29T00:00:00",
    b"2026:02:29 00:00:00": "",
    b"2026:13:01 00:00:00": "",
    b"2026:01:01 24:00:00": "",
    b"2026:01:01 00:00:60": "",
    b"1826:01:01 00:00:00": "",
    b"0000:00:00 00:00:00": "",
    b"    :  :     :  :  ": "",
    b"<script>alert(1)</s": "",
    "٢٠٢٦:05:17 2".encode(): "",
}
