"""Make the reference pages from the program itself, and bring what other pages quote up to date.

    python scripts/reference.py            write docs/reference/ and refresh the quoted output in the prose
    python scripts/reference.py --check    change nothing; exit 1 and name each page that is out of date

A page quotes by a comment above a fenced block:

    <!-- run: decide examples/a.yaml; show: top + WHY -->    what the command prints, these parts of it
    <!-- run: next my.yaml; case: examples/a.yaml; change: no => yes -->    of an example, renamed and changed
    <!-- file: examples/a.yaml; from: custody; until: facts -->    lines of a file

What people write about each key, field and error stands in docs/reference/notes.yaml; a note that is missing,
or that nothing needs, is an error here.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import typer

from holdlaw.cli.main import app
from holdlaw.core.problems import CODES
from holdlaw.policybook import Book, shipped
from holdlaw.policybook.digests import plain
from holdlaw.policybook.nodes import Node, parse
from holdlaw.policybook.place_files import LawFile, Place
from holdlaw.policybook.questions import Question
from holdlaw.register.kinds import kinds
from holdlaw.sources import case_file

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, only this file's own folder is on it
from scripts.quoting import REPO, Stale, holdlaw, refreshed

REFERENCE = REPO / "docs" / "reference"
EXAMPLES = sorted((REPO / "examples").glob("*.yaml"))
PROSE = [REPO / "README.md", *sorted((REPO / "docs").rglob("*.md"))]
MADE = "<!-- Made by scripts/reference.py. Change the program or notes.yaml, and run it again. -->"

Notes = Mapping[str, Any]
Page = Callable[[Book, Notes], str]


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table of the page."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines)


def code(text: str) -> str:
    """Set a name in code."""
    return f"`{text}`"


def codes(names: Iterable[str]) -> str:
    """Set several names in code."""
    return ", ".join(code(name) for name in names)


def same(what: str, noted: Mapping[str, Any], found: Iterable[str]) -> None:
    """Hold the notes against what exists; raise Stale naming what is missing on either side."""
    if cut := [key for key, note in noted.items() if isinstance(note, Mapping) and None in note.values()]:
        raise Stale(f"{what}: a note with a comma needs quotes: {cut}")
    missing, needless = set(found) - set(noted), set(noted) - set(found)
    if missing or needless:
        raise Stale(f"{what}: no note for {sorted(missing)}; nothing needs {sorted(needless)}")


def commands(group: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """List every command, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*names, name))
        else:
            yield (*names, name)


def command_page(_: Book, notes: Notes) -> str:
    """Write what every command does and takes, in its own words."""
    called = sorted(commands(typer.main.get_command(app())), key=lambda names: (len(names), names))
    parts = [f"## holdlaw {' '.join(names)}\n\n```text\n{holdlaw([*names, '--help'])}```" for names in called]
    return "\n\n".join([notes["command"]["intro"], *parts])


def case_page(book: Book, notes: Notes) -> str:
    """Write every key of a case file, with the values it takes."""
    groups = {
        "case": case_file.CASE_KEYS,
        "request": case_file.REQUEST_KEYS,
        "requester": case_file.REQUESTER_KEYS,
        "custody": case_file.CUSTODY_KEYS,
        "jail": case_file.JAIL_KEYS,
    }
    told = notes["case_file"]
    questions = book.questions
    values = {
        "form": codes(book.forms),
        "box": codes(questions.choices["box"].options),
        "duties": f"a list of {codes(questions.choices['duties'].options)}; others are kept",
        "informed_by": codes(questions.choices["informed_by"].options),
    }
    parts = [told["intro"]]
    for group, keys in groups.items():
        same(f"case file, {group}", told[group]["keys"], keys)
        rows = [case_row(key, told[group]["keys"][key], values) for key in keys]
        parts += [told[group]["title"], table(("key", "value", "what it says"), rows)]
        parts += [questions_part(told, name, book) for name in told[group].get("then", ())]
    return "\n\n".join([*parts, told["outro"]])


def case_row(key: str, note: Any, values: Mapping[str, str]) -> tuple[str, str, str]:
    """Write one key: what values it takes and what it says."""
    need = " **Required.**" if note.get("required") == "yes" else ""
    return code(key), note.get("value") or values[key], note["says"] + need


