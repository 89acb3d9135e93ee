"""Pathways: the lawful ways to go, to stay and to leave a bad employer. The room keeps no row about anybody."""
