"""The tables of drafts. Nothing in them can be read without the register's key file."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """One form that is being filled in. `key` is the form's own.

    `turn` counts what was typed, so that a slow sending does not put back what was changed since.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    key = models.SlugField(max_length=64)
    updated_at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()

    class Meta:
        """Nobody's form takes the place of somebody else's."""

        constraints = (models.UniqueConstraint(fields=("owner", "key"), name="one_draft_a_form"),)


class DraftPage(models.Model):
    """A page of the paper that was dropped on a form, as an image; number 0 is what was read from it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """Each page once."""

        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_image_a_page"),)
