"""How exposed a stack is as one number with its reasons: `score(stack.exposures, stack.excess).value`."""

from .score import Deduction, Score, score

__all__ = ["Deduction", "Score", "score"]
