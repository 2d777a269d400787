"""How log-ins work here: nobody signs up, and a second factor is not given up."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor. Recovery codes only stand in for one."""


class ClosedAdapter(DefaultAccountAdapter):
    """Refuses sign-up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts are given, not taken."""
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask for the password again before a factor is changed, unless it was given just now."""
        records = get_authentication_records(context.request, context.request.user)
        lately = timezone.now().timestamp() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if any(record["at"] > lately for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def set_password(self, user: Any, password: str) -> None:
        """Take a password that the person chose: nobody else knows it now."""
        user.password_given = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Give where to go on after the password was changed."""
        return str(settings.LOGIN_REDIRECT_URL)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, and the last factor in place."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let a factor go if another one is left, or none is asked for."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(
            pk=authenticator.pk
        )
        return settings.DEMO or authenticator.type not in FACTORS or others.exists()

    def encrypt(self, text: str) -> str:
        """Encrypt a secret under the site's own key: a copied database gives nobody a second factor."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret back."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"second factor|" + settings.SECRET_KEY.encode()).digest()))
