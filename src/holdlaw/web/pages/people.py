"""People: an administrator adds those of the agency, changes what they may do, locks and unlocks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.core.problems import HoldlawError
from holdlaw.web.accounts import people
from holdlaw.web.accounts.models import User
from holdlaw.web.actions import administering
from holdlaw.web.desk import Desk
from holdlaw.web.roles import Deed, Role
from holdlaw.web.routing import Route

ROLE_WORDS = {
    Role.CLERK: gettext_lazy("clerk"),
    Role.SUPERVISOR: gettext_lazy("supervisor"),
    Role.COUNSEL: gettext_lazy("counsel"),
    Role.RECORDS_OFFICER: gettext_lazy("records officer"),
    Role.AUDITOR: gettext_lazy("auditor"),
    Role.ADMINISTRATOR: gettext_lazy("administrator"),
}
ROLES = tuple((role.value, word) for role, word in ROLE_WORDS.items())


class PersonForm(forms.Form):
    """What is asked of a new person."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    username = forms.CharField(label=gettext_lazy("User name"), max_length=150)
    staff_id = forms.SlugField(
        label=gettext_lazy("Staff number"),
        help_text=gettext_lazy(
            "Entries carry it for ever, so it is a number and not a name. It never changes hands."
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)


class RoleForm(forms.Form):
    """What a person is to do from now on."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show everybody of the agency."""
    return render(request, "people/list.html", {"people": people.everybody(desk.user.agency)})


@sensitive_post_parameters()
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add somebody, and show once the password to hand over."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = people.NewPerson(**{**told, "role": Role(told["role"])}, agency=desk.user.agency)
        try:
            user, password = administering.add(desk, new)
            return _handed_over(request, user, password)
        except HoldlawError:
            form.add_error(None, _("The user name or the staff number is taken, or has a wrong shape."))
    return render(request, "people/add.html", {"form": form}, status=422 if form.errors else 200)


def one(request: HttpRequest, desk: Desk, account: int) -> HttpResponse:
    """Show one person, and what can be changed."""
    user = _of_agency(desk, account)
    page = {"person": user, "form": RoleForm(initial={"role": user.role}), "own": user.pk == desk.user.pk}
    return render(request, "people/one.html", page)


def change(request: HttpRequest, desk: Desk, account: int) -> HttpResponse:
    """Change one thing about a person: the role, the lock, the password, the second factor."""
    user = _of_agency(desk, account)
    deed = CHANGES.get(request.POST.get("change", ""))
    if request.method != "POST" or deed is None or user.pk == desk.user.pk:
        return redirect("person", account=account)
    try:
        return deed(request, desk, user)
    except HoldlawError:
        messages.error(request, _("Not done: this is the agency's last administrator."))
        return redirect("person", account=account)


def _set_role(request: HttpRequest, desk: Desk, user: User) -> HttpResponse:
    form = RoleForm(request.POST)
    if form.is_valid():
        administering.set_role(desk, user, Role(form.cleaned_data["role"]))
        messages.success(request, _("The role was changed. It counts from now on."))
    return redirect("person", account=user.pk)


def _lock(request: HttpRequest, desk: Desk, user: User) -> HttpResponse:
    administering.lock(desk, user)
    messages.success(request, _("Locked. Wherever this person was signed in, they no longer are."))
    return redirect("person", account=user.pk)


def _unlock(request: HttpRequest, desk: Desk, user: User) -> HttpResponse:
    administering.unlock(desk, user)
    messages.success(request, _("Unlocked."))
    return redirect("person", account=user.pk)


def _new_password(request: HttpRequest, desk: Desk, user: User) -> HttpResponse:
    return _handed_over(request, user, administering.new_password(desk, user))


def _forget_factors(request: HttpRequest, desk: Desk, user: User) -> HttpResponse:
    return _handed_over(request, user, administering.forget_factors(desk, user))


def _handed_over(request: HttpRequest, user: User, password: str) -> HttpResponse:
    page = render(request, "people/password.html", {"person": user, "password": password})
    page["Cache-Control"] = "no-store"
    return page


def _of_agency(desk: Desk, account: int) -> User:
    return get_object_or_404(people.everybody(desk.user.agency), pk=account)


CHANGES: Mapping[str, Callable[[HttpRequest, Desk, User], HttpResponse]] = {
    "role": _set_role,
    "lock": _lock,
    "unlock": _unlock,
    "password": _new_password,
    "factors": _forget_factors,
}

ROUTES = (
    Route("people/", "people", listed, Deed.MANAGE_PEOPLE, menu="People", menu_order=5),
    Route("people/add/", "person_add", add, Deed.MANAGE_PEOPLE),
    Route("people/<int:account>/", "person", one, Deed.MANAGE_PEOPLE),
    Route("people/<int:account>/change/", "person_change", change, Deed.MANAGE_PEOPLE),
)
