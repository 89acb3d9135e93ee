"""A host that holds the journal's key and lies with it: reads the published files, bends them, and signs again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from safar.foundation.journal.actions import canonical
from safar.foundation.journal.body_keys import JournalKey, OfferedKey, key_id_of, vouching
from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.notes import Head, Note, signed_note
from safar.foundation.journal.published import offered_json, open_json, write
from safar.foundation.vault.signatures import sign
from safar.rules.merkle import leaf_hash, root


@dataclass
class Files:
    """The published files in one folder, open to changes."""

    folder: Path
    hashes: list[bytes] = field(default_factory=list)
    leaves: dict[int, bytes] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)

    def __post_init__(self) -> None:
        raw = (self.folder / "hashes" / "000000").read_bytes()
        self.hashes = [raw[start : start + 32] for start in range(0, len(raw), 32)]
        rows = json.loads((self.folder / "open").read_bytes())["leaves"]
        self.leaves = {row["position"]: row["leaf"].encode() for row in rows}
        notes = sorted((self.folder / "checkpoints").iterdir())
        self.heads = [Head.parse(Note.parse(path.read_text()).text) for path in notes]

    def say(self, position: int, content: object) -> None:
        """Let a leaf say something else, hash and all."""
        self.leaves[position] = canonical(content)  # type: ignore[arg-type]
        self.hashes[position] = leaf_hash(self.leaves[position])

    def write(self) -> None:
        """Write leaves as they are now; the signed checkpoints stay."""
        write(self.folder, "hashes/000000", b"".join(self.hashes))
        write(self.folder, "open", open_json(sorted(self.leaves.items())))

    def sign_again(self) -> None:
        """Write the leaves, and sign every day anew so that all of it fits together."""
        self.write()
        for head in self.heads:
            size = min(head.size, len(self.hashes))
            count = sum(position < size for position in self.leaves)
            new = Head(head.origin, size, root(self.hashes[:size]), head.day, count)
            write(self.folder, f"checkpoints/{head.day}", signed_note(str(new), journal_signer()).encode())
        write(self.folder, "checkpoint", (self.folder / "checkpoints" / str(self.heads[-1].day)).read_bytes())

    def offer(self, *keys: OfferedKey) -> None:
        write(self.folder, "offered", offered_json(keys))


@dataclass
class Pair:
    """A body's pair of keys with its private halves."""

    sealing: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    signing: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    @property
    def publics(self) -> tuple[bytes, bytes]:
        return public_bytes(self.sealing), public_bytes(self.signing)

    def in_journal(self, body: str, day: date, older: Pair | None = None, wait: int = 3) -> JournalKey:
        """Give the key's leaf; an older pair vouches for it."""
        sealing, signing = self.publics
        key = JournalKey(body, key_id_of(sealing, signing), sealing, signing, day + timedelta(days=wait))
        if older is None:
            return key
        voucher = sign(older.signing, vouching(key))
        return JournalKey(body, key.key_id, sealing, signing, key.from_day, key_id_of(*older.publics), voucher)

    def offered(self, body: str) -> OfferedKey:
        return OfferedKey(body, *self.publics)


def public_bytes(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
