"""What is known about a family of releases before a file of it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from attrs import Factory, frozen

from holdlaw.sources.releases import families

DAY_FORMS: Final = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S")


@frozen(kw_only=True)
class Release:
    """A family of releases. `header` are the columns that must be there for a file to be of it."""

    id: str
    title: str
    from_: str
    """Who gave it out, and under which number."""
    address: str | None = None
    licence: str
    header: frozenset[str]
    """Plain headers; see `columns.plain_header`."""
    never: frozenset[str] = frozenset()
    """Plain headers that no file of this family has."""
    renamed: Mapping[str, str] = Factory(dict)
    """Plain header to column, where a release uses a word otherwise than the rest."""
    unread: frozenset[str] = frozenset()
    """Plain headers left alone, because they do not mean here what they mean elsewhere."""
    blank: frozenset[str] = frozenset({"", "NA", "NULL"})
    """What stands for nothing. Compared without blanks around it."""
    day_forms: tuple[str, ...] = DAY_FORMS
    about: str = "detainers"
    """What a row is about: detainers or arrests."""
    day: str = "prepared_on"
    """The column that says when it was."""
    first_day: date
    """No day of a file can be earlier, but those of a person's past."""
    person_key: bool = False
    """Whether rows of one person can be told; without that nothing is a suspected duplicate."""
    not_recorded_before: Mapping[str, date] = Factory(dict)
    """Columns that say nothing before a day, though the header is there."""
    caveats: tuple[str, ...] = ()
    """Sentences that are printed on every figure made from it."""


def releases() -> tuple[Release, ...]:
    """Give every family, by id."""
    found = (
        import_module(f"{families.__name__}.{each.name}").RELEASE for each in iter_modules(families.__path__)
    )
    return tuple(sorted(found, key=lambda release: release.id))
