"""Come back without script: the receipt and its word ride along in each request, and open the case in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from safar.foundation.vault.cleaning import NotCleanable
from safar.foundation.vault.sealed import Refused
from safar.rooms.casework.actions import worker
from safar.rooms.casework.actions.plain import add_plain, answer_plain, revoke_plain, second_receipt
from safar.rooms.casework.forms.help import DUE, KEEPS, PURPOSES, STATES, ReturnForm
from safar.rooms.casework.forms.help_words import IN_VAIN, NOT_NOW, REQUEST_WORDS
from safar.rooms.casework.forms.papers import blackened, papers_in
from safar.rooms.casework.forms.plain import cleaned_files
from safar.rooms.casework.opened import PlainFolder
from safar.rooms.casework.queries.plain import body_to, file_in, open_plain
from safar.rules.receipts import groups, read_receipt

Change = Callable[[PlainFolder, QueryDict, list[bytes]], str]


def come_back(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Ask for the number."""
    return _asked(request, ReturnForm())


def open_case(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Open the case, or say that it doesn't: the same for a wrong, a deleted and a mistyped number."""
    form = ReturnForm(data)
    typed = read_receipt(data.get("receipt", ""))
    if form.is_valid() and typed.problem is not None:
        form.add_error("receipt", _("That is not a number of 24 digits."))
    if not form.is_valid():
        return _asked(request, form)
    case = _case(data)
    if case is None:
        words = _("This number and word open nothing here. Look at the digits and the word. It may have been deleted.")
        form.add_error(None, words)
        return _asked(request, form)
    return _shown(request, case, data)


def changed(change: Change) -> Callable[[HttpRequest, QueryDict, list[bytes]], HttpResponse]:
    """Wrap a change: open the case, change it, show it anew with one line on what was done, or why it was not."""

    def act(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
        case = _case(data)
        if case is None:
            return open_case(request, data, files)
        try:
            said, wrong = change(case, data, files), ""
        except (Refused, Http404, NotCleanable) as error:
            said, wrong = "", _why(error)
        after = _case(data)
        return _shown(request, after, data, said, wrong) if after else _gone(request)

    return act


def add_or_ask(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Offer to blacken words about papers before anything is sealed; what she sends then goes as it stands."""
    is_masked = data.get("go") == "mask"
    draft = blackened(data.get("text", "")) if is_masked else data.get("text", "")
    case = _case(data) if is_masked or (papers_in(draft) and "looked" not in data) else None
    if case is None:
        return changed(_add)(request, data, files)
    return _page(request, case, data, {"draft": draft, "papers": papers_in(draft), "wrong": lost(files)})


def lost(files: list[bytes]) -> str:
    """Say that photos don't ride along: a browser never fills a file field in again."""
    return _("Your photos were not kept. Choose them again before you send.") if files else ""


def give_file(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Give a file as a download that no browser opens by itself."""
    typed = read_receipt(data.get("receipt", ""))
    found = file_in(typed.digits, data.get("word", ""), data.get("eid", ""), today=timezone.now().date())
    if typed.problem is not None or found is None:
        return open_case(request, data, files)
    headers = {"Content-Disposition": f'attachment; filename="safar-{_plain_name(found[0])}"'}
    return HttpResponse(found[1], content_type="application/octet-stream", headers=headers)


def _add(case: PlainFolder, data: QueryDict, files: list[bytes]) -> str:
    text = data.get("text", "").strip()
    if not text and not files:
        return _("Write at least a few words.")
    add_plain(case, text, cleaned_files(files, with_day=False), now=timezone.now())
    return _("Locked and sent.")


def _answer(case: PlainFolder, data: QueryDict, files: list[bytes]) -> str:
    ask = next(
        (one.ask for one in case.said if one.ask and one.ask.to == data.get("to") and one.ask.answer is None), None
    )
    if ask is None:
        raise Refused("there is no such question")
    to = body_to(ask.body, ask.purpose, ask.until, today=timezone.now().date())
    answer_plain(case, ask, to, data.get("yes") == "yes", now=timezone.now())
    return _("Locked and sent.")


def _revoke(case: PlainFolder, data: QueryDict, files: list[bytes]) -> str:
    revoke_plain(case, data.get("body", ""), now=timezone.now())
    return _("They can't open it any more. What they have read, they have read.")


def _keep(case: PlainFolder, data: QueryDict, files: list[bytes]) -> str:
    worker.change_keep(case.held.cid, case.held.token, data.get("keep", ""), now=timezone.now())
    return _("Your choice is stored.")


def _second(case: PlainFolder, data: QueryDict, files: list[bytes]) -> str:
    receipt = second_receipt(case, data.get("second_word", ""), now=timezone.now())
    shown = "\u2066" + " ".join(groups(receipt)) + "\u2069"
    return _("Write this second number down now. It is shown only once: {number}").format(number=shown)


def _delete(case: PlainFolder, data: QueryDict, files: list[bytes]) -> str:
    if "sure" not in data:
        return _("Tick that you are sure.")
    worker.delete(case.held.cid, case.held.token, now=timezone.now())
    return ""


def _case(data: QueryDict) -> PlainFolder | None:
    typed = read_receipt(data.get("receipt", ""))
    if typed.problem is not None:
        return None
    return open_plain(typed.digits, data.get("word", ""), today=timezone.now().date())


def _why(error: Exception) -> str:
    if isinstance(error, NotCleanable):
        return _("We could not clean this. Photograph the page instead.")
    return _("It was refused: nothing was changed. Open your number again and look.")


def _plain_name(name: str) -> str:
    return "".join(sign for sign in name if sign.isascii() and sign.isalnum()) or "file"


def _asked(request: HttpRequest, form: ReturnForm) -> HttpResponse:
    shown = {"form": form, "address": request.path, "quick_exit": True}
    return render(request, "casework/help_return.html", shown)


def _gone(request: HttpRequest) -> HttpResponse:
    shown = {"said": _("Everything is deleted."), "address": request.path, "quick_exit": True}
    return render(request, "casework/help_said.html", shown)


def _shown(request: HttpRequest, case: PlainFolder, data: QueryDict, said: str = "", wrong: str = "") -> HttpResponse:
    return _page(request, case, data, {"said": said, "wrong": wrong})


def _page(request: HttpRequest, case: PlainFolder, data: QueryDict, said: dict[str, Any]) -> HttpResponse:
    typed = {"receipt": read_receipt(data.get("receipt", "")).digits, "word": data.get("word", "")}
    shown = _parts(case) | typed | said | {"address": request.path, "quick_exit": True}
    return render(request, "casework/help_folder.html", shown)


def _parts(case: PlainFolder) -> dict[str, Any]:
    folder = case.folder
    return {
        "case": case,
        "folder": folder,
        "state": STATES.get(folder["state"], ""),
        "steps": [(DUE.get(step["kind"], step["kind"]), step) for step in folder["steps"]],
        "readers": [(slot, PURPOSES.get(slot["purpose"], "")) for slot in folder["slots"]],
        "entries": [(one, PURPOSES.get(one.ask.purpose, "") if one.ask else "") for one in case.said],
        "notices": [{**one, **_notice(one)} for one in folder["notices"]],
        "keeps": KEEPS,
        "not_now": NOT_NOW,
        "in_vain": IN_VAIN,
    }


def _notice(one: dict[str, Any]) -> dict[str, Any]:
    return {name: REQUEST_WORDS.get(one[name], one[name]) for name in ("requester", "basis", "decision")}


FOLDER_ACTS = {
    "return": come_back,
    "open": open_case,
    "add": add_or_ask,
    "answer": changed(_answer),
    "revoke": changed(_revoke),
    "keep-choice": changed(_keep),
    "second": changed(_second),
    "delete": changed(_delete),
    "file": give_file,
}
