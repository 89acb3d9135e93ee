"""Command lines for staff accounts: `staff`."""
