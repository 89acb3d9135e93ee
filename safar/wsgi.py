"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safar.settings")
application = get_wsgi_application()

# What was imported never becomes garbage: looking through it again and again made one answer in a hundred late.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)

# An answer that asked the database a dozen things waited up to 5 ms for its turn after each of them.
sys.setswitchinterval(0.0005)
