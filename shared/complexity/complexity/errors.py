"""What the package raises when the data do not determine an answer."""


class NotIdentifiedError(ValueError):
    """The matrix does not determine the index: another answer would be as good."""

    code = "not_identified"
    """What is wrong, as a word."""


class TooSmallError(NotIdentifiedError):
    """There are not two countries and two products with any presence."""

    code = "too_small"


class DisconnectedError(NotIdentifiedError):
    """The matrix falls apart into groups that share no product."""

    code = "disconnected"


class DegenerateError(NotIdentifiedError):
    """All countries make the same, or two eigenvalues coincide."""

    code = "degenerate"


class UndeterminedSignWarning(UserWarning):
    """The index is determined up to its sign: it is unrelated to diversity."""
