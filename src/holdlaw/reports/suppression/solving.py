"""A small linear program, solved by HiGHS: first in fractions, and in whole numbers where that gives none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Whole = NDArray[np.int64]

_OPTIONS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "solver": "simplex",
    "presolve": "off",
    "mip_rel_gap": 0.0,
}
_NEAR = 1e-6
"""How far from a whole number an answer of the solver may lie and still be read as one."""


class Program:
    """Columns with a lower and an upper bound, and rows of which each adds up to a given number.

    One program is asked many times with a few bounds or costs changed, which is far quicker than making it
    anew. It uses one thread and no chance: the same questions in the same order get the same answers.
    """

    def __init__(
        self, bounds: Sequence[tuple[float, float]], rows: Iterable[tuple[float, Mapping[int, float]]]
    ) -> None:
        """Take the bounds of each column; and of each row what it adds up to, and its columns' factors."""
        self.columns = len(bounds)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self._highs.setOptionValue(option, value)
        self._highs.passModel(_model(bounds, list(rows)))

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Set the bounds of a column."""
        self._highs.changeColBounds(column, lower, upper)

    def cost(self, column: int, cost: float) -> None:
        """Set what a unit of a column costs."""
        self._highs.changeColCost(column, cost)

    def least(self) -> Whole | None:
        """Give the cheapest whole numbers; None if there are none at all."""
        values = self._run()
        if values is None or _is_whole(values):
            return None if values is None else np.rint(values).astype(np.int64)
        self._types(highspy.HighsVarType.kInteger, "on")
        values = self._run()
        self._types(highspy.HighsVarType.kContinuous, "off")
        return None if values is None else np.rint(values).astype(np.int64)

    def _run(self) -> Values | None:
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(self._highs.getSolution().col_value)
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return None
        raise ArithmeticError(f"the solver stopped: {self._highs.modelStatusToString(status)}")

    def _types(self, kind: highspy.HighsVarType, presolve: str) -> None:
        self._highs.setOptionValue("presolve", presolve)
        every = np.arange(self.columns, dtype=np.int32)
        self._highs.changeColsIntegrality(
            self.columns, every, np.full(self.columns, int(kind), dtype=np.uint8)
        )


def _is_whole(values: Values) -> bool:
    return bool(np.all(np.abs(values - np.rint(values)) < _NEAR))


def _model(
    bounds: Sequence[tuple[float, float]], rows: Sequence[tuple[float, Mapping[int, float]]]
) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(bounds), len(rows)
    lp.col_cost_ = np.zeros(len(bounds))
    lp.col_lower_ = np.array([lower for lower, _ in bounds], dtype=np.double)
    lp.col_upper_ = np.array([upper for _, upper in bounds], dtype=np.double)
    lp.row_lower_ = lp.row_upper_ = np.array([total for total, _ in rows], dtype=np.double)
    starts = np.cumsum([0, *(len(factors) for _, factors in rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array([column for _, factors in rows for column in factors], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([f for _, factors in rows for f in factors.values()], dtype=np.double)
    return lp
