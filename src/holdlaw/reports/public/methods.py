"""The sentences of a release: what it is, how it was counted, what is withheld, how to check and cite it."""

from __future__ import annotations

from importlib.resources import files

from holdlaw.reports.public.material import Material, Publication, Published

LICENCE = "CC0-1.0"


def readme(made: Material) -> str:
    """Say what the folder is, and how a count is verified offline."""
    return _text("readme.txt").format(origin=made.origin, size=made.size)


def methods(made: Material) -> str:
    """Say how it was counted and what is withheld."""
    editions = "\n".join(f"- {_edition(each)}" for each in made.editions) or "- none"
    most, possible = made.rule.under - 1, made.rule.possible
    return _text("methods.md").format(most=most, possible=possible, editions=editions)


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _edition(each: Published) -> str:
    text = f"{each.agency}, {each.edition.name} ({each.on}): {each.design}."
    if each.narrowed:
        text += (
            f" For {each.narrowed} withheld counts fewer values stay possible: earlier editions say too much."
        )
    if each.told:
        text += (
            f" {each.told} small counts follow from numbers that a statute orders, or from earlier editions."
        )
    return text


def cite(made: Material) -> str:
    """Give the text to cite the release by."""
    names = ", ".join(made.agencies.values())
    root = made.checkpoint.split("\n")[2]
    register = f"register {made.origin}, {made.size} entries, root {root} (SHA-256, RFC 9162)"
    return f"{names}: published counts, {register}.\n"


def changes(made: Material) -> list[tuple[str, str]]:
    """Say what was published and amended, the oldest first: the moment of publication, and a sentence."""
    lines = [(str(each.said["happened_at"]), published_words(each)) for each in made.publications]
    lines += [
        (f"{each.on}T00:00:00Z", f"Counts of {each.agency}, {each.edition.name}: {each.design}.")
        for each in made.editions
    ]
    return sorted(lines)


def published_words(each: Publication) -> str:
    """Say in a sentence what was published."""
    amends = each.fields.get("amends")
    replaced = "" if amends is None else f" It amends the publication in entry {amends}."
    return f"Report {each.fields['report']} for {each.period}, entry {each.seq}.{replaced}"
