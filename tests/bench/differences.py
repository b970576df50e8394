"""Finds the first field in which two JSON documents differ."""


def difference(ours: object, other: object, path: str = "") -> str | None:
    """Return the path and both values of the first difference, or None where there is none."""
    if isinstance(ours, dict) and isinstance(other, dict) and ours.keys() == other.keys():
        found = (difference(ours[name], other[name], f"{path}/{name}") for name in ours)
        return next((one for one in found if one), None)
    if isinstance(ours, list) and isinstance(other, list) and len(ours) == len(other):
        pairs = enumerate(zip(ours, other, strict=True))
        found = (difference(mine, theirs, f"{path}/{at}") for at, (mine, theirs) in pairs)
        return next((one for one in found if one), None)
    return None if ours == other else f"{path}: {ours!r:.300} is not {other!r:.300}"
