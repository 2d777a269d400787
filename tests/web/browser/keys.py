"""Somebody at a desk without a mouse: goes to a control with Tab, and works it with keys that are counted."""

from __future__ import annotations

import re

from attrs import define, field
from playwright.sync_api import Locator, Page, expect

from tests.web.browsing import axe_violations

REACHED = """
target => {
  const now = document.activeElement;
  if (now === target) return true;
  const radios = target.type === "radio" && now.type === "radio";
  return radios && now.name === target.name && now.form === target.form;
}
"""
FOCUSED = "target => target === document.activeElement"
TABS = 150
"""No control of a page lies farther away than this, or nobody finds it."""

CHOICES = 12
SECONDS_A_KEY, SECONDS_A_FIELD = 0.2, 0.5
"""How long a person takes for a key, and to turn to the next field."""


@define
class Keys:
    """The keyboard of one person. `pressed` and `fields` are what they did so far."""

    page: Page
    url: str
    pressed: int = 0
    fields: int = 0
    seen: list[str] = field(factory=list)
    """The addresses that were looked at."""

    looks: bool = True
    """Whether `look` looks: once is enough where only the engine differs."""

    def human_seconds(self) -> float:
        """Tell how long a person would have taken for these keys and fields."""
        return self.pressed * SECONDS_A_KEY + self.fields * SECONDS_A_FIELD

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.url}{path}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def reach(self, target: Locator) -> None:
        """Go to a control with Tab alone."""
        expect(target).to_be_attached()
        for _ in range(TABS):
            if target.evaluate(REACHED):
                return
            self.press("Tab")
        raise AssertionError(f"{target} is not reached with {TABS} tabs")

    def work(self, role: str, name: str, key: str = "Enter") -> None:
        """Go to the button or link with this name and press it."""
        self.reach(self.control(role, name))
        self.press(key)

    def control(self, role: str, name: str) -> Locator:
        """Find the control that a screen reader would call by this name."""
        return self.page.get_by_role(role, name=re.compile(rf"^\s*{re.escape(name)}\s*$")).first  # type: ignore[arg-type]

    def unfold(self, heading: str) -> None:
        """Open a part of the page that is folded."""
        self.reach(self.page.locator("summary", has_text=heading).first)
        self.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Write a text into the field with this label, in place of what stood there."""
        self.fields += 1
        self.reach(self.page.get_by_label(label, exact=True).first)
        self.press("Control+a")
        self.type(text)

    def choose(self, label: str, letters: str) -> None:
        """Choose what begins with these letters in a list."""
        self.fields += 1
        self.reach(self.page.get_by_label(label, exact=True).first)
        self.type(letters)

    def pick(self, question: str, answer: str) -> None:
        """Choose one of the answers to a question, with Space or the arrows."""
        self.fields += 1
        group = self.page.get_by_role("group", name=question).first
        target = group.get_by_role("radio", name=answer, exact=True)
        self.reach(target)
        for _ in range(CHOICES):
            if target.evaluate(FOCUSED):
                break
            self.press("ArrowDown")
        if not target.is_checked():
            self.press("Space")
        expect(target).to_be_checked()

    def told(self, text: str) -> None:
        """Wait until the page says in words that something was done."""
        expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()

    def shows(self, *texts: str) -> None:
        """Wait until the page's main part shows each of these."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def look(self) -> None:
        """Check that everybody can use the page as it stands, and that it is not wider than the screen."""
        if not self.looks:
            return
        self.seen.append(self.page.url.removeprefix(self.url))
        assert axe_violations(self.page) == [], self.page.url
        size = self.page.viewport_size
        assert size is not None
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"], self.page.url
