"""Writes to the public record, as verbs: load an edition, review a refused one, judge a pair, take an objection."""
