"""What the package raises when the data do not determine an answer."""


class NotIdentifiedError(ValueError):
    """The matrix does not determine the index: another answer would be as good."""


class UndeterminedSignWarning(UserWarning):
    """The index is determined up to its sign: it is unrelated to diversity."""
