"""A person with a log-in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from holdlaw.register.entry import Actor
from holdlaw.web.roles import Role, Who


class User(AbstractUser):
    """A member of staff. `staff_id` is what entries carry; it never changes hands."""

    staff_id = models.SlugField(max_length=64, unique=True)
    agency = models.SlugField(max_length=64)
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    password_given = models.BooleanField(default=False)
    """Somebody else knows the password, because they gave it: the person has to choose another first."""

    @property
    def actor(self) -> Actor:
        """Give who this is in an entry."""
        return Actor(self.staff_id, self.role)

    @property
    def who(self) -> Who:
        """Give who this is to the table of permissions."""
        return Who(Role(self.role), self.agency)
