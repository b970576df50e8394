"""What lists of this service share: bound releases, arrays in cells, gaps and unknown names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.iso3166 import alpha3
from servicekit.problems import ProblemError
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot


def releases(name: str) -> sa.BindParameter[Sequence[int]]:
    """Return the parameter `of_NAME`: the current releases of a dataset."""
    return sa.bindparam(f"of_{name}", type_=sa.ARRAY(sa.Integer))


def ids(snapshot: Snapshot, *names: str) -> dict[str, Any]:
    """Return the values of those parameters."""
    return {f"of_{name}": snapshot.ids(name) for name in names}


def values(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Sequence[str]]:
    """Return as an array the values that a cell joins with `|`; none where it is empty."""
    split = sa.func.string_to_array(column, "|", type_=sa.ARRAY(sa.Text))
    return sa.func.coalesce(split, sa.literal_column("'{}'::text[]"), type_=sa.ARRAY(sa.Text))


def any_value(
    column: sa.ColumnElement[Any],
    holds: Callable[[sa.ColumnElement[str]], sa.ColumnElement[bool]],
) -> sa.ColumnElement[bool]:
    """Return whether something holds for one of the values of a cell."""
    array = sa.func.unnest(values(column))
    each = array.table_valued(sa.column("one", sa.Text)).render_derived()
    return sa.exists(sa.select(sa.literal(1)).select_from(each).where(holds(each.c.one)))


def begins(code: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return whether a code begins the parameter `code`, or it begins the code."""
    asked = sa.bindparam("code", type_=sa.Text)
    return sa.or_(sa.func.starts_with(code, asked), sa.func.starts_with(asked, code))


def not_loaded(snapshot: Snapshot, said: Mapping[str, Texts]) -> list[Missing]:
    """Return the datasets of `said` that hold nothing, each with what that means."""
    return absent(snapshot, {name: said[name] for name in said if not snapshot.ids(name)})


def absent(snapshot: Snapshot, said: Mapping[str, Texts]) -> list[Missing]:
    """Return that what `said` speaks of is not loaded."""
    return [
        Missing(what=name, reason=Reason.NOT_LOADED, detail=detail[snapshot.lang])
        for name, detail in said.items()
    ]


def unknown(kind: str, pointer: str, name: str, where: str) -> ProblemError:
    """Return the problem of an identifier that nothing has; `where` lists those there are."""
    detail = texts(
        f"No hay nada con el identificador {name}; {where} lista lo que hay.",
        f"Não há nada com o identificador {name}; {where} lista o que existe.",
        f"Nothing has the identifier {name}; {where} lists what there is.",
    )
    return ProblemError(404, kind, detail, errors=[(pointer, detail, kind)])


def country(code: str, pointer: str = "/query/country") -> str:
    """Return the alpha-3 code of a country; raise a problem where there is no such country."""
    known = alpha3(code)
    if known is None:
        detail = texts(
            f"{code} no es un país: use un código ISO 3166-1 de dos o tres letras, como BRA.",
            f"{code} não é um país: use um código ISO 3166-1 de duas ou três letras, como BRA.",
            f"{code} is no country: use an ISO 3166-1 code of two or three letters, like BRA.",
        )
        errors = [(pointer, detail, "unknown_country")]
        raise ProblemError(404, "unknown_country", detail, errors=errors)
    return known


def nothing_fits(what: str, lang: Lang) -> Missing:
    """Return that something is loaded and nothing of it is as asked."""
    detail = texts(
        "Hay datos cargados y ninguno cumple lo pedido: quite algún filtro.",
        "Há dados carregados e nenhum cumpre o pedido: retire algum filtro.",
        "Data are loaded and none is as asked: leave a filter out.",
    )
    return Missing(what=what, reason=Reason.NOT_IDENTIFIED, detail=detail[lang])
