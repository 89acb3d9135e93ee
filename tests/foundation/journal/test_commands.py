"""What an operator's timer and hand do with the journal."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from safar.foundation.journal.closing import close_day
from safar.foundation.journal.keys import journal_signer, witness_signer

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


def test_the_day_is_closed_once() -> None:
    first = said("journal", "close")
    assert first == f"{timezone.now().date()}: 64 leaves, 0 of them open"
    assert said("journal", "close") == first


def test_the_state_of_a_journal_that_is_in_order() -> None:
    said("journal", "close")
    told = said("journal", "state")
    assert f"newest checkpoint: {timezone.now().date()}, 64 leaves" in told
    assert "nobody checks this journal" in told
    said("witness", "name", str(witness_signer().key))
    assert "signed nothing yet" in said("journal", "state")


def test_a_missing_head_ends_with_1() -> None:
    close_day(timezone.now().date() - timedelta(days=3))
    with pytest.raises(CommandError, match="26 hours") as ended:
        said("journal", "state")
    assert ended.value.returncode == 1


def test_keys_are_printed() -> None:
    assert said("journal", "key") == str(journal_signer().key)
    assert said("witness", "key") == str(witness_signer().key)


def test_nothing_is_published_before_the_first_closing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no checkpoint yet"):
        said("journal", "publish", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("folder", "--live", "http://127.0.0.1:9")])
def test_the_audit_takes_a_folder_or_a_site(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="a folder, or a site") as ended:
        said("audit", *words)
    assert ended.value.returncode == 2
