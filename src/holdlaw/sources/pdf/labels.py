"""What the blanks and boxes of the I-247 forms are called: the table to extend when another naming turns up.

No list of the field names of these forms is published, as far as was found. So a blank is known by any of:
the field's own name, its tooltip, the words printed beside it. Add the words of a new naming to `names`, in
the small letters and single spaces that `plain` gives ("DateOfBirth" is "date of birth").

Source: the printed words of Form I-247A (2/17), I-247D and I-247N in public copies. Those of the I-247 of
2012 and of the part that the jail returns are recalled, not read.
"""

from __future__ import annotations

from attrs import frozen


@frozen
class Blank:
    """A place to write."""

    key: str
    names: tuple[str, ...]
    """Words that a name or tooltip contains, or that printed words before the blank end with."""
    whole: tuple[str, ...] = ()
    """Names too short to be looked for inside others."""
    never: tuple[str, ...] = ()
    """Words of other blanks that sound alike."""
    printed: tuple[str, ...] = ()
    """The printed words, as patterns, after which the value stands in a PDF without fields."""


@frozen
class Tick:
    """A box to tick."""

    key: str
    value: str
    names: tuple[str, ...]
    """Words that a name or tooltip contains, or with which the printed sentence behind the box begins."""
    never: tuple[str, ...] = ()


_OTHER_PEOPLE = (
    "officer",
    "official",
    "attorney",
    "interpreter",
    "institution",
    "facility",
    "agency",
    "title",
    "signature",
    "judge",
)
_WHO = "(?:alien|subject|detainee|inmate|person)"

BLANKS = (
    Blank(
        "subject.name",
        (
            "name of alien",
            "name of the alien",
            "alien name",
            "aliens name",
            "name of subject",
            "name of the subject",
            "subject name",
            "subjects name",
            "name of person",
            "person name",
            "name of detainee",
            "detainee name",
            "name of inmate",
            "inmate name",
            "full name",
        ),
        whole=("name",),
        never=(*_OTHER_PEOPLE, "number"),
        printed=(rf"name of (?:the )?{_WHO}", rf"{_WHO}(?:'s)? name"),
    ),
    Blank(
        "subject.name.last",
        ("last name", "family name", "surname"),
        whole=("last",),
        never=(*_OTHER_PEOPLE, "first"),
    ),
    Blank(
        "subject.name.first", ("first name", "given name"), whole=("first",), never=(*_OTHER_PEOPLE, "last")
    ),
    Blank("subject.name.middle", ("middle name", "middle initial"), never=(*_OTHER_PEOPLE, "last", "first")),
    Blank(
        "subject.birth_date",
        ("date of birth", "birth date", "birthdate", "date born"),
        whole=("dob", "d o b", "alien dob", "subject dob"),
        never=("place of birth",),
        printed=("date of birth", "birth ?date", r"d\.?o\.?b\.?"),
    ),
    Blank(
        "subject.file_number",
        (
            "file no",
            "file number",
            "a number",
            "a no",
            "alien number",
            "alien registration number",
            "alien registration no",
            "a file",
            "afile",
            "file num",
        ),
        whole=("a", "anum", "a num", "file"),
        never=("phone", "telephone", "fax", "call", "event", "charge", "profile"),
        printed=(
            r"file no\.?",
            "file number",
            r"a-? ?number",
            r"a-? ?file(?: no\.?)?",
            "alien (?:registration )?number",
        ),
    ),
    Blank(
        "subject.custody_number",
        (
            "local booking inmate",
            "booking inmate",
            "booking number",
            "booking no",
            "inmate number",
            "inmate no",
            "inmate id",
            "local booking",
        ),
        whole=("booking",),
        never=("date", "phone"),
        printed=(
            r"local booking ?/ ?inmate ?(?:#|no\.?|number)?",
            r"booking (?:#|no\.?|number)",
            r"inmate (?:#|no\.?|number|id)",
        ),
    ),
    Blank(
        "requester.agency",
        (
            "dhs office address",
            "dhs office",
            "office address",
            "from dhs",
            "requesting agency",
            "issuing agency",
            "issuing office",
            "requesting office",
            "ice office",
            "from office",
        ),
        whole=("from", "requester", "sender"),
        never=("institution", "law enforcement agency"),
    ),
    Blank(
        "served_at",
        (
            "served upon the alien on",
            "served on the alien on",
            "served upon the subject on",
            "served on the subject on",
            "served on alien",
            "served upon alien",
            "date served",
            "served date",
            "date of service",
            "service date",
            "served on",
            "served at",
            "copy served",
        ),
        whole=("served",),
        never=("warrant", "charging", "notice to appear", "nta", "manner", "by"),
        printed=(rf"served (?:up)?on the {_WHO} on",),
    ),
    Blank(
        "box",
        (
            "ground",
            "grounds",
            "basis of determination",
            "determination is based on",
            "basis for determination",
        ),
    ),
)
"""Every blank that is read."""

