"""Cells of datasets that hold several values."""


def values_in(cell: str | None) -> list[str]:
    """Return the values that a cell joins with `|`; none where it is empty."""
    return cell.split("|") if cell else []
