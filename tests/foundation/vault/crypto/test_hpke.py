"""Our sealing is HPKE as RFC 9180 has it: official vectors, and pyhpke in both directions."""

from __future__ import annotations

import pytest
from cryptography.hazmat.bindings._rust import openssl
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from safar.foundation.vault import hpke, keys
from safar.foundation.vault.wire import Malformed, Unreadable, WrongKey
from tests.foundation.vault.crypto.vector import SUITE, pair

bare = openssl.hpke

# RFC 9180 appendix A.3.1, and the same suite with AES-256-GCM from the CFRG's test-vectors.json of the RFC, which the
# appendix leaves out. Each: AEAD, skRm, enc, the ciphertexts of sequence number 0 under the associated data "Count-0".
INFO, PLAIN, AAD = b"Ode on a Grecian Urn", b"Beauty is truth, truth beauty", b"Count-0"
VECTORS = {
    "A.3.1": (
        bare.AEAD.AES_128_GCM,
        0xF3CE7FDAE57E1A310D87F1EBBDE6F328BE0A99CDBCADF4D6589CF29DE4B8FFD2,
        "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9b"
        "fcb9382657222d18c4",
        "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
    ),
    "AES-256-GCM": (
        bare.AEAD.AES_256_GCM,
        0x317F915DB7BC629C48FE765587897E01E282D3E8445F79F27F65D031A88082B2,
        "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff53"
        "70d331a4f1f7d5a4e0",
        "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f",
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_the_library_opens_the_official_vectors(name: str) -> None:
    aead, private, encapsulated, ciphertext = VECTORS[name]
    suite = bare.Suite(bare.KEM.P256, bare.KDF.HKDF_SHA256, aead)
    sealed = bytes.fromhex(encapsulated + ciphertext)
    assert bare._decrypt_with_aad(suite, sealed, pair(private), INFO, AAD) == PLAIN


@pytest.mark.parametrize(("name", "aead"), [("A.3.1", AEADId.AES128_GCM), ("AES-256-GCM", AEADId.AES256_GCM)])
def test_so_does_the_second_opinion(name: str, aead: AEADId) -> None:
    _, private, encapsulated, ciphertext = VECTORS[name]
    suite = CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, aead)
    own = KEMKey.from_pyca_cryptography_key(pair(private))
    context = suite.create_recipient_context(bytes.fromhex(encapsulated), own, info=INFO)
    assert context.open(bytes.fromhex(ciphertext), aad=AAD) == PLAIN


@given(st.binary(max_size=200), st.binary(max_size=80))
@settings(max_examples=25, deadline=None)
def test_pyhpke_opens_what_we_seal_and_we_what_it_seals(content: bytes, info: bytes) -> None:
    private = keys.new_pair()
    sealed = hpke.seal(keys.public_of(private), info, content)
    assert len(sealed) == hpke.OVERHEAD + len(content)
    theirs = KEMKey.from_pyca_cryptography_key(private)
    assert SUITE.create_recipient_context(sealed[:65], theirs, info=info).open(sealed[65:]) == content
    sent, context = SUITE.create_sender_context(KEMKey.from_pyca_cryptography_key(private.public_key()), info=info)
    assert hpke.unseal(private, info, sent + context.seal(content)) == content


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_one_bit_another_key_or_another_purpose_doesnt_open(data: st.DataObject) -> None:
    private = pair(VECTORS["A.3.1"][1])
    sealed = bytearray(hpke.seal(keys.public_of(private), b"for one", b"x" * 32))
    for other, info in ((keys.new_pair(), b"for one"), (private, b"for another")):
        with pytest.raises(WrongKey):
            hpke.unseal(other, info, bytes(sealed))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(WrongKey):
        hpke.unseal(private, b"for one", bytes(sealed))


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_unreadable_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(Unreadable):
        hpke.unseal(pair(7), b"", data)
    with pytest.raises(Malformed):
        hpke.seal(data, b"", b"")


def test_a_point_off_the_curve_is_refused() -> None:
    public = bytearray(keys.public_of(pair(7)))
    public[-1] ^= 1
    with pytest.raises(Malformed):
        hpke.seal(bytes(public), b"", b"")
