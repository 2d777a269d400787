"""What templates may ask: may this person do that; how to write a moment, a code, a time left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _

from holdlaw.reports.faces.wording import number_said
from holdlaw.web.roles import Deed, can

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Any, deed: str) -> bool:
    """Tell whether the person who looks at the page may do something in their own agency."""
    user = context["request"].user
    return bool(user.is_authenticated and can(user.who, Deed(deed)))


@register.filter
def words(code: str) -> str:
    """Write a code as words, in the page's language."""
    return _(str(code).replace("_", " "))


@register.filter
def wall(moment: datetime | str | None) -> str:
    """Write a moment as a desk reads it: day, date, time and zone, in the moment's own zone."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    day = f"{_(at.strftime('%a'))} {at.day} {_(at.strftime('%B'))} {at.year}"
    return f"{day} {at:%H:%M} {at.tzname() or ''}".strip()


@register.filter
def number(value: int) -> str:
    """Write a number with commas, as reports do."""
    return number_said(value)


@register.filter
def left(span: timedelta | None) -> str:
    """Write how long is left, or how long it is over."""
    if span is None:
        return ""
    minutes = int(abs(span).total_seconds() // 60)
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = ([f"{days} d"] if days else []) + ([f"{hours} h"] if hours or days else []) + [f"{minutes} min"]
    written = " ".join(parts)
    return _("over by %(time)s") % {"time": written} if span <= timedelta() else written


@register.filter
def at(mapping: Any, name: str) -> Any:
    """Give what a mapping holds under a name, or nothing."""
    return mapping.get(name, "") if mapping else ""
