"""How the tables of staff accounts came to be."""
