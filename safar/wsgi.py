"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safar.settings")
application = get_wsgi_application()

# What was imported never becomes garbage: looking through it again and again made one answer in a hundred late.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
