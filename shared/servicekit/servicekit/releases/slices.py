"""Datasets and slices as they are asked for: `source=TRAINS,importer=PER,edition=2022`."""

import re
from typing import Annotated

from fastapi import Path, Query, Request

from servicekit.problems import ProblemError
from servicekit.releases.dataset import Dataset, texts
from servicekit.service import Service

_PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_PAIR = f"[a-z_]+={_PART}"
_VALUE = re.compile(_PART)

Name = Annotated[str, Path(alias="dataset", description="Name of a dataset.", examples=["duties"])]
SliceText = Annotated[
    str | None,
    Query(
        alias="slice",
        max_length=400,
        description="Slice of the dataset, as `name=value` joined by commas.",
        examples=["source=TRAINS,importer=PER,edition=2022"],
        json_schema_extra={"pattern": f"^({_PAIR}(,{_PAIR})*)?$"},
    ),
]
"""Checked by `parts`, which can name the parts; the pattern is for those who read the schema."""


def dataset(request: Request, name: str) -> Dataset:
    """Return the dataset of this name.

    Raises
    ------
    ProblemError
        404, naming those there are.
    """
    service: Service = request.app.state.service
    found = service.dataset(name)
    if found is not None:
        return found
    names = ", ".join(one.name for one in service.datasets)
    detail = texts(
        f"No hay un conjunto de datos `{name}`; los que hay son {names}.",
        f"Não há um conjunto de dados `{name}`; os que há são {names}.",
        f"There is no dataset `{name}`; those there are: {names}.",
    )
    raise ProblemError(
        404, "unknown_dataset", detail, errors=[("/path/dataset", detail, "unknown")]
    )


def parts(dataset: Dataset, text: str | None, *, whole: bool = True) -> dict[str, str]:
    """Return the parts that a slice's text names, in the dataset's order; all unless not `whole`.

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
    if not found.keys() <= set(dataset.slice_by) or (whole and len(found) < len(dataset.slice_by)):
        raise _wrong(dataset)
    return {name: found[name] for name in dataset.slice_by if name in found}


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
    return ProblemError(422, "wrong_slice", detail, errors=[("/query/slice", detail, "slice")])
