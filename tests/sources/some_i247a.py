"""The printed words of Form I-247A, laid out as on the form; what is filled in is drawn over them at the end.

Source: the public wording of Form I-247A (2/17). The person is invented.
"""

from __future__ import annotations

from .some_pdf import Paper

GROUNDS = {
    "final_order": (560, "a final order of removal against the alien;"),
    "pending_proceedings": (546, "the pendency of ongoing removal proceedings against the alien;"),
    "biometrics": (
        532,
        "biometric confirmation of the alien's identity and a records check of federal databases that",
    ),
    "statements": (
        508,
        "statements made by the alien to an immigration officer and/or other reliable evidence that",
    ),
    "resume_custody": (480, "2. DHS TRANSFERRED THE ALIEN TO YOUR CUSTODY FOR A PROCEEDING OR INVESTIGATION"),
}
"""Each box: the height of its line, and the sentence behind it."""

NAME, BIRTH_DATE, FILE_NUMBER = "TESTPERSON, Testa", "03/17/1990", "A099 123 456"
CANCEL = (360, "If checked: please cancel the detainer related to this alien previously submitted to you")
SERVED = (300, "This form was served upon the alien on ____________________, in the following manner:")


def blank() -> Paper:
    """Print the form with nothing filled in."""
    paper = Paper()
    paper.say(180, 770, "DEPARTMENT OF HOMELAND SECURITY (DHS)").say(
        170, 756, "IMMIGRATION DETAINER - NOTICE OF ACTION"
    )
    paper.say(40, 736, "Subject ID:").say(40, 722, "Event #:").say(320, 736, "File No:").say(
        320, 722, "Date:"
    )
    paper.say(40, 704, "TO: (Name and Title of Institution - OR Any Subsequent Law")
    paper.say(320, 704, "FROM: (DHS Office Address)")
    paper.say(40, 640, "Name of Alien: __________________________________________________________")
    paper.say(40, 622, "Date of Birth: ____________________").say(240, 622, "Citizenship: ________________")
    paper.say(440, 622, "Sex: ______")
    paper.say(
        40, 594, "1. DHS HAS DETERMINED THAT PROBABLE CAUSE EXISTS THAT THE SUBJECT IS A REMOVABLE ALIEN."
    )
    paper.say(40, 580, "THIS DETERMINATION IS BASED ON (complete box 1 or 2):")
    for height, sentence in GROUNDS.values():
        paper.say(70, height, sentence)
    paper.say(
        70, 520, "affirmatively indicate that the alien either lacks immigration status or is removable;"
    )
    paper.say(40, 440, "IT IS THEREFORE REQUESTED THAT YOU:")
    paper.say(
        60,
        426,
        "Notify DHS as early as practicable (at least 48 hours, if possible) before the alien is released",
    )
    paper.say(
        60,
        412,
        "from your custody, by calling U.S. Immigration and Customs Enforcement (ICE) or U.S. Customs",
    )
    paper.say(60, 398, "and Border Protection (CBP) at ______________.")
    paper.say(
        60,
        384,
        "Maintain custody of the alien for a period NOT TO EXCEED 48 HOURS beyond the time when he/she",
    )
    paper.say(70, *CANCEL)
    paper.say(40, 330, "Local Booking/Inmate #: ______________").say(
        300, 330, "Estimated release date/time: __________"
    )
    paper.say(40, *SERVED)
    return paper.say(40, 30, "DHS Form I-247A (3/17)").say(500, 30, "Page 1 of 3")


def flattened(*grounds: str) -> Paper:
    """Print the form as an office sends it on: filled in, with no fields left."""
    paper = blank()
    paper.say(365, 737, FILE_NUMBER).say(350, 722.5, "06/13/2017")
    paper.say(40, 688, "Example County Sheriff, 1 Example Street").say(
        320, 690, "ICE ERO Example Field Office"
    )
    paper.say(320, 678, "2 Example Plaza").say(110, 641.5, NAME).say(105, 623.5, BIRTH_DATE)
    paper.say(300, 623.5, "NOWHERELAND").say(470, 623.5, "F")
    for ground in grounds:
        paper.mark(50, GROUNDS[ground][0])
    return paper.say(150, 331.5, "B-2017-0042").say(220, 301.5, "06/14/2017 0830 hrs")
