"""How the tables of the journal came to be."""
