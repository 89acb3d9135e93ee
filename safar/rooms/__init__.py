"""One Django app per need, in the order in which a worker meets them."""
