"""The sentences that the worker's page says from script, and the words about papers that it offers to blacken."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from safar.rooms.casework.forms.help import DUE, PURPOSES, STATES

FILING: dict[str, Any] = {
    "progress": _("Step {step} of {steps}"),
    "choose-harm": _("Choose at least one thing that happened."),
    "choose-country": _("Choose a country."),
    "choose-body": _("Choose at least one body that can read it."),
    "too-many-bodies": _("Choose six at most."),
    "write-something": _("Write at least a few words, or record your voice."),
    "nobody-here": _("No body there takes locked messages here yet."),
    "call-one": _("You can call one of these."),
    "name-home": _("Go back and choose the country that you are from, or are in now: its bodies are listed too."),
    "by-telephone": _("Reached by telephone only"),
    "not-offered": _("Not offered, and why"),
    "done": _("It is sent. This is your number"),
    "languages": _("Languages: {languages}"),
    "free": _("It costs nothing."),
    "not-free": _("It costs money: ask first."),
    "review-what": _("What happened"),
    "review-employer": _("Employer or recruiter"),
    "review-who": _("Who can read it"),
    "review-text": _("Your words"),
    "review-files": _("Photos and papers"),
    "file-too-big": _("A file is too large, or there are too many. At most six, 4 MB each."),
    "cleaned": _("Place, time and owner are taken out."),
    "turned": _("Cleaned. It may lie on its side now."),
    "record": _("Record my voice"),
    "stop-recording": _("Stop recording"),
    "recorded": _("Your recording. It can be listened to only by those that you chose."),
    "no-microphone": _("The microphone can't be used. Allow it in your browser, or write instead."),
    "not-cleaned": _("We could not clean this. Photograph the page instead, or send it as it is."),
    "promise": _(
        "This site has signed that your message will stand in its journal by {due}. This is checked when you come back."
    ),
    "promise-bad": _("Careful: the site's promise about your message does not fit. Tell somebody you trust."),
    "unsent": _("Some photos were not sent. Come back with your number and add them again."),
    "busy": _("Many people are writing at the moment. Wait a little and try again."),
    "refused": _("It was refused: nothing was changed. Open your number again and look."),
    "no-way": _("That did not work. Nothing was sent. Look whether you have a connection, and try again."),
}
NOT_NOW = _(
    "Careful: we would not let them in today. They may have to report people, or they have closed."
    " When you take your case away from anybody, they lose it too."
)
IN_VAIN = _(
    "As things stand, the body you wait for can't be given your case, so nobody will read it."
    " You can delete it and tell another body."
)
FOLDER: dict[str, Any] = {
    "wrong-number": _("That is not a number of 24 digits."),
    "opens-nothing": _(
        "This number and word open nothing here. Look at the digits and the word. It may also have been deleted."
    ),
    "your-case": _("Your case"),
    "a-claim": _("A claim against you or your company"),
    "sealed-by-server": _("It was locked by this site, not by your phone."),
    "due": _("Due by {day}: {what}."),
    "overdue": _("This is late: {what} was due by {day}."),
    "you": _("You wrote"),
    "they": _("{name} wrote"),
    "not-confirmed": _("Not confirmed: we can't show that they wrote this."),
    "unknown-reader": _("Careful: this was also locked to a key that we don't know."),
    "not-readable": _("This part can't be opened with your number."),
    "show-file": _("Show the file"),
    "save-file": _("Save the file. Open it only where there is no network."),
    "ask-consent": _("May {name} read your case too, {purpose}, until {until}?"),
    "ask-part": _("May {name} read a part of your case, {purpose}, until {until}?"),
    "ask-claim": _("May this text be given to the employer or recruiter?"),
    "answered-yes": _("You said yes."),
    "answered-no": _("You said no."),
    "not-let-in": _("It was refused: that body can't be let in, so nobody was."),
    "gone-body": _("That body takes nothing here today, so nobody was let in."),
    "until": _("until {day}"),
    "not-now": NOT_NOW,
    "in-vain": IN_VAIN,
    "request": _("On {day} somebody asked for data about your case: {who}, on the ground of {basis}."),
    "request-decided": _("What happened with it: {decision}. What was given: {given}."),
    "nothing": _("nothing"),
    "sent": _("Locked and sent."),
    "kept": _("Your choice is stored."),
    "taken-away": _("They can't open it any more. What they have read, they have read."),
    "second-made": _("Write this second number down now. It is shown only once."),
    "deleted": _("Everything is deleted."),
    "be-sure": _("Tick that you are sure."),
    "proof-good": _(
        "Checked in this browser: every act on your case stands in the site's signed journal, or is promised."
    ),
    "proof-unsigned": _("The acts fit the journal. This browser can't check the signature under it."),
    "proof-late": _("Careful: an act on your case is not in the site's journal yet, though it should be."),
    "proof-bad": _("Careful: an act on your case does not fit the site's journal. Tell somebody you trust."),
}
REQUEST_WORDS: dict[str, Any] = {
    "court": _("a court"),
    "police": _("police or prosecution"),
    "control": _("an authority that controls who may stay"),
    "authority": _("another authority"),
    "employer": _("an employer or recruiter"),
    "other": _("somebody else"),
    "judicial": _("an order of a judge"),
    "administrative": _("an order without a judge"),
    "none": _("no ground at all"),
    "open": _("not decided yet"),
    "refused": _("refused"),
    "part": _("given in part"),
    "given": _("given"),
}
PAPERS = (
    *("visa", "passport", "undocumented", "illegal", "overstay", "overstayed", "permit expired", "expired permit"),
    *("work permit", "residence permit", "immigration", "deport", "deported", "run away", "runaway", "iqama"),
    *(
        "pasaporte",
        "sin papeles",
        "indocumentado",
        "indocumentada",
        "permiso vencido",
        "deportar",
        "migración",
        "ilegal",
    ),
    *("تأشيرة", "فيزا", "جواز", "إقامة", "اقامة", "هارب", "هاربة", "ترحيل", "غير قانوني", "الهجرة"),
    *("वीज़ा", "वीजा", "पासपोर्ट", "अवैध", "निर्वासित", "परमिट", "भिसा", "राहदानी", "अवैधानिक", "अध्यागमन"),
    *("bisa", "pasaporte ko", "tnt", "ilegal na", "walang papel", "paso na ang", "ipapa-deport"),
    *("ভিসা", "পাসপোর্ট", "অবৈধ", "আকামা", "নির্বাসন", "পারমিট"),
    *("ویزا", "پاسپورٹ", "غیر قانونی", "اقامہ", "ملک بدر"),
    *("paspor", "izin kerja", "izin tinggal", "deportasi", "dideportasi", "kabur"),
    *("sans-papiers", "sans papiers", "passeport", "titre de séjour", "carte de séjour", "clandestin", "expulsé"),
    *("passaporte", "sem papéis", "autorização de residência", "deportado"),
    *("ቪዛ", "ፓስፖርት", "ሕገወጥ", "ህገወጥ", "መኖሪያ ፈቃድ"),
)
"""Words about papers and status, in the six languages of the site and in Bengali, Urdu, Indonesian, French, Portuguese
and Amharic, which people write here too. A list of words, no judgement of any."""


def folder_sentences() -> tuple[tuple[str, Any], ...]:
    """List what is said only where a case is open, by name."""
    more = {"state": STATES, "purpose": PURPOSES, "step": DUE, "request": REQUEST_WORDS}
    rest = [(f"{kind}-{name}", text) for kind, texts in more.items() for name, text in texts.items()]
    return (*FOLDER.items(), *rest)
