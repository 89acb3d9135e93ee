"""Reports: what workers say about recruiters and employers, made fit to publish.

"Registries to weed out bad recruiters and employers through worker reports." A worker answers twelve questions without
an account; a union or centre collects answers and checks proofs. The room owns the reports, the campaigns' one-time
codes, what a recruiter answers, and the cards that are drawn from all this. It may never reveal one report, a number of
fewer than five people, who used which code, or a text that nobody has looked at.
"""
