"""The journal: what was done to cases and to the keys that open them; anybody can see that nothing was taken back.

For workers, witnesses and auditors. An append-only Merkle tree in the vault (RFC 9162). Open leaves say in public which
keys, scripts and rules were in force. Closed leaves are acts on cases: only a hash stands in the tree; salt and act lie
beside it and go with the case. Once a day the waiting acts are shuffled, filled up with dummies and appended, so that
the tree tells neither the order nor the number of acts. Writes to the public record stand in the audit, not here.
"""
