"""Makes small PDFs byte by byte: with fields, without, with nothing but an image, and with what does harm."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from attrs import define, field, frozen

Place = tuple[float, float, float, float]


@frozen
class Written:
    """A field to write in."""

    name: str
    value: str
    place: Place = (200, 600, 400, 616)
    tooltip: str = ""
    extra: str = ""

    def as_object(self) -> str:
        """Give the field and what is seen of it as one object."""
        return (
            f"<</Type/Annot/Subtype/Widget/FT/Tx/T({_escaped(self.name)})/V({_escaped(self.value)})"
            f"{_tooltip(self.tooltip)}/DA(/Helv 10 Tf 0 g)/F 4{self.extra}/Rect[{_numbers(self.place)}]>>"
        )


@frozen
class Ticked:
    """A box to tick."""

    name: str
    is_ticked: bool = True
    state: str = "Yes"
    place: Place = (40, 600, 52, 612)
    tooltip: str = ""

    def as_object(self) -> str:
        """Give the box and what is seen of it as one object."""
        now = self.state if self.is_ticked else "Off"
        return (
            f"<</Type/Annot/Subtype/Widget/FT/Btn/T({_escaped(self.name)})/V/{now}/AS/{now}{_tooltip(self.tooltip)}"
            f"/F 4/MK<</CA(4)>>/AP<</N<</{self.state} 6 0 R/Off 6 0 R>>>>/Rect[{_numbers(self.place)}]>>"
        )


@define
class Paper:
    """One page of a PDF in the making."""

    drawn: list[str] = field(factory=list)
    fields: list[Written | Ticked] = field(factory=list)
    size: tuple[float, float] = (612, 792)

    def say(self, left: float, bottom: float, text: str, font: str = "F1") -> Paper:
        """Print a text."""
        self.drawn.append(f"BT /{font} 9 Tf {left} {bottom} Td ({_escaped(text)}) Tj ET")
        return self

    def mark(self, left: float, bottom: float, letter: str = "4") -> Paper:
        """Print a tick (4) or a cross (8) of ZapfDingbats."""
        return self.say(left, bottom, letter, "F2")

    def add(self, *fields: Written | Ticked) -> Paper:
        """Put fields on it."""
        self.fields.extend(fields)
        return self


FIXED = 6
"""Objects before the pages: catalog, page tree, two fonts, encoding-free resources, an empty appearance."""


def pdf(*papers: Paper, catalog: str = "", more: Sequence[bytes] = ()) -> bytes:
    """Write pages as PDF. `catalog` and the objects `more` (numbered from 7) add what a test needs."""
    bodies: list[bytes] = [b""] * FIXED + list(more)
    pages, widgets = [], []
    for paper in papers:
        notes = [_added(bodies, one.as_object().encode("latin-1")) for one in paper.fields]
        content = _added(bodies, stream("\n".join(paper.drawn).encode("latin-1")))
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper.size[0]} {paper.size[1]}]/Resources 5 0 R"
            f"/Contents {content} 0 R/Annots[{_references(notes)}]>>"
        )
        pages.append(_added(bodies, page.encode()))
        widgets += notes
    form = f"/AcroForm<</Fields[{_references(widgets)}]/NeedAppearances true/DA(/Helv 10 Tf 0 g)/DR 5 0 R>>"
    bodies[0] = f"<</Type/Catalog/Pages 2 0 R{form if widgets else ''}{catalog}>>".encode()
    bodies[1] = f"<</Type/Pages/Kids[{_references(pages)}]/Count {len(pages)}>>".encode()
    bodies[2] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    bodies[3] = b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"
    bodies[4] = b"<</Font<</F1 3 0 R/Helv 3 0 R/F2 4 0 R>>>>"
    bodies[5] = b"<</Type/XObject/Subtype/Form/BBox[0 0 10 10]/Length 0>>stream\n\nendstream"
    return written(bodies)


def written(bodies: Sequence[bytes]) -> bytes:
    """Write objects, the first of them the catalog, as a PDF."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))
    return out + head + table + tail


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """Write a stream object, packed with zlib where it is asked."""
    body = zlib.compress(data, 9) if packed else data
    packing = "/Filter/FlateDecode" if packed else ""
    return f"<</Length {len(body)}{packing}{entries}>>stream\n".encode() + body + b"\nendstream"


def scan() -> bytes:
    """Write a page that is a grey picture and nothing else."""
    picture = stream(
        bytes(range(256)) * 8, "/Subtype/Image/Width 64/Height 32/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>"
    )
    draw = stream(b"q 612 0 0 792 0 0 cm /I Do Q")
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return written([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, picture, draw])


def _added(bodies: list[bytes], body: bytes) -> int:
    bodies.append(body)
    return len(bodies)


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _numbers(place: Place) -> str:
    return " ".join(str(number) for number in place)


def _tooltip(text: str) -> str:
    return f"/TU({_escaped(text)})" if text else ""


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
