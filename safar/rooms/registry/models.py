"""The public record in tables: editions, parties, records, statements, judgements and objections."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

# No vowels and no look-alikes: an id is read aloud, typed from a printed card, and must spell nothing.
ID_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
ID_LENGTH = 10
_FAIR = 256 // len(ID_LETTERS) * len(ID_LETTERS)  # a byte beyond would make the first letters likelier
_UNFAIR = bytes(range(_FAIR, 256))
_LETTER_OF = bytes(ord(ID_LETTERS[byte % len(ID_LETTERS)]) for byte in range(256))


def new_party_id() -> str:
    """Make a random id: 27^10, so that nobody can guess who was added when, and none is ever used twice."""
    letters = ""
    while len(letters) < ID_LENGTH:
        letters += secrets.token_bytes(2 * ID_LENGTH).translate(_LETTER_OF, _UNFAIR).decode("ascii")
    return letters[:ID_LENGTH]


class Edition(models.Model):
    """One dated file of one source: a snapshot, or one period of a series."""

    class State(models.TextChoices):
        PUBLISHED = "published"
        REPLACED = "replaced", "replaced by a re-issue of its period"
        REFUSED = "refused"

    source = models.CharField(max_length=40)
    published = models.DateField(null=True)
    period_first = models.DateField(null=True)
    period_last = models.DateField(null=True)
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField()
    checked_on = models.DateField(null=True)
    report = models.JSONField(default=dict)
    # Eight bytes a row of the newest edition only: what the next file is compared with, cell by cell.
    row_digests = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["source", "published"], name="edition_by_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.published}"


class Party(models.Model):
    """An organisation in the record. Its id lives for ever: printed codes carry it."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH, default=new_party_id)
    number = models.BigIntegerField(unique=True)  # order of making: of two that are joined, the older id wins
    country = models.CharField(max_length=2, blank=True)
    made_for = models.BigIntegerField(null=True)  # the record it was made for keeps it when parties are split
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")
    made_on = models.DateField()
    version = models.BigIntegerField(db_index=True)  # the record's version that touched it last

    def __str__(self) -> str:
        return self.id


class Record(models.Model):
    """What one source knows one party as: a licence, a finding's subject, an applicant."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=700)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="records")
    name = models.CharField(max_length=500)
    legal_name = models.CharField(max_length=500, blank=True)
    other_names = models.JSONField(default=list)
    match_key = models.CharField(max_length=500, db_index=True)
    country = models.CharField(max_length=2, blank=True)
    place = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    is_person = models.BooleanField(default=False)
    first_on = models.DateField()
    gone_on = models.DateField(null=True)
    disputed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_record_per_key")]

    def __str__(self) -> str:
        return f"{self.source}: {self.name}"


class Statement(models.Model):
    """What a source said about a record, from the edition that first said it to the one that no longer did."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="statements")
    source = models.CharField(max_length=40)
    period = models.DateField(null=True)  # last day of the period, for a series
    digest = models.BigIntegerField()
    line = models.IntegerField()
    rows = models.IntegerField(default=1)
    name = models.CharField(max_length=500)
    scope = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=24)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    pause_since = models.DateField(null=True)
    pause_until = models.DateField(null=True)
    details = models.JSONField(default=list)
    first_on = models.DateField()
    gone_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["source", "period", "gone_on"], name="statement_by_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.status} {self.first_on}"


class Identifier(models.Model):
    """An official number of a record: licence, company register. Kept as text, folded for look-up."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, db_index=True)

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Judgement(models.Model):
    """An edge between two records: same, different, unsure or (from the machine, for a person to answer) maybe."""

    class Verdict(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"
        MAYBE = "maybe"

    one = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["verdict", "withdrawn_at"], name="judgement_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=models.Q(withdrawn_at=None, by=None),
                name="one_standing_machine_judgement",
            ),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pairs_run_upward"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.verdict} {self.other_id}"


class Objection(models.Model):
    """Somebody says that a statement is wrong or about somebody else: links are cut at once, answered in 14 days."""

    class Kind(models.TextChoices):
        WRONG = "wrong", "This is wrong"
        NOT_US = "not-us", "This is not us"

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        REJECTED = "rejected"

    reference = models.CharField(max_length=ID_LENGTH, unique=True, default=new_party_id)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="objections")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(max_length=2000)
    contact = models.CharField(max_length=200, blank=True)
    made_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.reference


class RecordVersion(models.Model):
    """One row: counts every change of the public record, so that caches and the search index know they are behind."""

    version = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.version)
