"""How a body's people hold its keys: seven words open a member's key, and that key opens the body's.

The words are made in the member's browser and never sent; this module is the same in Python, for the tests and for a
second machine (`static/vault/members.js` is the browser's). A word is two syllables of 16 consonants and 4 vowels, so
that it can be said in most languages: 12 bits a word, 84 bits in seven.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from safar.foundation.vault import hpke
from safar.foundation.vault.keys import (
    ID,
    decrypt,
    derived,
    encrypt,
    key_id,
    load_pkcs8,
    normal_word,
    pkcs8_of,
    public_of,
    stretched,
)
from safar.foundation.vault.wire import Malformed, WrongKey, fields, sized, split_fields

CONSONANTS, VOWELS, WORDS = "bdfghjklmnprstvz", "aiou", 7
WORDS_LENGTH = WORDS * len("baba ") - 1


@dataclass(frozen=True, slots=True)
class BodyKeys:
    """The two private keys of a body: what is sealed to it, and what it signs."""

    sealing: EllipticCurvePrivateKey = field(repr=False)
    signing: EllipticCurvePrivateKey = field(repr=False)

    @property
    def key_id(self) -> bytes:
        return key_id(public_of(self.sealing), public_of(self.signing))


@dataclass(frozen=True, slots=True)
class WrapPlace:
    """Whose wrap of which keys: a member (decimal staff id) of a body."""

    instance: bytes
    body: str
    key_id: bytes
    member: str

    def info(self) -> bytes:
        ids = sized(self.instance, ID, "wrap"), sized(self.key_id, ID, "wrap")
        return fields("safar/1 wrap", ids[0], self.body, ids[1], self.member)


def new_words() -> str:
    """Make seven words, each of 4096 equally likely."""
    return " ".join(_syllable() + _syllable() for _ in range(WORDS))


def read_words(typed: str) -> str:
    """Give the seven words as they were made; another number or form is malformed.

    >>> read_words("  Baba diDi  fofo gugu haha jiji koko ")
    'baba didi fofo gugu haha jiji koko'
    """
    words = normal_word(typed).split(" ")
    if len(words) != WORDS or not all(map(_is_word, words)):
        raise Malformed("words")
    return " ".join(words)


def wrap_member_key(words: str, instance: bytes, member: str, private: EllipticCurvePrivateKey) -> bytes:
    """Wrap a member's private key under the seven words."""
    salt = _member_salt(instance, member)
    return encrypt(stretched(read_words(words).encode(), salt), pkcs8_of(private), salt)


def unwrap_member_key(
    words: str, instance: bytes, member: str, wrapped: bytes, public: bytes
) -> EllipticCurvePrivateKey:
    """Unwrap it, and refuse another key than the one whose public half is known."""
    salt = _member_salt(instance, member)
    private = load_pkcs8(decrypt(stretched(read_words(words).encode(), salt), wrapped, salt))
    if public_of(private) != public:
        raise WrongKey
    return private


def words_from_passkey(secret: bytes, instance: bytes, member: str, wrapped: bytes) -> str:
    """Give the words that a passkey keeps, from the 32 bytes that its PRF gives (`static/vault/passkey.js`)."""
    place = fields("safar/1 passkey", sized(instance, ID, "instance"), member)
    return decrypt(derived(secret, "safar/1 passkey"), wrapped, place).decode()


def wrap_body_keys(public: bytes, place: WrapPlace, keys: BodyKeys) -> bytes:
    """Wrap a body's private keys to one of its members."""
    if keys.key_id != place.key_id:
        raise Malformed("wrap")
    return hpke.seal(public, place.info(), fields(pkcs8_of(keys.sealing), pkcs8_of(keys.signing)))


def unwrap_body_keys(private: EllipticCurvePrivateKey, place: WrapPlace, wrapped: bytes) -> BodyKeys:
    """Unwrap them, and refuse other keys than those that the place names."""
    sealing, signing = split_fields(hpke.unseal(private, place.info(), wrapped), 2)
    keys = BodyKeys(load_pkcs8(sealing), load_pkcs8(signing))
    if keys.key_id != place.key_id:
        raise WrongKey
    return keys


def _member_salt(instance: bytes, member: str) -> bytes:
    if not member.isascii() or not member.isdecimal():
        raise Malformed("member")
    return fields("safar/1 member", sized(instance, ID, "instance"), member)


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)


def _is_word(word: str) -> bool:
    return len(word) == 4 and all(letter in (VOWELS if place % 2 else CONSONANTS) for place, letter in enumerate(word))
