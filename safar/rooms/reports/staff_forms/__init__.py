"""What staff and members of bodies enter about reports."""
