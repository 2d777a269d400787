"""Takes the fields of a form out of a PDF, with pypdf: those that somebody looking at its pages can see."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, TextStringObject

from holdlaw.sources.pdf.material import Box, Field
from holdlaw.sources.pdf.plain import tidy

_DEPTH_MAX = 32
"""Groups a field may stand in."""
_FIELDS_MAX = 400
"""Fields that are read from a page. The I-247A has about forty."""
_LETTERS_MAX = 400
_STREAM_BYTES_MAX = 32_000_000
_HIDDEN = 0b100010  # bits 2 and 6 of the annotation: hidden, not shown on a screen
_PUSH_BUTTON = 1 << 16


def fields_in(data: bytes, pages: int) -> tuple[Field, ...]:
    """Give the fields of a PDF of so many pages; none where its form cannot be read."""
    limits = Configuration(
        zlib_maximum_output_length=_STREAM_BYTES_MAX,
        lzw_maximum_output_length=_STREAM_BYTES_MAX,
        maximum_declared_stream_length=_STREAM_BYTES_MAX,
        jbig2dec_binary=None,
    )
    try:
        with apply_configuration(limits):
            reader = PdfReader(BytesIO(data))
            if len(reader.pages) != pages:  # two readers see two documents: trust neither
                return ()
            return tuple(
                field for number, page in enumerate(reader.pages, start=1) for field in _on_page(page, number)
            )
    except MemoryError:
        raise
    except Exception:  # a form can be wrong in any way, and its pages are still worth showing
        return ()


def _on_page(page: DictionaryObject, number: int) -> Iterator[Field]:
    notes = _solid(page.get("/Annots"))
    for note in (notes if isinstance(notes, ArrayObject) else [])[:_FIELDS_MAX]:
        widget = _solid(note)
        is_field = isinstance(widget, DictionaryObject) and widget.get("/Subtype") == "/Widget"
        if is_field and (field := _field(widget, number)):
            yield field


def _field(widget: DictionaryObject, number: int) -> Field | None:
    chain = _chain(widget)
    box, kind = _box(widget), _kind(chain)
    if box is None or kind is None or _number(widget.get("/F")) & _HIDDEN:
        return None
    state = _state(widget)
    ticked = kind == "tick" and _is_ticked(widget, chain, state)
    value = _written(chain) if kind == "text" else ""
    return Field(
        page=number,
        name=_name(chain),
        tooltip=_text(_inherited(chain, "/TU")),
        kind=kind,
        value=value,
        ticked=ticked,
        state=state,
        box=box,
    )


def _chain(widget: DictionaryObject) -> list[DictionaryObject]:
    """Give the widget and the groups it stands in, innermost first."""
    chain = [widget]
    while len(chain) < _DEPTH_MAX:
        parent = _solid(chain[-1].get("/Parent"))
        if not isinstance(parent, DictionaryObject) or any(parent is one for one in chain):
            break
        chain.append(parent)
    return chain


def _kind(chain: list[DictionaryObject]) -> Literal["text", "tick"] | None:
    kind = _inherited(chain, "/FT")
    if kind == "/Btn":
        return None if _number(_inherited(chain, "/Ff")) & _PUSH_BUTTON else "tick"
    return "text" if kind in ("/Tx", "/Ch") else None


def _is_ticked(widget: DictionaryObject, chain: list[DictionaryObject], state: str) -> bool:
    """Tell whether a box is shown ticked; one that does not say so itself is, where its group names it."""
    shown = _solid(widget.get("/AS"))
    if shown is not None:
        return str(shown) != "/Off"
    return bool(state) and tidy(str(_inherited(chain, "/V")).lstrip("/")) == state


def _state(widget: DictionaryObject) -> str:
    """Give the name of the ticked state of a box: the appearance that is not /Off."""
    looks = _solid(widget.get("/AP"))
    normal = _solid(looks.get("/N")) if isinstance(looks, DictionaryObject) else None
    names = [str(name) for name in normal] if isinstance(normal, DictionaryObject) else []
    shown = [name for name in (*names, str(_solid(widget.get("/AS")) or "/Off")) if name != "/Off"]
    return tidy(shown[0].lstrip("/"))[:_LETTERS_MAX] if shown else ""


def _written(chain: list[DictionaryObject]) -> str:
    """Give what is written or chosen; of a list, the words that are shown."""
    value = _text(_inherited(chain, "/V"))
    options = _inherited(chain, "/Opt")
    for option in options if isinstance(options, ArrayObject) else ():
        pair = _solid(option)
        if isinstance(pair, ArrayObject) and len(pair) == 2 and _text(pair[0]) == value:
            return _text(pair[1])
    return value


def _name(chain: list[DictionaryObject]) -> str:
    names = [_text(one.get("/T")) for one in reversed(chain)]
    return ".".join(name for name in names if name)[-_LETTERS_MAX:]


def _box(widget: DictionaryObject) -> Box | None:
    sides = _solid(widget.get("/Rect"))
    if not isinstance(sides, ArrayObject) or len(sides) != 4:
        return None
    x0, y0, x1, y1 = (float(_solid(side)) for side in sides)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _inherited(chain: list[DictionaryObject], key: str) -> Any:
    return next((_solid(one[key]) for one in chain if key in one), None)


def _text(told: Any) -> str:
    solid = _solid(told)
    return tidy(solid[: 4 * _LETTERS_MAX])[:_LETTERS_MAX] if isinstance(solid, TextStringObject) else ""


def _number(told: Any) -> int:
    solid = _solid(told)
    return int(solid) if isinstance(solid, int) else 0


def _solid(told: Any) -> Any:
    """Follow a reference to what it stands for."""
    return told.get_object() if isinstance(told, IndirectObject) else told
