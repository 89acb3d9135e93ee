"""What the server knows about a case beside its sealed folder: coded, coarse, in days. No word of what happened.

Every table lies in the vault and hangs on the folder, so that a deletion takes all of it.
"""

from __future__ import annotations

from django.db import models

from safar.foundation.journal.fields import RowId, random_id
from safar.foundation.vault.models import Body, Folder
from safar.rules.harms import CaseCategory, Urgency


class State(models.TextChoices):
    """Where a case stands; the moves are in safar/rules/case_states.py."""

    HELD = "held"
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in-progress"
    REFERRED = "referred"
    CONCILIATION = "conciliation"
    INSPECTION = "inspection"
    PROCEEDINGS = "proceedings"
    OUTCOME = "outcome"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Case(models.Model):
    """A complaint that a body handles."""

    class Filer(models.TextChoices):
        """Who filed: a group counts once, whoever is in it."""

        WORKER = "worker"
        RELATIVE = "relative"
        GROUP = "group"
        UNION = "union"

    folder = models.OneToOneField(Folder, on_delete=models.CASCADE, primary_key=True, related_name="case")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    category = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CaseCategory])
    jurisdiction = models.CharField(max_length=8)
    filer = models.CharField(max_length=8, choices=Filer.choices)
    urgency = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Urgency])
    state = models.CharField(max_length=14, choices=State.choices)
    state_on = models.DateField()
    filed_on = models.DateField()
    may_hear_early = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="known_state"),
            models.CheckConstraint(
                condition=models.Q(category__in=[one.value for one in CaseCategory]), name="known_category"
            ),
        )

    def __str__(self) -> str:
        return f"{self.folder_id} {self.state}"


class Step(models.Model):
    """A procedural step that is due: acknowledge, triage, reply, the end of a stage, or a task of the desk."""

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="steps")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    was_in_time = models.BooleanField(null=True)
    escalated_on = models.DateField(null=True, blank=True)
    note = models.BinaryField(max_length=16, default=b"")

    def __str__(self) -> str:
        return f"{self.folder_id} {self.kind}"


class Referral(models.Model):
    """A case handed to another body with the worker's consent: to act, or to her country's side of the border."""

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="referrals")
    sender = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="referrals_sent")
    receiver = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="referrals_received")
    purpose = models.CharField(max_length=20)
    on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.folder_id} to {self.receiver_id}"


class Holding(models.Model):
    """A case that waits until others report the same employer: the body's slot, sealed once more to a matcher."""

    folder = models.OneToOneField(Folder, on_delete=models.CASCADE, primary_key=True, related_name="holding")
    matcher = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="holdings")
    matcher_key = models.BinaryField(max_length=16)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="held_for")
    body_key = models.BinaryField(max_length=16)
    purpose = models.CharField(max_length=20)
    note = models.BinaryField()
    inner = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.folder_id}"


class Claim(models.Model):
    """What the respondent of a conciliation may open: a folder of its own, holding what the worker approved."""

    folder = models.OneToOneField(Folder, on_delete=models.CASCADE, primary_key=True, related_name="claim")
    case = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="claims")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="claims")
    approval = models.BinaryField(max_length=16)
    deadline = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.folder_id} for {self.case_id}"


class Outcome(models.Model):
    """How a case ended, in coded values alone; what they say together is published by `release`."""

    folder = models.OneToOneField(Folder, on_delete=models.CASCADE, primary_key=True, related_name="outcome")
    code = models.CharField(max_length=30)
    currency = models.CharField(max_length=3, blank=True)
    claimed = models.CharField(max_length=12, blank=True)
    recovered = models.CharField(max_length=12, blank=True)
    retaliation = models.BooleanField(null=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.folder_id} {self.code}"


class DataRequest(models.Model):
    """A request from outside for what the vault holds, written down before any answer."""

    class Requester(models.TextChoices):
        COURT = "court", "a court"
        POLICE = "police", "police or prosecution"
        BORDER = "control", "an authority that controls who may stay"
        AUTHORITY = "authority", "another authority"
        EMPLOYER = "employer", "an employer or recruiter"
        OTHER = "other", "somebody else"

    class Basis(models.TextChoices):
        JUDICIAL = "judicial", "an order of a judge"
        ADMINISTRATIVE = "administrative", "an order or warrant without a judge"
        NONE = "none", "none named"

    class Decision(models.TextChoices):
        OPEN = "open", "not decided"
        REFUSED = "refused", "refused"
        PART = "part", "given in part"
        GIVEN = "given", "given"

    id = RowId(primary_key=True, default=random_id)
    folder = models.ForeignKey(Folder, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    jurisdiction = models.CharField(max_length=8)
    requester = models.CharField(max_length=10, choices=Requester.choices)
    basis = models.CharField(max_length=14, choices=Basis.choices)
    scope = models.TextField()
    received_on = models.DateField()
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    given = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    gag_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(basis="judicial") | models.Q(decision__in=("open", "refused")),
                name="only_a_judge_can_be_given_something",
            ),
            models.CheckConstraint(
                condition=models.Q(basis="judicial") | models.Q(gag_until=None), name="only_a_judge_can_forbid_telling"
            ),
        )

    def __str__(self) -> str:
        return f"{self.received_on} {self.requester} {self.decision}"


class Proposal(models.Model):
    """A body to be added, or a level to be raised: two people of two organisations, then fourteen public days."""

    id = RowId(primary_key=True, default=random_id)
    body = models.CharField(max_length=40)
    change = models.CharField(max_length=20)
    content = models.JSONField()
    proposed_by = models.BigIntegerField()
    proposed_for = models.CharField(max_length=200)
    proposed_on = models.DateField()
    seconded_by = models.BigIntegerField(null=True, blank=True)
    seconded_for = models.CharField(max_length=200, blank=True)
    seconded_on = models.DateField(null=True, blank=True)
    from_day = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seconded_by=None)
                | (~models.Q(seconded_by=models.F("proposed_by")) & ~models.Q(seconded_for=models.F("proposed_for"))),
                name="two_people_of_two_organisations",
            ),
        )

    def __str__(self) -> str:
        return f"{self.change} {self.body}"
