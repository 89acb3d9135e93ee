"""The journal's tables, in the vault. Days are the finest time; ids are random or positions in the tree."""

from __future__ import annotations

from django.db import models

from safar.foundation.journal.fields import RowId, random_id


class Leaf(models.Model):
    """One leaf of the tree. `content` is what an open leaf says; a closed one and a dummy have none and look alike."""

    position = RowId(primary_key=True)
    hash = models.BinaryField(max_length=32, db_index=True)
    content = models.BinaryField(null=True)

    class Meta:
        verbose_name_plural = "leaves"

    def __str__(self) -> str:
        return f"{self.position}"


class Node(models.Model):
    """The hash of a perfect subtree of 64 leaves or more, so that a proof need not hash the whole tree."""

    id = RowId(primary_key=True)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.pk}"


class WaitingAct(models.Model):
    """An act that the next closing of the day appends. One that is forgotten before keeps its hash alone."""

    id = RowId(primary_key=True, default=random_id)
    hash = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=32)
    act = models.BinaryField()
    is_open = models.BooleanField(default=False)
    folder = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}"


class ClosedAct(models.Model):
    """Salt and act of a closed leaf. Without them nobody can say what the leaf was, or whether it was one."""

    position = RowId(primary_key=True)
    salt = models.BinaryField(max_length=32)
    act = models.BinaryField()
    folder = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.position}"


class Checkpoint(models.Model):
    """What we signed at the end of a day: so many leaves with this root. `note` is a C2SP signed note."""

    size = RowId(primary_key=True)
    root = models.BinaryField(max_length=32)
    day = models.DateField(unique=True)
    note = models.TextField()

    def __str__(self) -> str:
        return f"{self.day} {self.size}"


class Witness(models.Model):
    """Another instance that we ask to check ours; `key` is its verifier key."""

    name = models.CharField(max_length=200, primary_key=True)
    key = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "witnesses"

    def __str__(self) -> str:
        return self.name


class Cosignature(models.Model):
    """What a witness signed under one of our checkpoints: the line as it stands in the note."""

    id = RowId(primary_key=True, default=random_id)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="cosignatures")
    line = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("checkpoint", "witness"), name="one_cosignature_a_witness"),)

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.witness_id}"


class Watched(models.Model):
    """Another instance's journal that we are the witness of, and the last size and root that we signed."""

    name = models.CharField(max_length=200, primary_key=True)
    key = models.CharField(max_length=300)
    url = models.URLField(max_length=300)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField(max_length=32, default=b"")
    note = models.TextField(default="")

    class Meta:
        verbose_name_plural = "watched"

    def __str__(self) -> str:
        return self.name
