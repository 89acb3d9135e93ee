"""Django's entry for the pages that join rooms."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "safar.pages"
