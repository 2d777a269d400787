"""Every address of the site: the pages that are found, log-in, languages. No list of pages is kept here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from holdlaw.web.desk import guarded
from holdlaw.web.frame import home
from holdlaw.web.routing import routes

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("holdlaw.web.accounts.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    *(path(route.path, guarded(route), name=route.name) for route in routes()),
]
