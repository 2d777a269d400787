"""Writes a field of a Django form with the classes of the design system."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.Select, "usa-select"),
    (forms.Textarea, "usa-textarea"),
)


@register.filter
def as_usa(field: BoundField) -> SafeString:
    """Write the control alone; its label, hint and error stand around it.

    A placeholder would only repeat the label.
    """
    widget = field.field.widget
    found = next((name for kind, name in CLASSES if isinstance(widget, kind)), "usa-input")
    widget.attrs.pop("placeholder", None)
    attrs: dict[str, str | bool] = {"class": f"{found} usa-input--error" if field.errors else found}
    if field.errors:
        attrs["aria-describedby"] = f"{field.id_for_label}_error"
    return field.as_widget(attrs=attrs)
