"""The law as data: reads and checks `policies/`, every mistake with file, line, why and how to mend."""

from holdlaw.policybook.book import Book, book_at, shipped

__all__ = ["Book", "book_at", "shipped"]
