"""The audit: every write to the public record, by whom, when, to what. For operators, auditors and whoever doubts us.

A plain table in the public database. Rows are only ever added: the database itself refuses to change or remove one.
What happens to cases is not here; the journal of the vault keeps that.
"""
