"""How the table of the audit came to be."""
