"""Fetching a publisher's file over real HTTP: whole and new, or a reason in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from safar.foundation.fetching import FetchFailed, fetch, link_on_page
from tests.publisher import Answer, Publisher, publishing


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with publishing() as server:
        yield server


def test_a_file_comes_whole_with_its_marks(publisher: Publisher) -> None:
    headers = {"ETag": '"one"', "Last-Modified": "Fri, 20 Nov 2026 08:00:00 GMT"}
    publisher.answers["/files/2026-11-20%20list.csv"] = Answer(b"a,b\n", headers=headers)
    got = fetch(f"{publisher.address}/files/2026-11-20%20list.csv")
    assert (got.content, got.etag, got.last_modified) == (b"a,b\n", '"one"', headers["Last-Modified"])
    assert got.file_name == "2026-11-20 list.csv"
    assert publisher.asked[0][1]["user-agent"].startswith("Safar/")


def test_what_is_known_is_not_sent_again(publisher: Publisher) -> None:
    publisher.answers["/list.csv"] = Answer(b"a,b\n", headers={"ETag": '"one"'})
    again = fetch(f"{publisher.address}/list.csv", etag='"one"')
    assert (again.is_unchanged, again.content) == (True, b"")
    assert not fetch(f"{publisher.address}/list.csv", etag='"other"').is_unchanged


def test_the_server_may_name_the_file(publisher: Publisher) -> None:
    named = {"Content-Disposition": 'attachment; filename="../../etc/roster-2026-11-20.csv"'}
    publisher.answers["/download?id=7"] = Answer(b"x", headers=named)
    assert fetch(f"{publisher.address}/download?id=7").file_name == "roster-2026-11-20.csv"


def test_a_redirect_is_followed_on_the_web(publisher: Publisher) -> None:
    publisher.answers["/old"] = Answer(status=302, headers={"Location": "/new"})
    publisher.answers["/new"] = Answer(b"here")
    got = fetch(f"{publisher.address}/old")
    assert (got.content, got.came_from) == (b"here", f"{publisher.address}/new")


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x"])
def test_a_redirect_leads_nowhere_else(publisher: Publisher, place: str) -> None:
    publisher.answers["/old"] = Answer(status=302, headers={"Location": place})
    with pytest.raises(FetchFailed, match="not followed"):
        fetch(f"{publisher.address}/old")


def test_a_circle_of_redirects_ends(publisher: Publisher) -> None:
    publisher.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    publisher.answers["/b"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchFailed, match="circle"):
        fetch(f"{publisher.address}/a")
    assert len(publisher.asked) < 12


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_an_error_is_told(publisher: Publisher, status: int) -> None:
    publisher.answers["/list.csv"] = Answer(b"<html>no</html>", status=status)
    with pytest.raises(FetchFailed, match=f"answered {status}"):
        fetch(f"{publisher.address}/list.csv")


def test_a_file_that_is_announced_as_too_large_is_not_read(publisher: Publisher) -> None:
    publisher.answers["/list.csv"] = Answer(b"x", announced=10_000_000)
    with pytest.raises(FetchFailed, match="larger than 1000 bytes"):
        fetch(f"{publisher.address}/list.csv", most_bytes=1000)


def test_an_endless_file_ends_at_the_limit(publisher: Publisher) -> None:
    publisher.answers["/list.csv"] = Answer(is_endless=True)
    with pytest.raises(FetchFailed, match="larger than 1000000 bytes"):
        fetch(f"{publisher.address}/list.csv", most_bytes=1_000_000)


def test_a_file_that_breaks_off_is_none(publisher: Publisher) -> None:
    publisher.answers["/list.csv"] = Answer(b"a,b\n1,2\n", announced=500)
    with pytest.raises(FetchFailed, match="broke off after 8 of 500 bytes"):
        fetch(f"{publisher.address}/list.csv")


def test_nobody_answers(publisher: Publisher) -> None:
    with pytest.raises(FetchFailed, match=r"could not be fetched: .*refused"):
        fetch("http://127.0.0.1:9/list.csv", timeout=2)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "/etc/passwd", ""])
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchFailed, match="no web address"):
        fetch(url)


PAGE = b"""<html><a href="/about">About</a>
<a class=x href='/media/1/2026-11-20_Worker.csv?a=1&amp;b=2'>CSV</a> <a href="/media/0/2026-11-13_Worker.csv">old</a>"""


def test_the_first_link_that_fits_is_taken() -> None:
    assert link_on_page(PAGE, "https://a.example/x/y", r"Worker\.csv") == (
        "https://a.example/media/1/2026-11-20_Worker.csv?a=1&b=2"
    )


def test_a_page_that_has_changed_is_told() -> None:
    with pytest.raises(FetchFailed, match="has no link like"):
        link_on_page(PAGE, "https://a.example/x/y", r"\.xlsx$")
