"""Collects what the site says, merges it into each language's catalogue and compiles that.

With `--check` it only compares. A string is found in templates ({% trans %}, {% blocktrans %}), in Python
(gettext and its kin), in the `menu` of a Route, and in the codes that pages write as words: roles, acts,
outcomes, the choices of entries, days and months. After a run, what is new stands in
`locale/<language>/LC_MESSAGES/django.po` with an empty `msgstr`: write its translation there and run again.
"""

from __future__ import annotations

import ast
import calendar
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parents[1] / "src" / "holdlaw" / "web"
LOCALE = WEB / "locale"
KINDS = WEB.parent / "register" / "kinds"
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
EMPTY_HEADERS = (
    '"Report-Msgid-Bugs-To:', '"Last-Translator:', '"Language-Team:', '"Generated-By:', '"POT-Creation-Date:',
    '"PO-Revision-Date:', '"Project-Id-Version:',
)  # fmt: skip
"""What a catalogue may say of itself and this one does not."""

NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in the compiled file, so that the same catalogue is the same file on every day."""

Found = tuple[str | tuple[str, ...], str | None, str]
"""A string (or singular and plural), its context, and the file it stands in."""


def used() -> Catalog:
    """Give everything the site says, without translations."""
    catalog = Catalog(fuzzy=False)
    for text, context, place in sorted(_everything(), key=lambda found: (found[2], str(found[0]))):
        known = catalog.get(text, context)
        if known is None or place not in [where for where, _ in known.locations]:
            catalog.add(text, locations=[(place, 1)], context=context)
    return catalog


def _everything() -> Iterator[Found]:
    for path in sorted(WEB.rglob("*.html")):
        yield from _in_template(path)
    for path in sorted(WEB.rglob("*.py")):
        yield from in_python(path.read_bytes(), _name(path))
        yield from ((text, None, _name(path)) for text in _menus(path))
    yield from ((text, None, "codes") for text in sorted(set(_codes())))


def _in_template(path: Path) -> Iterator[Found]:
    from django.utils.translation.template import templatize

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    flat = "\n".join(line.strip() for line in source.splitlines())
    yield from in_python(flat.encode(), _name(path))


def in_python(source: bytes, place: str) -> Iterator[Found]:
    """Give every string that a piece of Python marks for translation."""
    for _, text, _, context in extract("python", BytesIO(source), KEYWORDS):
        yield (tuple(text) if isinstance(text, tuple | list) else text), context, place


def _menus(path: Path) -> Iterator[str]:
    for call in _calls(path, "Route"):
        for keyword in call.keywords:
            if keyword.arg == "menu" and isinstance(keyword.value, ast.Constant):
                yield str(keyword.value.value)


def _codes() -> Iterator[str]:
    """Give every code that a page may write as words, as the filter `words` does."""
    from holdlaw.core.case import Act
    from holdlaw.decide.reasons import WORDS
    from holdlaw.register.entry import LATE_REASONS
    from holdlaw.register.kind import THREE
    from holdlaw.web.roles import Role

    listed = [*Role, *(act.value for act in Act), *WORDS.values(), *LATE_REASONS, *THREE]
    chosen = [
        str(option.value)
        for path in sorted(KINDS.glob("*.py"))
        for call in _calls(path, "choice")
        for option in call.args
        if isinstance(option, ast.Constant)
    ]
    yield from (str(code).replace("_", " ") for code in (*listed, *chosen))
    yield from (name for name in (*calendar.day_abbr, *calendar.month_name) if name)


def _calls(path: Path, function: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield node


def _name(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


def merged(path: Path) -> Catalog:
    """Give a language's catalogue with what the site says now; what is no longer said is left out."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    catalog.update(used(), no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = NO_DAY
    return catalog


def written(catalog: Catalog) -> bytes:
    """Give a catalogue as the bytes of its file."""
    made = BytesIO()
    write_po(made, catalog, width=0, sort_output=True, include_lineno=False)
    lines = made.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(EMPTY_HEADERS)).encode()


def compiled(catalog: Catalog) -> bytes:
    """Give a catalogue as the bytes that the site reads."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Give what has no translation, or an uncertain one."""
    return [str(message.id) for message in catalog if message.id and (message.fuzzy or not _whole(message))]


def _whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings)


def catalogues() -> tuple[Path, ...]:
    """Give the file of every language."""
    return tuple(sorted(LOCALE.glob("*/LC_MESSAGES/django.po")))


def main(arguments: list[str]) -> int:
    """Write every catalogue, or say what is not up to date; give 1 if something is missing."""
    missing = 0
    for path in catalogues():
        catalog = merged(path)
        behind = [
            file.name
            for file, made in ((path, written(catalog)), (path.with_suffix(".mo"), compiled(catalog)))
            if not file.exists() or file.read_bytes() != made
        ]
        if "--check" not in arguments:
            path.write_bytes(written(catalog))
            path.with_suffix(".mo").write_bytes(compiled(catalog))
            behind = []
        without = untranslated(catalog)
        missing += len(without) + len(behind)
        print(f"{path.parts[-3]}: {len(catalog)} strings, {len(without)} without translation")
        for line in (*without, *(f"{name} is behind: run scripts/messages.py" for name in behind)):
            print(f"  {line}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
