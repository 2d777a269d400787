"""Reads a free sentence by simple rules: number, wording, what is counted, period, base.

What no rule reads stays out of the claim, and the check then says that it is missing. Nothing is guessed.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve, frozen

from holdlaw.reports.claims.claim import Approx, Claim, Level, Measure, Rule, Wording
from holdlaw.reports.claims.files import APPROX
from holdlaw.reports.claims.windows import says_year_before

WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_NUMBER = rf"{_WHOLE}(?:\.[0-9]+)?"
_VALUE = rf"(?P<value>{_NUMBER}|{'|'.join(WORDS)})"
_APPROX = rf"(?:(?P<approx>{'|'.join(APPROX)}) )?"
_UP = r"(?:higher|more|greater|larger|bigger)"
_RISE = r"(?:increase|rise|rose|risen|grew|climb|spike|jump|surge|growth|higher|more|up)"
_FALL = r"(?:decrease|drop|decline|fall|fell|lower|fewer|less|down)"
_PARTS = "|".join(word for word in WORDS if word != "one")
"""Words for a part: "one of 170 crimes" and "every one of the 1,526" speak of all of them."""
_OF = rf"\b(?P<part>{_WHOLE}|{_PARTS}|none) (?:out )?of (?:the |those )?(?P<whole>{_WHOLE})\b"
_COMPARED = (
    (Wording.TIMES_HIGHER, rf"{_APPROX}{_VALUE} times {_UP}"),
    (Wording.TIMES_AS_MANY, rf"{_APPROX}{_VALUE} times (?:as (?:many|high|much|large)|the)"),
    (Wording.TIMES_AS_MANY, rf"{_APPROX}{_VALUE}-?fold"),
    (Wording.PERCENT_INCREASE, rf"{_APPROX}{_VALUE} ?(?:%|percent|per cent) {_RISE}"),
    (Wording.PERCENT_DECREASE, rf"{_APPROX}{_VALUE} ?(?:%|percent|per cent) {_FALL}"),
    (Wording.PERCENT_INCREASE, rf"{_RISE}[a-z]* (?:of |by )?{_APPROX}{_VALUE} ?(?:%|percent|per cent)"),
    (Wording.PERCENT_DECREASE, rf"{_FALL}[a-z]* (?:of |by )?{_APPROX}{_VALUE} ?(?:%|percent|per cent)"),
)
_THAN = re.compile(
    rf"\b(?:than|as|over|from|against|compared (?:with|to)) (?P<base>(?:the |in )?(?P<count>{_NUMBER})?.*)$",
    re.IGNORECASE,
)
_REFUSED = r"ignor|refus|reject|declin|not honou?r|did not comply|turned down|den(?:y|ied)"
_HONORED = r"honou?r|complied|comply|cooperat|granted"
_REQUESTS = r"request|detainer"
_NO_HISTORY = r"no criminal (?:history|record)|without (?:a )?criminal (?:history|record)"
_PERCENT = r"(?P<percent> ?(?:%|percent\b|per cent\b))"
_PLAIN = re.compile(rf"{_APPROX}(?<![\w.,$]){_VALUE}{_PERCENT}?(?![\w-])", re.IGNORECASE)
_SAYS_OF_LAW = {
    "must_not": r"\b(?:prevent|forbid|bar|prohibit|ban)s?\b",
    "must": r"\b(?:require|oblige|order|command)s?\b",
    "may": r"\b(?:allow|let|permit)s?\b",
}
_YEAR_LIKE = re.compile(r"^(?:19|20)\d\d$")
_WEEKS = re.compile(rf"\b{_VALUE} (?P<unit>day|week)s? later\b", re.IGNORECASE)


@frozen
class _Said:
    """A number of a sentence."""

    value: Fraction
    decimals: int = 0
    approx: Approx | None = None
    wording: Wording | None = None
    percent: bool = False
    of: int | None = None


def claim_from_sentence(text: str) -> Claim:
    """Read what a sentence states; what cannot be read is left out."""
    says = " ".join(text.split())
    if (later := _WEEKS.search(says)) is not None:
        days = _value(later["value"]) * (7 if later["unit"].lower() == "week" else 1)
        return Claim(says=says, measure=Measure.DAYS_BETWEEN, value=days, base=_from(says))
    law, rule = _level(says), _rule(says)
    read = Claim(says=says, law=law, rule=rule, modality=_modality(says) if law else None)
    said = _compared(says) or _part_of(says) or _plain(says)
    return read if said is None else _with_number(read, said)


def _with_number(read: Claim, said: _Said) -> Claim:
    says = read.says
    than = _THAN.search(says) if said.wording else None
    window = says[: than.start()] if than and not says_year_before(says) else says
    return evolve(
        read,
        measure=_measure(says, said),
        value=said.value,
        decimals=said.decimals,
        of=said.of,
        unit="percent" if said.percent else None,
        wording=said.wording,
        approx=said.approx,
        window=window if _names_period(window) else None,
        base=_base(than, says) if said.wording else None,
        base_value=_count(than["count"]) if than and than["count"] else None,
    )


def _names_period(words: str) -> bool:
    return bool(re.search(r"\b(?:19|20)\d\d\b|year in office", words, re.IGNORECASE))


def _base(than: re.Match[str] | None, says: str) -> str | None:
    if than is not None and (_names_period(than["base"]) or says_year_before(than["base"])):
        return than["base"]
    return says if says_year_before(says) else None


def _from(says: str) -> str | None:
    found = re.search(r"\b(?:after|from|since) (.*)$", says, re.IGNORECASE)
    return found[1] if found else None


def _compared(says: str) -> _Said | None:
    for wording, pattern in _COMPARED:
        found = re.search(rf"\b{pattern}", says, re.IGNORECASE)
        if found is not None:
            percent = wording in (Wording.PERCENT_INCREASE, Wording.PERCENT_DECREASE)
            return _said(found, wording, percent=percent)
    return None


def _part_of(says: str) -> _Said | None:
    found = re.search(_OF, says, re.IGNORECASE)
    if found is None:
        return None
    part = Fraction(0) if found["part"].lower() == "none" else _value(found["part"])
    return _Said(part, of=_count(found["whole"]))


def _plain(says: str) -> _Said | None:
    for found in _PLAIN.finditer(says):
        one_of = found["value"].lower() == "one" and says[found.end() :].startswith(" of ")
        if not one_of and not _YEAR_LIKE.match(found["value"]):
            return _said(found, None, percent=bool(found["percent"]))
    return None


def _said(found: re.Match[str], wording: Wording | None, *, percent: bool) -> _Said:
    decimals = len(found["value"].partition(".")[2])
    approx = APPROX[found["approx"].lower()] if found["approx"] else None
    return _Said(_value(found["value"]), decimals, approx, wording, percent)


def _value(text: str) -> Fraction:
    word = text.lower()
    return Fraction(WORDS.index(word)) if word in WORDS else Fraction(text.replace(",", ""))


def _count(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isdigit() and not _YEAR_LIKE.match(text) else None


def _measure(says: str, said: _Said) -> Measure | None:
    if _has(says, _NO_HISTORY) and _has(says, "arrest"):
        return Measure.ARRESTS_WITHOUT_CRIMINAL_HISTORY
    if _has(says, _REQUESTS):
        return _of_requests(says, said)
    if _has(says, r"\b(?:crimes|offen[cs]es)\b"):
        return Measure.OFFENCES_LISTED
    return Measure.HOLD_HOURS_MAX if _has(says, rf"{_NUMBER} hours") else None


def _of_requests(says: str, said: _Said) -> Measure | None:
    """Say what of requests a number counts; one that stands apart from the word counts something else."""
    beside = rf"{_VALUE}{_PERCENT}?(?: \w+){{0,2}} (?:{_REQUESTS})"
    if said.wording is None and said.of is None and not _has(says, beside):
        return None
    if _has(says, _REFUSED):
        return Measure.SHARE_NOT_HONORED if said.percent else Measure.REQUESTS_NOT_HONORED
    if _has(says, _HONORED) and not _has(says, "received"):
        return Measure.REQUESTS_HONORED
    return None if said.percent and said.wording is None else Measure.REQUESTS_RECEIVED


def _has(says: str, pattern: str) -> bool:
    return re.search(pattern, says, re.IGNORECASE) is not None


def _modality(says: str) -> str | None:
    for modality, pattern in _SAYS_OF_LAW.items():
        if re.search(pattern, says, re.IGNORECASE):
            return modality
    return None


def _level(says: str) -> Level | None:
    if re.search(r"\bstate law\b", says, re.IGNORECASE):
        return Level.STATE
    return Level.CITY if re.search(r"\bcity (?:law|code)\b", says, re.IGNORECASE) else None


def _rule(says: str) -> Rule | None:
    convicted, warrant = ("convict" in says.lower()), ("warrant" in says.lower())
    if re.search(r"\bunless\b|\bonly if\b", says, re.IGNORECASE) is None:
        return None
    if convicted and warrant:
        return Rule.CONVICTION_AND_WARRANT
    return Rule.CONVICTION_ALONE if convicted else Rule.WARRANT_ALONE if warrant else None
