"""One module per form in which a publisher's table comes. Each offers KINDS and read(opened, layout) -> Table.

`KINDS` names the kinds of content (text, xlsx, html, json, pdf, xml) that it can take apart. What the columns mean is
none of its business: that is the source's TOML.
"""
