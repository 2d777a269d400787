"""The columns every release is read into, and the headers under which releases print them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from attrs import frozen


class Kind(StrEnum):
    """How the text of a cell is read."""

    DAY = "day"
    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"


class State(StrEnum):
    """What is known of a value. Only of `known` there is one."""

    KNOWN = "known"
    BLANK = "blank"
    """The release has the column, and nothing in this row; in some columns that too says something."""
    REDACTED = "redacted"
    """The authority removed the value."""
    NOT_COLLECTED = "not_collected"
    """The release has no such column."""
    UNREADABLE = "unreadable"
    """Something stands there that is no day, number or yes and no: a date in the year 0999."""


@frozen
class Column:
    """One column: its name here, how it is read, and its headers elsewhere, as `plain_header` gives them."""

    name: str
    kind: Kind
    headers: tuple[str, ...]


def plain_header(header: str) -> str:
    """Give a header in lower case with single underscores: what releases differ in does not matter.

    >>> plain_header("Most Serious Conviction (MSC) Charge ")
    'most_serious_conviction_msc_charge'
    """
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def _text(name: str, *headers: str) -> Column:
    return Column(name, Kind.TEXT, headers)


def _day(name: str, *headers: str) -> Column:
    return Column(name, Kind.DAY, headers)


def _flag(name: str, *headers: str) -> Column:
    return Column(name, Kind.FLAG, headers)


def _number(name: str, *headers: str) -> Column:
    return Column(name, Kind.NUMBER, headers)


COLUMNS: Final = (
    _day("prepared_on", "prepare_date", "detainer_prepare_date"),
    _text("form_text", "detainer_type"),
    _text("lift_reason", "detainer_lift_reason", "lift_reason"),
    _day("lifted_on", "detainer_lift_date"),
    _text(
        "facility",
        "detainer_detention_facility",
        "detainer_facility",
        "detention_facility",
    ),
    _text(
        "facility_code",
        "detention_facility_code",
        "detainer_facility_code",
        "detainer_detention_facility_code",
    ),
    _text("city", "city", "facility_city"),
    _text("state", "state", "facility_state"),
    _text("area", "area_of_responsibility", "facility_aor", "detainer_aor"),
    _text("citizenship", "citizenship_country", "ero_citizenship", "citizenship", "country_of_citizenship"),
    _number("birth_year", "birth_year"),
    _text("gender", "gender"),
    _text("criminality", "detainer_criminality", "detainer_prepared_criminality"),
    _text("threat_level", "detainer_threat_level", "detainer_prep_threat_level"),
    _text(
        "conviction",
        "msc_charge",
        "most_serious_conviction_charge",
        "most_serious_conviction_msc_charge",
        "most_serious_conviction",
        "detainer_most_serious_conviction_charge",
    ),
    _text("conviction_code", "msc_charge_code", "detainer_most_serious_conviction_charge_code"),
    _text("conviction_class", "detainer_most_serious_conviction_crime_class"),
    _day("conviction_charged_on", "msc_charge_date", "detainer_most_serious_conviction_charge_date"),
    _day("convicted_on", "msc_conviction_date", "detainer_most_serious_conviction_conviction_date"),
    _number("sentence_days", "msc_sentence_days"),
    _number("sentence_months", "msc_sentence_months"),
    _number("sentence_years", "msc_sentence_years"),
    _flag("final_order", "final_order_yes_no"),
    _day("final_order_on", "final_order_date"),
    _flag("arrest_warrant_served", "arrest_warrant_served_yes_no"),
    _day("arrest_warrant_served_on", "arrest_warrant_served_date"),
    _flag("deportation_ordered", "deportation_ordered_yes_no"),
    _flag(
        "charging_paper_served",
        "osc_served_yes_no",
        "order_to_show_cause_served_yes_no",
        "order_show_cause_served_yes_no",
    ),
    _flag("biometric_match", "biometric_match_yes_no"),
    _flag("statements_made", "statements_made_yes_no"),
    _flag("notify_release", "notify_release_request_yes_no"),
    _flag("prior_felony", "prior_felony_yes_no"),
    _flag("several_misdemeanors", "multiple_prior_misd_yes_no"),
    _flag("violent_misdemeanor", "violent_misdemeanor_yes_no"),
    _flag("aggravated_felony", "aggravated_felony_yes_no"),
    _flag("street_gang", "criminal_street_gang_yes_no"),
    _flag("illegal_entry", "illegal_entry_yes_no"),
    _flag("illegal_reentry", "illegal_reentry_yes_no"),
    _flag("significant_risk", "significant_risk_yes_no"),
    _text("case_status", "case_status"),
    _text("case_category", "case_category"),
    _text("processing_disposition", "processing_disposition"),
    _day("apprehended_on", "apprehension_date", "arrest_date"),
    _text("apprehension_method", "apprehension_method", "arrest_method"),
    _text("landmark", "apprehension_landmark", "apprehension_site_landmark"),
    _text("program", "program", "final_program"),
    _day("release_projected_on", "projected_release_date"),
    _day("departed_on", "departed_date"),
    _text(
        "person_key",
        "unique_identifier",
        "anonymized_identifier",
        "alien_number_unique_identifier",
    ),
    _flag("duplicate_marked", "duplicate_likely"),
)
"""Every column, in the order in which they are written. The headers are those of the releases A to F."""

BY_HEADER: Final = {header: column for column in COLUMNS for header in column.headers}
