"""The look of every page: one set of tokens, base templates and small parts that all rooms use.

For a person on a cheap phone, perhaps frightened, perhaps reading in her third language: calm, fast, the answer first.
The light page is a printed timetable, yellow where one sets out; the dark page is a departure board. Each part is a
frozen dataclass in `parts`, a template, and a tag in `templatetags/safar`. docs/design.md shows how they are used.
"""
