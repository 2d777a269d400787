"""The one way from a case to an answer: facts, clocks, each layer, their combination, duties, trace."""

from holdlaw.decide.answer import ActAnswer, Answer
from holdlaw.decide.deciding import decide

__all__ = ["ActAnswer", "Answer", "decide"]
