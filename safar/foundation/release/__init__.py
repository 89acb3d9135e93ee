"""What left the private side for the public: tables of counts, each frozen on the day it was published.

For the public who wants figures, and for the worker who must not be found in them. This app lies in the public
database and knows nothing private; a room hands it finished tables. A table that was published once never changes, so
that nobody can learn of a late case by comparing two days. Somebody's own words stand beside a table and never in it,
because their writer may take them back.
"""
