"""What can go wrong, as public facts: a code, where, what, why it matters, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

CODES: dict[str, str] = {
    "HL-1001": "The file cannot be read",
    "HL-1002": "The file is too large to be a case",
    "HL-1003": "The file is not valid YAML or JSON",
    "HL-1004": "The file uses anchors or aliases, or is nested too deeply",
    "HL-1005": "A key is not known",
    "HL-1006": "A value has the wrong shape",
    "HL-1007": "A moment has no offset from UTC",
    "HL-1008": "A date or moment does not exist",
    "HL-1009": "A value is not one of the known ones",
    "HL-1010": "A required value is missing",
    "HL-1011": "Two statements of the case contradict each other",
    "HL-1012": "The place is not known",
    "HL-1013": "A statute is not written so that it can be looked up",
    "HL-1014": "What the request asks for is not known",
    "HL-1015": "The PDF cannot be read",
    "HL-1016": "The PDF is too large or took too long",
    "HL-2001": "A law file has a mistake",
    "HL-2002": "An enacted law was edited after its release",
    "HL-2003": "Two clauses that apply together disagree",
    "HL-2004": "A worked case of a law file is not answered as it says",
    "HL-2005": "A layer commands what another layer forbids",
    "HL-2006": "A law has not been released",
    "HL-3001": "Nobody has re-checked this law within a year of the date asked",
    "HL-3002": "A layer of law has not been read in full",
    "HL-3003": "The first day of this law is not established",
    "HL-3004": "The search is too far from the release to count",
    "HL-3005": "A paper was presented after the moment of the act",
    "HL-3006": "The form was not in use on the day",
    "HL-3007": "The case does not say who sent the request",
    "HL-3008": "A local limit is void in this state",
    "HL-3009": "The law of the place warns",
    "HL-4001": "The command was not understood",
    "HL-5001": "An entry cannot be read, or not be written",
    "HL-5002": "An entry says something its type does not take",
    "HL-5003": "A late entry gives no reason",
    "HL-5004": "A private value is not the one the register committed to",
    "HL-5005": "A signed note cannot be read or does not verify",
    "HL-6001": "There is no register here, or it cannot be opened",
    "HL-6002": "The database is not laid out as this version of Holdlaw made it",
    "HL-6003": "The database refused",
    "HL-6004": "An idempotency key was used before, for something else",
    "HL-6005": "A private value cannot be opened",
    "HL-6006": "The record is sealed",
    "HL-6007": "The record was shredded",
    "HL-6008": "Sealing or shredding needs a second person and a legal ground",
    "HL-6009": "The register was altered",
    "HL-6010": "The signer refuses",
    "HL-6011": "The backup does not prove itself",
    "HL-6012": "A folder is in use, or is not empty",
    "HL-6013": "No checkpoint covers the entry yet",
    "HL-7001": "The site cannot be served",
    "HL-7002": "An account cannot be made or changed",
    "HL-7003": "The alerts' settings cannot be used",
    "HL-7004": "A step cannot be taken at this desk",
    "HL-8001": "No report of this name is declared",
    "HL-8002": "No period of the report ends with this day",
    "HL-8003": "Nobody has read what this version of the law asks for",
    "HL-8004": "The agency does not make this report",
    "HL-8005": "Nobody reviews their own draft",
    "HL-8006": "The table is not the one that was drafted",
    "HL-8007": "The report cannot be published yet",
    "HL-8008": "What is amended is not the earlier publication",
    "HL-8020": "A claim file cannot be used",
    "HL-8021": "The agency is not one of the register",
    "HL-8022": "Imported rows cannot be counted so",
    "HL-8040": "Counts that are to be published do not add up",
    "HL-8041": "A published file is not the one that its entry is of",
    "HL-8042": "The file of a published report is missing",
    "HL-8043": "What was published before cannot be read",
    "HL-8060": "A document cannot be set as a PDF",
    "HL-8061": "There are no words in this language",
    "HL-8062": "There is nothing to put into a hearing pack",
    "HL-8080": "A wall card does not fit on one page",
    "HL-8081": "A ledger of hours cannot be made",
    "HL-8082": "A records request cannot be answered as asked",
    "HL-9001": "The file of requests cannot be used",
    "HL-9002": "A column holds a value that the layout does not have",
    "HL-9003": "A statute in a file of convictions cannot be looked up",
    "HL-9004": "The rows cannot be written",
    "HL-9005": "The folder for a bill is not empty",
    "HL-9006": "The folder is not a copy of a place's law",
    "HL-9007": "A library that Spark needs is not installed",
    "HL-9008": "Spark cannot be started",
    "HL-9009": "Spark could not finish",
    "HL-9010": "A row's number is missing, stands twice, or names nothing",
    "HL-9041": "A file of rows cannot be read",
    "HL-9042": "A file of rows is of no release that is known",
    "HL-9043": "A mapping file has a mistake",
    "HL-9044": "A column of a release holds other things than its label says",
    "HL-9045": "A list of facilities cannot be used",
}
"""Every code and its one-line meaning. Pages in docs/errors.md are generated from it."""


@frozen
class Problem:
    """One mistake: a stable code, where it stands, what it is, why it matters, how to mend it."""

    code: str
    where: str
    what: str
    why: str
    mend: str

    def __str__(self) -> str:
        """Say the whole problem in one line."""
        return f"{self.code}: {self.where}: {self.what} {self.why} {self.mend}"

    def as_json(self) -> dict[str, str]:
        """Give the four public fields of an error: code, where, why, mend."""
        return {"code": self.code, "where": self.where, "why": f"{self.what} {self.why}", "mend": self.mend}


class HoldlawError(Exception):
    """Input that cannot be used, with every problem found in it at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, in the order they stand in the file."""
        if not problems:
            raise ValueError("a HoldlawError needs at least one problem")
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@frozen
class Notice:
    """Something a reader of the answer must know, with a stable code."""

    code: str
    text: str

    def as_json(self) -> dict[str, str]:
        """Give the public fields of a warning: code and text."""
        return {"code": self.code, "text": self.text}
