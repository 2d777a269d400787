"""Whose a record is, and whether it is sealed: what permission is asked against."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404

from holdlaw.store.opening import Register
from holdlaw.store.reading import Filter, entries
from holdlaw.store.vault import closed_people
from holdlaw.web.roles import Scope


def scope_of(register: Register, named: Mapping[str, str]) -> Scope:
    """Give the scope of an address: of the request or the person it names, or none.

    Raise Http404 if there is none such.
    """
    if "request_id" in named:
        where = Filter(request=named["request_id"])
    elif "person_id" in named:
        where = Filter(person=named["person_id"])
    else:
        return Scope()
    found = entries(register.db, limit=1, where=where)
    if not found:
        raise Http404
    person = found[0].person
    return Scope(found[0].agency, person is not None and bool(closed_people(register.db, [person])))
