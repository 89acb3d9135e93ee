"""What staff say of a recruiter or employer that is in no register: a centre knows it, or a register has it now."""

from __future__ import annotations

import re

from django import forms

from safar.rooms.reports.asking import line

PARTY = re.compile(r"(?:.*/party/)?([a-z0-9-]{1,30})/?", re.IGNORECASE)


class FindForm(forms.Form):
    """A name or a telephone of a party that is in no register."""

    q = forms.CharField(label="Name or telephone", max_length=200)


class KnownForm(forms.Form):
    """A centre says that the party is real."""

    known = forms.BooleanField(
        label="We have seen that it is real",
        help_text="You spoke to it, saw its office or a paper of it. Its name and town are then public, for good.",
    )


class ListedForm(forms.Form):
    """An editor says which entry of a register it is."""

    listed = line("Address of its page in the register, or its id", required=True)

    def clean_listed(self) -> str:
        """Take the address of a party's page, or its id alone."""
        found = PARTY.fullmatch(self.cleaned_data["listed"].strip())
        if found is None:
            raise forms.ValidationError("This is no address of a party's page.")
        return found[1].lower()
