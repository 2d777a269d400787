"""The accounts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the application."""

    name = "holdlaw.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for second factors that are set up."""
        from allauth.mfa.signals import authenticator_added

        from holdlaw.web.accounts.second_factor import mark_set_up

        authenticator_added.connect(mark_set_up, dispatch_uid="holdlaw")
