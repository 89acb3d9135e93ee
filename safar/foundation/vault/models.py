"""Rows of the vault: sealed folders, who can open them, and the keys of bodies. All a copy of these tables tells.

Row ids are random, so that no order can be read off; days are the finest time. No row holds an address, a language, a
text or a name of a person. A folder belongs to a room (a case, a kept contract, a wage log); the room has its own table
beside this one, under the same id.
"""

from __future__ import annotations

from django.db import models

from safar.foundation.journal.fields import RowId, random_id


class Body(models.Model):
    """A body that takes sealed folders on this site: a union, a centre, an inspectorate. Two people of two
    organisations brought it in, and it counts from `from_day` on. A small one is told weeks in place of days."""

    id = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=8)
    organisation = models.CharField(max_length=200)
    is_matcher = models.BooleanField(default=False)
    counts_weeks = models.BooleanField(default=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.id


class BodyKey(models.Model):
    """A body's pair of public keys. Usable from `from_day` on: three days after it stood in the journal."""

    key_id = models.BinaryField(max_length=16, primary_key=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="keys")
    sealing = models.BinaryField(max_length=65)
    signing = models.BinaryField(max_length=65)
    vouched_by = models.BinaryField(max_length=16, default=b"")
    voucher = models.BinaryField(max_length=64, default=b"")
    from_day = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return bytes(self.key_id).hex()


class Member(models.Model):
    """A person of a body: the public key, and the private one wrapped by seven words that never come here.

    `passkey` names the passkey that keeps the words for her, `passkey_wrapped` holds them under its secret; or neither.
    """

    id = RowId(primary_key=True, default=random_id)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    staff = models.BigIntegerField()
    public = models.BinaryField(max_length=65)
    wrapped = models.BinaryField()
    passkey = models.BinaryField(default=bytes)
    passkey_wrapped = models.BinaryField(default=bytes)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("staff",), condition=models.Q(left_on=None), name="one_live_key_pair_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.staff}"


class MemberWrap(models.Model):
    """A body's private keys, sealed to one of its members."""

    id = RowId(primary_key=True, default=random_id)
    key = models.ForeignKey(BodyKey, on_delete=models.CASCADE, related_name="wraps")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="wraps")
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "member"), name="one_wrap_a_member"),)

    def __str__(self) -> str:
        return f"{self.key_id.hex()} {self.member_id}"


class Folder(models.Model):
    """What a receipt opens: what was told, by whom it can be read, and what was answered."""

    class SealedBy(models.TextChoices):
        BROWSER = "browser"
        SERVER = "server"

    class Keep(models.TextChoices):
        """Her choice: 90 days or a year after the last activity, or until the case is closed."""

        DAYS_90 = "90-days"
        YEAR = "year"
        CLOSED = "closed"

    id = RowId(primary_key=True, default=random_id)
    room = models.CharField(max_length=20)
    cid = models.BinaryField(max_length=16, unique=True)
    epoch = models.BinaryField(max_length=16)
    consent_key = models.BinaryField(max_length=65)
    sealed_by = models.CharField(max_length=8, choices=SealedBy.choices)
    keep = models.CharField(max_length=8, choices=Keep.choices, default=Keep.DAYS_90)
    last_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.id}"


class Receipt(models.Model):
    """What the vault knows of a receipt: a mark under the pepper, and the worker's slot, which only she can read."""

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="receipts")
    tag_mac = models.BinaryField(max_length=32, unique=True)
    record = models.BinaryField(max_length=4096)

    def __str__(self) -> str:
        return f"{self.folder_id}"


class Epoch(models.Model):
    """One key's time in a folder: a new one begins when a body's access is revoked."""

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="epochs")
    epoch = models.BinaryField(max_length=16)
    commit = models.BinaryField(max_length=32)
    token_sha256 = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("folder", "epoch"), name="one_row_an_epoch"),)

    def __str__(self) -> str:
        return bytes(self.epoch).hex()


class Slot(models.Model):
    """A folder's key, sealed to one body for one purpose."""

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="slots")
    epoch = models.BinaryField(max_length=16)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="slots")
    key_id = models.BinaryField(max_length=16)
    purpose = models.CharField(max_length=20)
    sealed = models.BinaryField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("folder", "epoch", "body", "purpose"), name="one_slot_a_purpose"),
        )

    def __str__(self) -> str:
        return f"{self.folder_id} {self.body_id}"


class Entry(models.Model):
    """One sealed text or file of a folder. `on` is a day; what it says and how long it is, only the keys can tell."""

    class Role(models.TextChoices):
        WORKER = "worker"
        BODY = "body"
        HOUSE = "house"

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="entries")
    epoch = models.BinaryField(max_length=16)
    eid = models.BinaryField(max_length=16)
    role = models.CharField(max_length=8, choices=Role.choices)
    kind = models.CharField(max_length=10)
    form = models.CharField(max_length=20)
    seen = models.BinaryField(max_length=32)
    on = models.DateField()
    size = models.PositiveIntegerField()
    blob = models.BinaryField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    key_id = models.BinaryField(max_length=16, default=b"")
    signature = models.BinaryField(max_length=64, default=b"")

    class Meta:
        verbose_name_plural = "entries"
        constraints = (models.UniqueConstraint(fields=("folder", "eid"), name="one_entry_an_eid"),)

    def __str__(self) -> str:
        return f"{self.folder_id} {self.kind}"


class Consent(models.Model):
    """The worker's signed word that one body may use some entries for one purpose until a day."""

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="consents")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="consents")
    key_id = models.BinaryField(max_length=16)
    purpose = models.CharField(max_length=20)
    scope = models.TextField()
    until = models.DateField()
    nonce = models.BinaryField(max_length=16)
    signature = models.BinaryField(max_length=64)
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("folder", "nonce"), name="one_consent_a_nonce"),)

    def __str__(self) -> str:
        return f"{self.folder_id} {self.body_id} {self.purpose}"
