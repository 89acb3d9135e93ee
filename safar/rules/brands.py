"""Brands under which many separate companies trade, so that the brand alone never says which company is meant.

From general knowledge and from the names in Canada's and the United Kingdom's public lists, as of 2026-11-24. A brand
that is missing here costs a wrong "same" only where two lists give nothing but the brand, in one town.
"""

from __future__ import annotations

from safar.rules.plain_words import plain_words

AS_OF = "2026-11-24"
_NAMES = """
7-Eleven, A&W, A&W Restaurant, Arby's, Baskin Robbins, Best Western, Bojangles, Booster Juice, Boston Pizza,
Budgens, Burger King, Canadian Tire, Chicken Cottage, Chopped Leaf, Circle K, Comfort Inn, Costcutter, Dairy Queen,
Days Inn, Denny's, Dixy Chicken, Domino's, Domino's Pizza, Dunkin Donuts, Econo Lodge, Edo Japan, Esso, Famous Wok,
Fatburger, Fas Gas, Freshii, German Doner Kebab, Hilton, Holiday Inn, Howard Johnson, Humpty's, Husky, IHOP, Jimmy
the Greek, Jugo Juice, KFC, Kumon, Little Caesars, Londis, Manchu Wok, Marriott, Mary Brown's, McDonald's,
McDonald's Restaurant, Molly Maid, Mr Sub, New York Fries, Nisa, Nisa Local, One Stop, Opa Souvlaki, Orange Julius,
Panago Pizza, Papa John's, Papa Murphy's, Pepe's Piri Piri, Petro-Canada, Pita Pit, Pizza 73, Pizza Hut, Pizza Nova,
Pizza Pizza, Popeyes, Premier, Premier Inn, Quality Inn, Quiznos, Ramada, Ricky's, Second Cup, Servicemaster, Shell,
Shell Canada, Smitty's, Spar, Starbucks, Subway, Subway Restaurant, Subway Sandwiches, Super 8, Swiss Chalet, Taco
Bell, Taco Time, Thai Express, Tim Hortons, Travelodge, Triple O's, UPS Store, Wendy's, Western Union, White Spot,
Wok Box
"""
BRANDS = frozenset("".join(plain_words(name)) for name in _NAMES.split(","))


def is_brand(key: str) -> bool:
    """Say whether a name, as its letters and figures alone, is a brand of many companies.

    >>> is_brand("".join(plain_words("TIM HORTON'S"))), is_brand("gskrestaurants")
    (True, False)
    """
    return key in BRANDS
