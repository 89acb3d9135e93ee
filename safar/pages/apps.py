"""STANDIN"""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "safar.pages"
