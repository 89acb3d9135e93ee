"""What was published, for programs: questions, cards, corridors, open data. Needs no vault and knows no visitor."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router
from pydantic import Field

from safar.rooms.reports.api import shapes
from safar.rooms.reports.queries.cards import card_of, cards_on
from safar.rooms.reports.queries.corridors import corridor, corridors, month_counts
from safar.rooms.reports.queries.questionnaire import questions

router = Router()
WRONG = frozenset({400, 404, 422})
LICENCE = "CC0-1.0"
CACHED = "public, max-age=300"
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Code = Annotated[str, Field(pattern="^[A-Z]{2}$")]


@router.get("/questionnaire", response={200: shapes.QuestionnaireOut, WRONG: shapes.Problem}, summary="What is asked")
def questionnaire(request: HttpRequest, response: HttpResponse, language: Language = "en") -> Any:
    """The questions in a language of the site; any other gives English."""
    response.headers["Cache-Control"] = CACHED
    sheet = questions(language if language in dict(settings.LANGUAGES) else "en")
    return {
        "title": sheet.title,
        "version": sheet.version,
        "source": sheet.source,
        "source_url": sheet.source_url,
        "answers": dict(sheet.answers),
        "questions": [
            {name: getattr(one, name) for name in shapes.QuestionOut.model_fields} for one in sheet.questions
        ],
    }


@router.get("/cards/{party}", response={200: shapes.CardOut, WRONG: shapes.Problem}, summary="A party's card")
def card(request: HttpRequest, response: HttpResponse, party: Path[shapes.Party], on: date | None = None) -> Any:
    """The card as it was published by a day; a party of which nothing is published has a card that says so."""
    response.headers["Cache-Control"] = CACHED
    return shapes.card_out(card_of(party, on or _today()))


@router.get(
    "/corridors/{origin}/{destination}",
    response={200: shapes.CorridorOut, WRONG: shapes.Problem},
    summary="What is usual on a way",
)
def one_corridor(request: HttpRequest, response: HttpResponse, origin: Path[Code], destination: Path[Code]) -> Any:
    """The shares and the median fee of all reports of a corridor, on ten answers or more."""
    found = corridor(origin, destination, _today())
    if not found.shares:
        raise Http404
    response.headers["Cache-Control"] = CACHED
    return shapes.corridor_out(found)


@router.get("/open-data", response={200: shapes.OpenDataOut, WRONG: shapes.Problem}, summary="All that is published")
def open_data(request: HttpRequest, response: HttpResponse) -> Any:
    """Cards with numbers, corridors, counts by month; small counts are withheld, and others that would give them."""
    response.headers["Cache-Control"] = CACHED
    today = _today()
    return {
        "licence": LICENCE,
        "cards": [shapes.card_out(one) for one in cards_on(today)],
        "corridors": [shapes.corridor_out(one) for one in corridors(today)],
        "counts": [cell for month in month_counts() for cell in shapes.cells_out(month)],
    }


def _today() -> date:
    return timezone.now().date()