def questions_part(told: Any, name: str, book: Book) -> str:
    """Write the fields of a paper, of a conviction, or the facts."""
    fields: Mapping[str, Question] = getattr(book.questions, name)
    own = told["values"]
    rows = [
        (code(key), own.get(key) or value_of(question), question.asks) for key, question in fields.items()
    ]
    return f"{told[f'{name}_title']}\n\n{table(('key', 'value', 'the question it answers'), rows)}"


def value_of(question: Question) -> str:
    """Say which values a fact takes."""
    left_out = f" (left out: {question.left_out})" if question.left_out else ""
    return (codes(question.options) if question.options else "yes, no, unknown") + left_out


def answer_page(book: Book, notes: Notes) -> str:
    """Write every field of the answer: its type as the examples show it, and what it says."""
    told = notes["answer"]
    answers = [json.loads(holdlaw(["decide", "--json", str(path)])) for path in EXAMPLES]
    found: dict[str, set[str]] = {}
    for answer in answers:
        for path, kind in fields(answer, ""):
            found.setdefault(path, set()).add(kind)
    noted = told["fields"]
    sometimes = {path for path, note in noted.items() if note.get("sometimes")}
    same("answer", {key: noted[key] for key in noted if key in found or key not in sometimes}, found)
    rows = [
        (code(path), " or ".join(sorted(found.get(path, {note.get("sometimes", "")}))), note["says"])
        for path, note in noted.items()
    ]
    return "\n\n".join([told["intro"], table(("field", "type", "what it says"), rows), told["outro"]])