TICKS = (
    Tick(
        "box",
        "final_order",
        ("final order", "a final order of removal", "obtained an order of deportation"),
        ("warrant",),
    ),
    Tick(
        "box",
        "pending_proceedings",
        (
            "the pendency of ongoing",
            "pendency",
            "ongoing removal proceedings",
            "pending proceedings",
            "pending removal",
            "initiated removal proceedings",
            "removal proceedings",
        ),
        ("warrant",),
    ),
    Tick("box", "biometrics", ("biometric confirmation", "biometric", "biometrics")),
    Tick("box", "statements", ("statements made by", "statements", "alien statement", "statement")),
    Tick(
        "box",
        "resume_custody",
        ("dhs transferred the", "transferred the", "resume custody", "transferred to your custody"),
    ),
    Tick("asks", "hold", ("maintain custody", "hold 48", "hold request", "ask hold", "asks hold")),
    Tick(
        "asks",
        "notify",
        (
            "notify dhs as early",
            "notify dhs",
            "provide notice as early",
            "notify this office of the time",
            "notify release",
            "advance notification",
            "ask notify",
            "asks notify",
        ),
        ("death", "hospital", "transfer"),
    ),
    Tick(
        "asks",
        "transfer",
        ("transfer custody", "transfer of custody", "transfer to dhs", "ask transfer", "asks transfer"),
        ("notify",),
    ),
    Tick(
        "cancels",
        "yes",
        (
            "cancel the detainer",
            "please cancel the detainer",
            "if checked please cancel",
            "cancel detainer",
            "cancel prior detainer",
            "cancels detainer",
        ),
    ),
    Tick(
        "papers",
        "I-200",
        ("i 200", "form i 200", "warrant for arrest of alien", "served a warrant of arrest for removal"),
    ),
    Tick("papers", "I-205", ("i 205", "form i 205", "warrant of removal")),
)
"""Every box that is read."""

OTHER_PRINTED = (
    "subject id",
    r"event (?:#|no\.?)",
    "citizenship",
    "suspected citizenship",
    "sex",
    "date",
    "to",
    "from",
    r"estimated release date(?: ?/ ?time)?",
    "date of latest criminal charge(?: ?/ ?conviction)?",
    "last offen[sc]e charged(?: ?/ ?conviction)?",
    "nationality",
    "country of birth",
    "place of birth",
    "in the following manner",
)
"""Other words printed with a blank behind them: what stands after them is no part of the blank before."""

PRINTED_ASKS = (
    ("hold", "maintain custody of the alien"),
    ("hold", "maintain custody of the subject"),
    ("notify", "notify dhs as early as practicable"),
    ("notify", "provide notice as early as practicable"),
)
"""What a form without boxes at its requests asks, by the sentence it prints."""

KEYS = frozenset(
    {"form", *(tick.key for tick in TICKS), *(blank.key for blank in BLANKS if blank.key.count(".") < 2)}
)
"""Every key that can be filled."""
SETS = frozenset({"asks", "papers"})
"""Keys that take several values."""
