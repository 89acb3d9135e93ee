"""The tables of staff accounts: people, their roles, their one-time links."""

import django.contrib.auth.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=40, unique=True, validators=[django.contrib.auth.validators.ASCIIUsernameValidator()]
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("body", models.CharField(blank=True, max_length=40)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "staff",
                "ordering": ("username",),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("operator", "operator"),
                            ("record-editor", "record editor"),
                            ("judge", "judge of matches"),
                            ("moderator", "moderator"),
                            ("translator", "translator"),
                            ("auditor", "auditor"),
                            ("caseworker", "caseworker"),
                            ("supervisor", "supervisor"),
                            ("evidence-checker", "evidence checker"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="duties", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "duties",
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "role"), name="one_duty_per_role"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "operator",
                                    "record-editor",
                                    "judge",
                                    "moderator",
                                    "translator",
                                    "auditor",
                                    "caseworker",
                                    "supervisor",
                                    "evidence-checker",
                                ],
                            )
                        ),
                        name="known_role",
                    ),
                ],
            },
        ),
    ]
