"""Casework: complain safely behind the firewall, be answered, get the money back.

"Safe and effective complaint mechanisms, coupled with firewalls between immigration enforcement and labor enforcement"
is what workers' own organisations ask for most. This room owns cases, their steps, referrals, claims, outcomes, and the
requests for data that were made from outside. It may never reveal to anyone but the bodies a worker chose what she told
them; the server itself holds sealed text and coarse codes. Nothing leads to immigration enforcement.
"""
