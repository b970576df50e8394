"""Slices as they are asked for: `source=TRAINS,importer=PER,edition=2022`, in any order."""

import re

from servicekit.problems import ProblemError
from servicekit.releases.dataset import Dataset, texts

_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def parts(dataset: Dataset, text: str | None) -> dict[str, str]:
    """Return the parts that a slice's text names, in the dataset's order.

    Raises
    ------
    ProblemError
        422 where the text is not of this form, or names other parts than the dataset's.
    """
    found: dict[str, str] = {}
    for pair in (text or "").split(",") if text else ():
        name, equals, value = pair.partition("=")
        if not equals or name in found or not _VALUE.fullmatch(value):
            raise _wrong(dataset)
        found[name] = value
    if found.keys() != set(dataset.slice_by):
        raise _wrong(dataset)
    return {name: found[name] for name in dataset.slice_by}


def _wrong(dataset: Dataset) -> ProblemError:
    if dataset.slice_by:
        form = ",".join(f"{name}=…" for name in dataset.slice_by)
        detail = texts(
            f"`slice` debe tener la forma `{form}`, con letras, cifras, `.`, `_` y `-`.",
            f"`slice` deve ter a forma `{form}`, com letras, algarismos, `.`, `_` e `-`.",
            f"`slice` must have the form `{form}`, of letters, digits, `.`, `_` and `-`.",
        )
    else:
        detail = texts(
            f"{dataset.name} no se divide en cortes: quite `slice`.",
            f"{dataset.name} não se divide em recortes: retire `slice`.",
            f"{dataset.name} is not cut into slices: leave `slice` out.",
        )
    return ProblemError(422, "invalid_request", detail, errors=[("/query/slice", detail, "slice")])
