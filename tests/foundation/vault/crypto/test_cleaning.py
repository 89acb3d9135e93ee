"""What a phone writes into a photo is gone, the picture is not touched, and nothing else gets through as a picture."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from safar.foundation.vault.cleaning import Cleaned, NotCleanable, Told, clean
from tests.foundation.vault.crypto.pictures import (
    ISO,
    MADE,
    PLAIN_JPEG,
    PLAIN_PNG,
    PLAIN_WEBP,
    REFUSED,
    SECRET,
    SIMPLE_WEBP,
    TIMES,
    exif,
    jpeg,
    png,
    segment,
    webp,
)

Made = Callable[..., bytes]
KINDS = pytest.mark.parametrize("kind", MADE)


@KINDS
def test_all_that_tells_is_gone_and_the_picture_is_as_it_was(kind: str) -> None:
    made, plain, media_type = MADE[kind]
    assert SECRET in made()
    assert clean(made()) == Cleaned(media_type, plain, Told(ISO, 6))


@KINDS
def test_a_clean_picture_stays_as_it_is(kind: str) -> None:
    _, plain, media_type = MADE[kind]
    assert clean(plain) == Cleaned(media_type, plain, Told("", 1))
    assert clean(SIMPLE_WEBP).data == SIMPLE_WEBP


@KINDS
@pytest.mark.parametrize("tail", [b"", b"\0", b"%PDF-1.7", b"<script>1</script>", PLAIN_JPEG, PLAIN_PNG])
def test_what_follows_a_picture_is_dropped(kind: str, tail: bytes) -> None:
    made, plain, _ = MADE[kind]
    assert clean(made(tail=tail)).data == plain


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_whole_picture_is_not_cleaned(name: str) -> None:
    with pytest.raises(NotCleanable):
        clean(REFUSED[name])


@pytest.mark.parametrize("taken", TIMES)
def test_a_time_is_read_or_left_out(taken: bytes) -> None:
    assert clean(jpeg(exif(taken))).told.taken == TIMES[taken]


@pytest.mark.parametrize("is_big", [True, False])
@pytest.mark.parametrize("orientation", [0, 1, 3, 8, 9, 65_535])
def test_both_orders_of_bytes_are_read(is_big: bool, orientation: int) -> None:
    told = clean(png(exif(orientation=orientation, is_big=is_big))).told
    assert told == Told(ISO, orientation if 1 <= orientation <= 8 else 1)


@pytest.mark.parametrize("table", [0, 8, 71, 90, 10_000, 2**32 - 1])
def test_directories_that_point_anywhere_end(table: int) -> None:
    assert clean(webp(exif(table=table))).told.orientation == 6


@KINDS
@pytest.mark.parametrize("block", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", exif()[:60], b"Exif\0\0" + exif()])
def test_a_broken_exif_block_goes_without_a_word(kind: str, block: bytes) -> None:
    made, plain, _ = MADE[kind]
    assert clean(made(block)).data == plain


def test_the_first_exif_block_counts() -> None:
    other = segment(0xE1, b"Exif\0\0" + exif(b"2001:01:01 00:00:00"))
    assert clean(PLAIN_JPEG[:2] + segment(0xE1, b"Exif\0\0" + exif()) + other + PLAIN_JPEG[2:]).told.taken == ISO


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"RIFF"])
)
@settings(max_examples=400)
def test_any_bytes_are_cleaned_or_not_cleanable(data: bytes, start: bytes) -> None:
    try:
        clean(start + data)
    except NotCleanable:
        return


@given(st.sampled_from([jpeg(), png(), webp(), PLAIN_JPEG, PLAIN_PNG, PLAIN_WEBP]), st.data())
@settings(max_examples=400)
def test_a_picture_with_altered_bytes_too(data: bytes, draw: st.DataObject) -> None:
    """What comes out is clean: cleaning it again changes nothing and finds nothing."""
    altered = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        altered[draw.draw(st.integers(0, len(altered) - 1))] = draw.draw(st.integers(0, 255))
    try:
        once = clean(bytes(altered[: draw.draw(st.integers(0, len(altered)))]))
    except NotCleanable:
        return
    assert clean(once.data) == Cleaned(once.media_type, once.data, Told())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_real_encoders_picture_shows_the_same_afterwards(form: str) -> None:
    picture = Image.linear_gradient("L").convert("RGB")
    told = Image.Exif()
    told[0x0112], told[0x010F] = 6, SECRET.decode()
    file = BytesIO()
    picture.save(file, form, exif=told, quality=80)
    assert SECRET in file.getvalue()
    once = clean(file.getvalue())
    assert once.told == Told("", 6)
    assert SECRET not in once.data
    before, after = Image.open(BytesIO(file.getvalue())), Image.open(BytesIO(once.data))
    assert after.tobytes() == before.tobytes()
    assert not dict(after.getexif())


def test_four_megabytes_of_the_worst_bytes_end_soon() -> None:
    start = PLAIN_JPEG[:-2].removesuffix(b"V")
    for filling in (b"\xff\x00", b"\xff\xd0", b"\xff\xff", b"\xff\xfe\0\2"):
        with pytest.raises(NotCleanable):
            clean(start + filling * (4_000_000 // len(filling)))
