"""What the house keeps of reports: coded answers and days, never who wrote. All of it lies in the vault.

A report that was withdrawn stays as codes and days without its text, because the cards of the past are drawn from it
again. Codes of campaigns and reports have no key in common, so that nobody can tell which code wrote which report.
"""

from __future__ import annotations

from django.db import models

from safar.foundation.journal.fields import RowId, random_id
from safar.foundation.vault.models import Body, Folder

PARTY = 30
BEGINS = "p-"
"""How the id of a party begins that is in no register."""


class Report(models.Model):
    """What one worker answered of a party. `tag_mac` is her receipt's; a report that has ended answers to none.

    `replaces` is the one that she changed into this: while this stands, that one is not taken back.
    """

    class Way(models.TextChoices):
        """How it came: openly, with a campaign's code, or typed by a centre from paper or telephone."""

        OPEN = "open"
        INVITED = "invited"
        ASSISTED = "assisted"

    id = RowId(primary_key=True, default=random_id)
    party = models.CharField(max_length=PARTY, db_index=True)
    origin = models.CharField(max_length=2, blank=True)
    destination = models.CharField(max_length=2, blank=True)
    made_on = models.DateField()
    began = models.CharField(max_length=7, blank=True)
    answers = models.JSONField()
    fee = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    still_there = models.BooleanField(default=False)
    may_join_on = models.DateField(null=True)
    way = models.CharField(max_length=8, choices=Way.choices)
    tag_mac = models.BinaryField(max_length=32, unique=True, null=True)
    folder = models.ForeignKey(Folder, on_delete=models.SET_NULL, null=True, related_name="reports")
    checked_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=20, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | models.Q(tag_mac=None), name="ended_reports_answer_to_nobody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.id}"


class Remark(models.Model):
    """A report's own words, where the site takes any: seen by a moderator, shown only if the moderator says so."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SHOWN = "shown"
        REFUSED = "refused"
        COPY = "copy"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="remark")
    party = models.CharField(max_length=PARTY)
    text = models.TextField()
    language = models.CharField(max_length=8)
    sketch = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"


class ProposedParty(models.Model):
    """A recruiter or employer that is in no register. `listed_as` is its id once a register has it."""

    id = models.CharField(max_length=PARTY, primary_key=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    is_household = models.BooleanField(default=False)
    proposed_on = models.DateField()
    checked_on = models.DateField(null=True)
    listed_as = models.CharField(max_length=PARTY, blank=True)

    class Meta:
        verbose_name_plural = "proposed parties"

    def __str__(self) -> str:
        return self.id


class PartyNotice(models.Model):
    """What was told to a party and when, what is known of it that a card depends on, and the key it answers with."""

    party = models.CharField(max_length=PARTY, primary_key=True)
    is_household = models.BooleanField(default=False)
    workforce = models.PositiveIntegerField(null=True)
    notified_on = models.DateField(null=True)
    undeliverable_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    key_mac = models.BinaryField(max_length=32, null=True)

    def __str__(self) -> str:
        return self.party


class Reply(models.Model):
    """What a verified party answers. It stands beside the card and removes nothing."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SHOWN = "shown"
        REFUSED = "refused"

    id = RowId(primary_key=True, default=random_id)
    party = models.CharField(max_length=PARTY)
    text = models.TextField()
    written_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.party} {self.state}"


class Dispute(models.Model):
    """A notice that something shown is wrong or unlawful, or the counter-notice to one; decided with a reason."""

    class Ground(models.TextChoices):
        NOT_US = "not-us"
        UNTRUE = "untrue"
        UNLAWFUL = "unlawful"
        PERSONAL = "personal"
        COUNTER = "counter"

    class Decision(models.TextChoices):
        KEPT = "kept"
        REMOVED = "removed"
        RESTORED = "restored"

    id = RowId(primary_key=True, default=random_id)
    party = models.CharField(max_length=PARTY)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    text = models.TextField()
    answers_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="counters")
    on = models.DateField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.party} {self.ground}"


class BurstSeen(models.Model):
    """A moderator has looked at the bursts of harm of a party up to a day, and at how many reports."""

    party = models.CharField(max_length=PARTY, primary_key=True)
    on = models.DateField()
    reports = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.party


class Campaign(models.Model):
    """A union's or centre's own collection of reports, for which it hands out one-time codes until a day."""

    id = RowId(primary_key=True, default=random_id)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="campaigns")
    title = models.CharField(max_length=120)
    made_on = models.DateField()
    until = models.DateField()

    def __str__(self) -> str:
        return f"{self.body_id} {self.title}"


class Code(models.Model):
    """A one-time code as the house knows it: a mark under the pepper. `is_spent` is set in a daily shuffled batch.

    Ninety days after its end the mark is forgotten: the row's own number stands in its place.
    """

    id = RowId(primary_key=True, default=random_id)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="codes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="codes")
    mac = models.BinaryField(max_length=32, unique=True)
    until = models.DateField()
    is_spent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.id}"


class SpentCode(models.Model):
    """A code used since the last batch; the row is gone when the batch has marked it."""

    id = RowId(primary_key=True, default=random_id)
    mac = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"{self.id}"