def fields(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """List every field of an answer with its type; the five acts and the nested conditions are one each."""
    if path:
        yield path, kind_of(value)
    if isinstance(value, dict):
        for key, part in value.items():
            inner = "acts.*" if path == "acts" else f"{path}.{key}".lstrip(".")
            yield from fields(part, inner)
    if isinstance(value, list):
        for part in value:
            yield from fields(part, re.sub(r"\.when\.parts\[\]$", ".when", f"{path}[]"))


def kind_of(value: Any) -> str:
    """Name the type of a JSON value as a reader of the page would."""
    if isinstance(value, str):
        if re.match(r"\d{4}-\d\d-\d\dT", value):
            return "moment"
        return "day" if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "text"
    kinds = {bool: "true or false", int: "number", float: "number", list: "list", dict: "object"}
    return kinds.get(type(value), "null")


def facts_page(book: Book, notes: Notes) -> str:
    """Write every fact a law may turn on: the question, who answers, where a case writes it."""
    parts, told = [notes["facts"]["intro"]], notes["facts"]["sections"]
    groups = ("facts", "derived", "choices", "paper", "conviction", "other")
    same("facts", told, groups)
    for group in groups:
        asked: Mapping[str, Question] = getattr(book.questions, group)
        rows = [(code(name), q.asks, value_of(q), q.who, code(q.field)) for name, q in asked.items()]
        parts += [told[group], table(("name", "question", "values", "who can answer", "in a case"), rows)]
    return "\n\n".join(parts)


def errors_page(_: Book, notes: Notes) -> str:
    """Write every code with its exact meaning, why it matters and what to do."""
    told = notes["errors"]
    same("errors", told["codes"], CODES)
    parts = [told["intro"]]
    for number, title in told["kinds"].items():
        parts += [f"## {title}"]
        for name, meaning in CODES.items():
            if name.startswith(f"HL-{number}"):
                note = told["codes"][name]
                parts += [f"### {name}", f"**{meaning}.** {note['why']}", f"*What to do.* {note['mend']}"]
    return "\n\n".join(parts)


def entries_page(_: Book, notes: Notes) -> str:
    """Write every type of entry: what it says, its sentence, its fields and which of them are private."""
    parts = [notes["entries"]["intro"]]
    for kind in kinds().values():
        private = kind.private_fields()
        rows = [
            (code(field.name), "private" if field.name in private else "public", needed(field))
            for field in attrs.fields(kind)
        ]
        head = f"## {kind.NAME}\n\n{' '.join((kind.__doc__ or '').split())}\n\n*{kind.SENTENCE}*"
        parts += [head, table(("field", "kept", "needed"), rows)]
    return "\n\n".join(parts)


def needed(field: attrs.Attribute[Any]) -> str:
    """Say whether an entry may leave a field out."""
    return "yes" if field.default is attrs.NOTHING else "no"


def places_page(book: Book, notes: Notes) -> str:
    """Write every place: its versions with first days and sources, and what in them nobody has verified."""
    parts = [notes["places"]["intro"]]
    for name in book.place_names():
        parts += list(place_part(book, book.place(name)))
    return "\n\n".join(parts)


def place_part(book: Book, place: Place) -> Iterator[str]:
    """Write one place."""
    head = plain(parse((place.folder / "place.yaml").read_text(encoding="utf-8"), "place.yaml"))
    yield f"## {place.id}"
    zone = head["timezone"].replace("from_case", "the offset written in the case")
    yield (
        f"**{place.name}** ({head['kind']}). Time zone: {zone}. Holidays: {codes(place.calendars)}. "
        f"Layers combine by {code(place.combine)}: {book.combinations[place.combine].says}"
    )
    before = head["before_first"]
    yield f"Before the first version: {code(before['outcome'])}. {before['says']}{unverified(before)}"
    rows = []
    for file in place.files:
        law = plain(file.node)
        rows += [(code(file.id), first_day(law), law["cite"], law["enacted_by"], law["recorded"])]
    yield table(("version", "first day", "law", "enacted by", "recorded"), rows)
    for file in place.files:
        yield version_part(file)
    for check in place.checks[-1:]:
        yield f"Last checked on {check.on} by {check.by}, against {check.against}."


def first_day(law: Any) -> str:
    """Write the first day of a version, or the days between which it lies."""
    day = law["in_force_from"]
    return day if isinstance(day, str) else f"between {day['not_before']} and {day['by']}"


def unverified(part: Any) -> str:
    """Write the doubt that stands beside a part, if there is one."""
    return f" *Unverified: {part['unverified']}*" if part.get("unverified") else ""


def version_part(file: LawFile) -> str:
    """Write what one version's own file rests on, and every doubt and open question in it."""
    path = shipped().root.parent / file.node.file
    node = parse(path.read_text(encoding="utf-8"), path.name)
    law = plain(node)
    lines = [f"Version {code(file.id)} rests on:", "", *(f"- {text}" for text in law["sources"])]
    doubts = list(dict.fromkeys(doubts_of(node)))
    if doubts:
        lines += ["", "Not verified, or not read:", "", *(f"- {doubt}" for doubt in doubts)]
    asked = [choice for choice in (law.get("choices") or {}).values() if choice]
    if asked:
        lines += ["", "Open questions, and how they are read here:", ""]
        lines += [f"- {c['question']} *Taken:* {c['chosen']} *Else:* {c['otherwise']}" for c in asked]
    return "\n".join(lines)


DOUBTS = ("unverified", "unread", "in_force_unverified", "assumption")


def doubts_of(node: Node) -> Iterator[str]:
    """List every sentence of a law file that says what nobody has verified or read."""
    for key, part in node.items():
        if (key in DOUBTS or (key == "why" and node.get("not_before"))) and isinstance(part.value, str):
            yield " ".join(part.value.split())
        yield from doubts_of(part)
    for part in node.parts():
        yield from doubts_of(part)


PAGES: Mapping[str, tuple[str, Page]] = {
    "command": ("The command", command_page),
    "case-file": ("The case file", case_page),
    "answer": ("The answer", answer_page),
    "facts": ("Facts", facts_page),
    "errors": ("Errors and warnings", errors_page),
    "entries": ("Entries", entries_page),
    "places": ("Places", places_page),
}
"""Every page of docs/reference: its title and what writes it."""


def wanted_pages() -> dict[Path, str]:
    """Give every page that this program writes or refreshes, as it should be."""
    book, notes = (
        shipped(),
        plain(parse((REFERENCE / "notes.yaml").read_text(encoding="utf-8"), "notes.yaml")),
    )
    made = {
        REFERENCE / f"{name}.md": refreshed(f"{MADE}\n\n# {title}\n\n{write(book, notes).rstrip()}\n")
        for name, (title, write) in PAGES.items()
    }
    prose = {path: refreshed(path.read_text(encoding="utf-8")) for path in PROSE if path not in made}
    return made | prose


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; give the exit code."""
    stale = 0
    for path, text in wanted_pages().items():
        now = path.read_text(encoding="utf-8") if path.exists() else ""
        if now == text:
            continue
        stale += 1
        name = str(path.relative_to(REPO))
        if "--check" in arguments:
            print(f"{name} is out of date; `.venv/bin/python scripts/reference.py` mends it:")
            print(
                "\n".join(list(difflib.unified_diff(now.splitlines(), text.splitlines(), lineterm=""))[:20])
            )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"written: {name}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
