"""Who may recruit and employ, and what the record says.

Serves the demand for "registries to weed out bad recruiters and employers" and "a list and database of authorized
recruitment agencies in sending and receiving countries". It owns the public record: editions of publishers' lists,
what each list said about whom and when, the parties that the records speak of, and the judgements that join them.
It may never reveal a natural person who is not a publisher's licensee or finding, nor who searched for whom.
"""
