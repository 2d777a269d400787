"""Recording that the person was given a paper, or told what the law owes them."""

from __future__ import annotations

from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.receipts import Receipt
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_asks import Happened


def serve(desk: Desk, case: OpenCase, notice: NoticeServed, happened: Happened, key: str) -> Receipt:
    """Record a notice: what, in which language, with what proof, and whether counsel was told."""
    return write(desk, [draft(desk, notice, (case.state.request, case.state.person), happened)], key)[-1]
