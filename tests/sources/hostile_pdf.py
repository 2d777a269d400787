"""PDFs made to do harm: to run something, to take all memory, all time, or the reader's stack."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

from pypdf import PdfReader, PdfWriter

from .some_i247a import flattened
from .some_pdf import Paper, Written, pdf, stream, written

MEGABYTE = 1 << 20


def bomb(unit: bytes, megabytes: int) -> bytes:
    """Pack so many megabytes of one repeated text, without ever having them in memory."""
    packer = zlib.compressobj(9)
    block = unit * (MEGABYTE // len(unit))
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (megabytes - 1) + b"\x03\x00" + struct.pack(">I", 0)


def page_with(content: bytes, resources: bytes = b"<<>>", box: str = "0 0 612 792", *more: bytes) -> bytes:
    """Write one page around a content stream; `more` are the objects from 5."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources ".encode() + resources + b">>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return written([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content, *more])


def packed(data: bytes, entries: str = "") -> bytes:
    """Write a stream whose bytes are packed already."""
    return f"<</Length {len(data)}/Filter/FlateDecode{entries}>>stream\n".encode() + data + b"\nendstream"


def stream_bomb() -> bytes:
    """Page content of 4,000 MB in a file of some 4 MB."""
    return page_with(packed(bomb(b"0 0 m 1 1 l S\n", 4000)))


def picture_bomb() -> bytes:
    """A picture of 60,000 by 60,000 points."""
    data = packed(
        bomb(b"\0", 400), "/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    return page_with(
        stream(b"q 612 0 0 792 0 0 cm /I Do Q"), b"<</XObject<</I 5 0 R>>>>", "0 0 612 792", data
    )


def drawing_bomb(depth: int = 12) -> bytes:
    """A drawing that draws another ten times, which draws another ten times, and so on."""
    resources = "".join(f"/X{number} {5 + number} 0 R" for number in range(depth))
    own = f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<<{resources}>>>>"
    inner = [stream(f"/X{number + 1} Do ".encode() * 10, own) for number in range(depth - 1)]
    last = stream(b"0 0 m 600 700 l 300 20 l f " * 50, own)
    return page_with(stream(b"/X0 Do"), f"<</XObject<<{resources}>>>>".encode(), "0 0 612 792", *inner, last)


def deep_tree(depth: int = 20_000) -> bytes:
    """A page so many branches down."""
    branches = [f"<</Type/Pages/Kids[{3 + number} 0 R]/Count 1>>".encode() for number in range(depth)]
    return written([b"<</Type/Catalog/Pages 2 0 R>>", *branches, b"<</Type/Page/MediaBox[0 0 612 792]>>"])


def circle() -> bytes:
    """A page tree that is its own branch."""
    return written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


def deep_list() -> bytes:
    """A list in a list, 400,000 times."""
    return written([b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 400_000, b"<</Type/Pages/Kids[]/Count 0>>"])


def many_pages(count: int = 5000) -> bytes:
    """More pages than a request has."""
    kids = " ".join(["3 0 R"] * count)
    tree = f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()
    return written(
        [b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"]
    )


def huge_page() -> bytes:
    """A page of a thousand kilometres."""
    return page_with(stream(b""), b"<<>>", "0 0 3000000000 3000000000")


def strip_page() -> bytes:
    """A page a million times as high as wide."""
    return page_with(stream(b""), b"<<>>", "0 0 1 1000000")


def endless_field() -> bytes:
    """A field that is its own group."""
    return pdf(Paper().add(Written("NameOfAlien", "TESTPERSON, Testa", extra="/Parent 7 0 R")))


def locked(user: str, owner: str) -> bytes:
    """A request that is locked with passwords; an empty one opens by itself."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(flattened()))))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_actions(canary: str) -> bytes:
    """A request that would run scripts, start a program and open a file inside it, if a reader let it."""
    script = f"app.launchURL('file://{canary}'); this.exportDataObject({{cName: 'x'}}); while (true) {{}}"
    launch = f"<</S/Launch/F(/bin/sh)/Unix(touch {canary})>>"
    script_of = f"<</S/JavaScript/JS({script.replace('(', '[').replace(')', ']')})>>"
    names = f"/Names<</JavaScript<</Names[(a) {script_of}]>>/EmbeddedFiles<</Names[(x) 7 0 R]>>>>"
    catalog = f"/OpenAction {script_of}/AA<</WC {launch}/O {launch}>>{names}"
    paper = flattened("final_order").add(
        Written("Remarks", "none", extra=f"/AA<</K {script_of}/F {script_of}/C {script_of}>>/A {launch}")
    )
    held = [b"<</Type/Filespec/F(x.sh)/EF<</F 8 0 R>>>>", stream(b"touch it", "/Type/EmbeddedFile")]
    return pdf(paper, catalog=catalog, more=held)


HARMFUL: Mapping[str, Callable[[], bytes]] = {
    "stream of 4,000 MB": stream_bomb,
    "picture of 60,000 by 60,000": picture_bomb,
    "drawing in a drawing, ten to the twelfth": drawing_bomb,
    "page 20,000 branches down": deep_tree,
    "page tree in a circle": circle,
    "list in a list, 400,000 times": deep_list,
    "5,000 pages": many_pages,
    "page of a thousand kilometres": huge_page,
    "page like a thread": strip_page,
    "field in itself": endless_field,
}
"""What is thrown at the reader, by what it is."""
