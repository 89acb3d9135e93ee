"""A long list in pages: the rows of one page, which page it is and how many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet

ROWS_OF_A_PAGE = 20
Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """One page of a list. A page past the end gives the last one."""

    rows: tuple[Row, ...]
    total: int
    page: int
    last: int


def slice_of(found: QuerySet[Stored], page: int, shown: Callable[[Stored], Row]) -> Slice[Row]:
    """Cut a page out of an ordered list and turn its rows into what is shown."""
    paginator = Paginator(found, ROWS_OF_A_PAGE)
    here = paginator.get_page(page)
    return Slice(tuple(shown(row) for row in here.object_list), paginator.count, here.number, paginator.num_pages)
