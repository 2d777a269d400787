"""Invented people: names that nobody bears, numbers that nobody was given, birth dates by lot."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from attrs import evolve, frozen

FIRST = (
    "Testa", "Exempla", "Persona", "Fulano", "Mengana", "Zutano", "Perengana", "Beispiela", "Musterine",
    "Campiona", "Modello", "Vzora", "Voorbeelda", "Przyklada", "Ornekan", "Contoha", "Mfanoa", "Ipsa",
)  # fmt: skip
LAST = (
    "Testperson", "Exemplar", "Sample", "Muster", "Specimen", "Placeholder", "Invented", "Fictitious",
    "Nonesuch", "Anyone", "Noname", "Standin", "Mockup", "Trial", "Rehearsal", "Imagined", "Makebelieve",
    "Pretend", "Template", )  # fmt: skip
"""Each says that it is one: placeholder names of several languages."""

OLDEST_YEARS, YOUNGEST_YEARS = 66, 19


@frozen
class Person:
    """Somebody who does not exist. `id` is opaque, and all that an entry says of them in the open."""

    id: str
    name: str
    birth_date: date
    file_number: str
    custody_number: str

    def subject(self) -> dict[str, str]:
        """Give what a request says of the person."""
        return {
            "name": self.name,
            "birth_date": self.birth_date.isoformat(),
            "file_number": self.file_number,
            "custody_number": self.custody_number,
        }

    def born_on(self, day: date) -> Person:
        """Give the same person with another birth date, as a paper may have it wrongly."""
        return evolve(self, birth_date=day)


class People:
    """Makes people one after another, the same ones from the same seed."""

    def __init__(self, chance: Random, prefix: str) -> None:
        """Take the chance to draw from, and what the agency's custody numbers begin with."""
        self._chance, self._prefix, self._made = chance, prefix, 0

    def another(self, on: date) -> Person:
        """Make the next person, grown up on a day."""
        self._made += 1
        chance = self._chance
        age = timedelta(days=chance.randrange(YOUNGEST_YEARS * 366, OLDEST_YEARS * 365))
        return Person(
            id=f"p{chance.getrandbits(64):016x}",
            name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            birth_date=on - age,
            file_number=f"A-000-{chance.randrange(1000):03d}-{chance.randrange(1000):03d}",
            custody_number=f"{self._prefix}-BOOK-{on.year}{self._made:05d}",
        )
