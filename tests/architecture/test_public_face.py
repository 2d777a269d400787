"""What an outsider meets: a page for each error, links that lead somewhere, files about Holdlaw only."""

from __future__ import annotations

import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from holdlaw.core.problems import CODES

from .tree import REPO, files, python_files

CODE = re.compile(r"HL-\d{4}")
NAMED = re.compile(r"`(holdlaw(?:\.\w+){2,})")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)")
FENCED = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
LOADED = re.compile(r"<(?:script|img|iframe|source)[^>]+src=\"(?:https?:)?//|<link[^>]+href=\"(?:https?:)?//")
FRAGMENT = re.compile(r"\+?[a-z0-9][a-z0-9-]*\.([a-z]+)\.md")

# Written so that the patterns do not match this file.
MAKERS = re.compile(
    r"\b(?:chat[g]pt|cl[a]ude|anthro[p]ic|open[a]i|cop[i]lot|L[L]Ms?|language[ ]models?"
    r"|as an[ ]AI|AI[ ]assistant|generated[ ]with|co-authored[-]by)\b",
    re.IGNORECASE,
)
FOLDERS = re.compile(r"(?<![\w.-])/(?:wo[r]k|ro[o]t|ho[m]e/\w+|Us[e]rs/\w+)/|\.\./sh[a]red")
HOSTS = re.compile(
    r"pypi[.]org|files\.python[h]osted\.org|registry\.npm[j]s\.org|deb[.]debian\.org", re.IGNORECASE
)

CARRIED = REPO / "src" / "holdlaw" / "web" / "static" / "uswds"
"""The design system, carried as its makers wrote it."""

PROSE = tuple(path for path in files(".md") if path.name != "LICENSE")
ERROR_PAGES = (REPO / "docs" / "errors.md", REPO / "docs" / "reference" / "errors.md")


def codes_in(path: Path) -> set[str]:
    """Every error code a file speaks of."""
    return set(CODE.findall(path.read_text(encoding="utf-8")))


def text_of(path: Path) -> str:
    """The text of a file, or nothing where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lines_with(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> list[str]:
    """The lines that match, each with its place."""
    return [
        f"{path.relative_to(REPO)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def anchor(heading: str) -> str:
    """The anchor that a heading gets on the page: lower case, words joined by hyphens."""
    bare = re.sub(r"[^\w\s-]", "", re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
    return re.sub(r"[\s-]+", "-", bare).strip("-")


def anchors(path: Path) -> set[str]:
    """Every anchor of a page."""
    return {anchor(heading) for heading in HEADING.findall(text_of(path))}


def leads_nowhere(page: Path, target: str) -> bool:
    """Tell whether a relative link misses its file, or the heading it names there."""
    if re.match(r"[a-z]+:", target):
        return False
    name, _, fragment = target.partition("#")
    aim = (page.parent / name).resolve() if name else page
    if not aim.exists() or not aim.is_relative_to(REPO):
        return True
    return bool(fragment) and aim.suffix == ".md" and fragment not in anchors(aim)


def test_every_error_code_has_a_page() -> None:
    """An officer who is shown a code at night must be able to look it up, under its own name."""
    pages = "\n".join(text_of(page) for page in ERROR_PAGES if page.exists())
    missing = [
        code
        for code, meaning in CODES.items()
        if not (REPO / "docs" / "errors" / f"{code}.md").exists() and not (code in pages and meaning in pages)
    ]
    assert missing == []


def test_every_error_code_in_the_source_is_a_known_one() -> None:
    """A code is a promise that lasts: one that is not in the list can be given away twice."""
    used = set().union(*(codes_in(path) for path in python_files("src")))
    assert used == set(CODES)


def test_every_error_code_is_raised_somewhere() -> None:
    """A page about an error that cannot happen sends its reader looking for it."""
    registry = REPO / "src" / "holdlaw" / "core" / "problems.py"
    raised = set().union(*(codes_in(path) for path in python_files("src") if path != registry))
    assert set(CODES) - raised == set()


def test_every_relative_link_leads_somewhere() -> None:
    """A citation or a how-to that ends in a missing page costs a reader the trust in the rest."""
    dead = [
        f"{page.relative_to(REPO)}: {target}"
        for page in PROSE
        for target in LINK.findall(FENCED.sub("", text_of(page)))
        if leads_nowhere(page, target)
    ]
    assert dead == []


@pytest.mark.parametrize("page", PROSE, ids=lambda path: path.relative_to(REPO).as_posix())
def test_what_a_page_names_of_the_code_is_there(page: Path) -> None:
    """A developer who copies a name that has moved learns nothing but an error."""
    for name in sorted(set(NAMED.findall(page.read_text(encoding="utf-8")))):
        assert pkgutil.resolve_name(name) is not None, name


def test_the_built_pages_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Whoever reads about detainers from a jail's network should not be announced to a third party."""
    shutil.copytree(REPO / "docs", tmp_path / "docs")
    shutil.copy(REPO / "zensical.toml", tmp_path)
    zensical = Path(sys.executable).with_name("zensical")
    subprocess.run([zensical, "build"], cwd=tmp_path, check=True, capture_output=True)
    pages = list((tmp_path / "build" / "docs").rglob("*.html"))
    assert pages
    assert [page.name for page in pages if LOADED.search(text_of(page))] == []


def test_the_files_speak_of_holdlaw_only() -> None:
    """A reader wants to know what the law says and who checked it, not with what tools a page was typed."""
    assert lines_with(MAKERS, tuple(path for path in files() if not path.is_relative_to(CARRIED))) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    """A path that exists in one place only is a broken instruction everywhere else.

    `.ci/run` may look beside the clone for real data, which is never needed.
    """
    assert lines_with(FOLDERS, tuple(path for path in files() if path != REPO / ".ci" / "run")) == []


def test_no_page_names_a_package_host() -> None:
    """Agencies install from mirrors of their own; prose that names a host is wrong for them."""
    assert lines_with(HOSTS, PROSE) == []


def test_the_lock_file_names_only_the_public_index() -> None:
    """A lock that remembers one network's mirror installs nowhere else."""
    lock = tomllib.loads((REPO / "uv.lock").read_text(encoding="utf-8"))
    sources = {source for package in lock["package"] for source in package["source"].items()}
    assert sources == {("registry", "https://pypi.org/simple"), ("editable", ".")}


def test_every_news_fragment_is_one_that_will_be_printed() -> None:
    """A change that is named wrongly never reaches the people who run the software."""
    settings = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]
    kinds = {kind["directory"] for kind in settings["type"]}
    names = [path.name for path in (REPO / "changelog.d").iterdir() if path.name != "README.md"]
    matches = {name: FRAGMENT.fullmatch(name) for name in names}
    assert [name for name, match in matches.items() if match is None or match[1] not in kinds] == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("How it works", "how-it-works"),
        ("`must_not`", "must_not"),
        ("Two dates: law, ours", "two-dates-law-ours"),
    ],
)
def test_an_anchor_is_made_as_the_pages_make_it(heading: str, expected: str) -> None:
    """A link to the middle of a page is checked only if both sides agree on its name."""
    assert anchor(heading) == expected
