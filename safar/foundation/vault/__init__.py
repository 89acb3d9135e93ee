"""The vault: what a worker told us, sealed so that neither this server nor a copy of it can read it.

For every room that keeps private matter. It owns sealed folders, the keys of bodies and the one format in which browser
and server seal: `docs/vault.md`. The browser's half, under the same names, is in `static/vault/`. It may never reveal,
log or raise a text, a key, a receipt or a name; its exceptions carry no values.
"""
