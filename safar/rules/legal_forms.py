"""Legal forms: the words after (or before) a name that say what kind of body it is, and nothing about who.

Written from general knowledge of company law and from the publishers' own lists of 2023 to 2026; as of 2026-11-24.
Each row has the countries where the form is used, one word for its kind, and its spellings in plain Latin letters (see
`transliteration`) without dots. Two names that differ in their legal form only are one name for a search; for the
question "is it the same party?" two *different* kinds speak against it (see `matching`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from safar.rules.plain_words import plain_words
from safar.rules.skeleton import skeleton


@dataclass(frozen=True, slots=True)
class LegalForm:
    """One kind of body. `where` it is written: at the "end", at "both" ends, or "anywhere" (it means nothing else)."""

    kind: str
    countries: str
    spellings: tuple[tuple[str, ...], ...]
    where: str = "end"


def _form(kind: str, countries: str, spellings: str, where: str = "end") -> LegalForm:
    return LegalForm(kind, countries, tuple(plain_words(spelling) for spelling in spellings.split(",")), where)


AS_OF = "2026-11-24"
FORMS: tuple[LegalForm, ...] = (
    _form(
        "limited", "GB IE IN KE NG HK CA AU",
        "limited, ltd, ltda, limted, limitd, limite, ltee, limitee, lmtd, cyf, cyfyngedig", "anywhere",
    ),
    _form(
        "limited", "IN PK BD NP LK ZA AU SG",
        "private limited, pvt ltd, pvt limited, private ltd, p ltd, pty ltd, pty limited, pte ltd, pte "
        "limited, pty, pvt, pvt lmt, proprietary limited", "anywhere",
    ),
    _form(
        "public-limited", "GB IE LK TH",
        "public limited company, plc, ccc, cwmni cyfyngedig cyhoeddus", "anywhere",
    ),
    _form(
        "public-limited", "TH KH BD",
        "public company limited, pcl, public co ltd, public co limited, public ltd", "anywhere",
    ),
    _form(
        "limited", "TH TW CN JP KR VN",
        "company limited, co ltd, co limited, company ltd, coltd, kabushiki kaisha, kabushiki gaisha, yugen "
        "kaisha, jusighoesa, youxiangongsi, gongsi",
    ),
    _form("guarantee", "GB", "limited by guarantee"),
    _form("incorporated", "US CA PH", "incorporated, inc, incorporation, incorporee, enr, enregistree", "anywhere"),
    _form("corporation", "US CA PH", "corporation, corp, corpn"),
    _form("company", "US CA GB", "company, co, cie, compagnie, compania, cia, companhia"),
    _form(
        "llc", "US AE OM QA",
        "limited liability company, llc, l l c, limited liability co, limited liability, wll, with limited "
        "liability, spc, sole proprietorship llc", "anywhere",
    ),
    _form("llc", "BH QA KW", "w l l, wll, bsc, kscc, ksc, fzco, fzc, fz llc, fze, fzllc, dmcc", "end"),
    _form("llp", "GB IN US CA", "limited liability partnership, llp", "anywhere"),
    _form("lp", "GB US CA", "limited partnership, lp"),
    _form("partnership", "GB US CA", "general partnership, partnership"),
    _form("pc", "US CA", "professional corporation, pc, pllc, professional limited liability company, prof corp"),
    _form("ulc", "CA", "unlimited liability company, ulc, unlimited"),
    _form("cic", "GB", "community interest company, cic", "anywhere"),
    _form("cio", "GB", "charitable incorporated organisation, cio, scio"),
    _form("sole", "GB", "sole trader, sole proprietor, sole proprietorship"),
    _form("society", "IN GB", "registered society, regd, registered"),
    _form(
        "gmbh", "DE AT CH",
        "gesellschaft mit beschrankter haftung, gmbh, ggmbh, gmbh and co kg, gmbh co kg, mbh", "anywhere",
    ),
    _form("ag", "DE AT CH", "aktiengesellschaft, ag"),
    _form("kg", "DE AT", "kommanditgesellschaft, kg, ohg, gbr, eg, ev, ug, ug haftungsbeschrankt, ek, kgaa"),
    _form("se", "EU", "societas europaea, se"),
    _form("bv", "NL BE", "besloten vennootschap, besloten vennootschap met beperkte aansprakelijkheid, bv, bvba"),
    _form("nv", "NL BE", "naamloze vennootschap, nv"),
    _form("vof", "NL BE", "vennootschap onder firma, vof, ua, cooperatie ua, maatschap, stichting, cv"),
    _form(
        "sa", "FR ES CH BR LU",
        "sociedad anonima, societe anonyme, sociedade anonima, sociedad anonima de capital variable, sa, sa "
        "de cv, sapi de cv, sab de cv, s a, s en c",
    ),
    _form("sarl", "FR MA TN", "societe a responsabilite limitee, sarl, suarl, eurl, sarlau"),
    _form("sas", "FR CO", "societe par actions simplifiee, sociedad por acciones simplificada, sas, sasu"),
    _form("snc", "FR IT", "societe en nom collectif, snc, sc, sci, scop"),
    _form(
        "srl", "IT RO ES AR",
        "societa a responsabilita limitata, societatea cu raspundere limitata, srl, srls, sociedad de "
        "responsabilidad limitada, s de rl, s de rl de cv, sociedad limitada, slu, sl",
    ),
    _form("spa", "IT CL", "societa per azioni, spa, sas di, sapa"),
    _form("limitada", "BR PT MZ AO", "limitada, lda, eireli, unipessoal lda, me, epp, mei"),
    _form(
        "sp-zoo", "PL",
        "spolka z ograniczona odpowiedzialnoscia, sp z oo, spzoo, sp zoo, spolka z oo", "anywhere",
    ),
    _form("spolka", "PL", "spolka akcyjna, spolka jawna, spolka komandytowa, sp j, spj, sp k, spk"),
    _form(
        "sro", "CZ SK",
        "spolecnost s rucenim omezenym, spolocnost s rucenim obmedzenym, sro, spol s ro", "anywhere",
    ),
    _form(
        "as", "NO DK CZ SK TR EE",
        "aksjeselskap, aktieselskab, akciova spolecnost, akciova spolocnost, as, asa, aps",
    ),
    _form("ab", "SE FI", "aktiebolag, ab, hb"),
    _form("oy", "FI", "osakeyhtio, oy, oyj, oy ab"),
    _form("kft", "HU", "korlatolt felelossegu tarsasag, kft, zrt, nyrt, bt"),
    _form("doo", "RS HR SI BA MK", "drustvo s ogranicenom odgovornoscu, doo, dd, ad, dooel"),
    _form("ood", "BG", "ood, eood, ead, дружество с ограничена отговорност"),
    _form(
        "ltd-sti", "TR",
        "limited sirketi, ltd sti, anonim sirketi, sirketi, sti, san ve tic, sanayi ve ticaret, san ve tic "
        "ltd sti, san tic ltd sti, san ve tic as, ve ticaret",
    ),
    _form(
        "ooo", "RU BY KZ",
        "общество с ограниченной ответственностью, ооо, ооо, мчж, тоо, осоо, ип, индивидуальный "
        "предприниматель, чп, пп", "both",
    ),
    _form(
        "ao", "RU",
        "акционерное общество, ао, зао, оао, пао, публичное акционерное общество, jsc, ojsc, cjsc, pjsc, "
        "joint stock company, open joint stock company, oao, zao, pao, ao, ooo, ano, ano do", "both",
    ),
    _form(
        "tov", "UA",
        "товариство з обмеженою відповідальністю, тов, пп, фоп, приватне підприємство, пат, прат, тзов, tov", "both",
    ),
    _form("sdn-bhd", "MY BN", "sendirian berhad, sdn bhd, sdn berhad, berhad, bhd, sdn, sdnbhd", "anywhere"),
    _form("pt", "ID", "perseroan terbatas, pt, tbk, cv, ud, persero", "both"),
    _form(
        "cong-ty", "VN",
        "công ty tnhh, công ty trách nhiệm hữu hạn, công ty cổ phần, công ty tnhh mtv, công ty tnhh một thành "
        "viên, cong ty, tnhh, jsc", "both",
    ),
    _form(
        "sharika", "AE SA EG JO KW",
        "شركة ذات مسؤولية محدودة, ذات مسؤولية محدودة, ذ م م, ذمم, شركة مساهمة, ش م م, مؤسسة, شركة, شركه, "
        "موسسه, مكتب, المحدودة, المحدوده, محدودة, ليمتد, لمتد, ليميتد, لتد, ال ال سي, إل إل سي, بي ال سي", "both",
    ),
    _form("limited", "IR AF", "شرکت, شرکت سهامی, با مسئولیت محدود, سهامی خاص", "both"),
    _form("limited", "PK", "پرائیویٹ لمیٹڈ, لمیٹڈ, لمیٹیڈ, پرائیویٹ, پرائیوٹ لمیٹڈ, پرائیوٹ, لیمیٹڈ", "anywhere"),
    _form(
        "limited", "IN NP",
        "प्राइवेट लिमिटेड, लिमिटेड, प्रा लि, प्रालि, लि, प्राइभेट लिमिटेड, प्राइवेट, प्राइभेट, लिमीटेड", "anywhere",
    ),
    _form("limited", "BD IN", "প্রাইভেট লিমিটেড, লিমিটেড, লিঃ, প্রা লি, প্রাইভেট, প্রাঃ লিঃ", "anywhere"),
    _form("limited", "RU UA", "лимитед, лтд, лмтд, лимитид, лимитэд, лімітед, лтд", "anywhere"),
    _form("limited", "ET", "ኃላፊነቱ የተወሰነ የግል ማህበር, ኃ የተ የግ ማ, ኃላ የተ የግል ማህበር, የግል ማህበር, ሊሚትድ", "anywhere"),
    _form("public-limited", "RU UA", "плс, плк, пэлси"),
    _form("llp", "RU UA IN", "ллп, एलएलपी", "anywhere"),
    _form("anonymi", "GR CY", "anonymi etaireia, ae, epe, ike, anonymos etaireia, oe, ee"),
)  # fmt: skip


WRITTEN_OUT = 3  # a form of so many words is one wherever it stands: "Limited Liability Company Iskusstvo"
_TABLE = {spelling: form for form in reversed(FORMS) for spelling in form.spellings}
_LONGEST = max(map(len, _TABLE))
_LAST = frozenset(spelling[-1] for spelling in _TABLE)
_FIRST = frozenset(
    spelling[0] for spelling, form in _TABLE.items() if form.where == "both" or len(spelling) >= WRITTEN_OUT
)
_INNER = frozenset(spelling[0] for spelling, form in _TABLE.items() if form.where == "anywhere")

_HEARD = frozenset(skeleton(word) for word in ("limited", "private"))
_LETTERS_OF_LTD = re.compile("l[ai]?[td][td]")
_HEARD_STARTS = frozenset("lpb")

Words = tuple[str, ...]


def strip_legal_form(words: Words) -> tuple[Words, Words]:
    """Give the words without legal forms, and the kinds found. A name that is nothing else stays whole.

    After a first form only words that can mean nothing else are taken as another: "Sushi Me Ltd" keeps its "me".

    >>> strip_legal_form(("acme", "pvt", "ltd")), strip_legal_form(("cellco", "ltd", "uk"))
    ((('acme',), ('limited',)), (('cellco', 'uk'), ('limited',)))
    """
    kinds: list[str] = []
    while words[-1:] and words[-1] in _LAST and (found := _at_end(words, is_first=not kinds)):
        words, kind = found
        kinds.append(kind)
    if words[:1] and words[0] in _FIRST and (found := _at_start(words)):
        words, kind = found
        kinds.append(kind)
    if not _INNER.isdisjoint(words[1:-1]):
        words = _without_inner(words, kinds)
    return words, tuple(dict.fromkeys(kinds))


def strip_heard_form(words: Words) -> Words:
    """Take off, for a search, what sounds like a form at the end: "lmted", "лимайтед", "ليميتيد", "praivet limitid".

    >>> strip_heard_form(("alrashed", "praivet", "limitid"))
    ('alrashed',)
    """
    words, _ = strip_legal_form(words)
    while len(words) > 1 and words[-1][0] in _HEARD_STARTS and _sounds_like_a_form(words[-1]):
        words, _ = strip_legal_form(words[:-1])
    return words


def _sounds_like_a_form(word: str) -> bool:
    return skeleton(word) in _HEARD or _LETTERS_OF_LTD.fullmatch(word) is not None


def _at_end(words: Words, *, is_first: bool) -> tuple[Words, str] | None:
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        form = _TABLE.get(words[-size:])
        if form and (is_first or form.where == "anywhere"):
            return words[:-size], form.kind
    return None


def _at_start(words: Words) -> tuple[Words, str] | None:
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        form = _TABLE.get(words[:size])
        if form and (form.where == "both" or size >= WRITTEN_OUT):
            return words[size:], form.kind
    return None


def _without_inner(words: Words, kinds: list[str]) -> Words:
    """Take out, between other words, the forms that can't mean anything else: "Cellco Ltd UK"."""
    kept, at = [words[0]], 1
    while at < len(words):
        size = _inner_size(words, at)
        if size:
            kinds.append(_TABLE[words[at : at + size]].kind)
        else:
            kept.append(words[at])
        at += size or 1
    return tuple(kept)


def _inner_size(words: Words, at: int) -> int:
    for size in range(min(_LONGEST, len(words) - 1 - at), 0, -1):
        form = _TABLE.get(words[at : at + size])
        if form and form.where == "anywhere":
            return size
    return 0
