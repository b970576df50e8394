"""Groups of products, read once per publication, and which of them a product is in."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.book import Row, latest
from niche_api.columns import is_harmonized
from niche_api.groups.tables import PRODUCT_GROUPS
from niche_api.groups.tables import product_groups as table
from niche_api.lists import releases

DEFAULT_SCHEME = "sector"
REMEMBERED = 64
"""Lists of products whose groups are kept."""
NOT_LOADED = {
    "product_groups": texts(
        "No hay grupos de productos cargados: envíe el conjunto product_groups.",
        "Não há grupos de produtos carregados: envie o conjunto product_groups.",
        "No groups of products are loaded: send dataset product_groups.",
    )
}
_ROWS = Query(
    sa.select(table)
    .where(table.c.release_id == sa.any_(releases("product_groups")))
    .order_by(table.c.release_id)
)


def family(nomenclature: str) -> str:
    """Return a nomenclature without its edition: groups hold for all of the Harmonized System."""
    return "HS" if is_harmonized(nomenclature) else nomenclature


@dataclass(frozen=True)
class Groups:
    """Groups by scheme and identifier, and their rows as they are listed."""

    rows: Sequence[Row]
    named: Mapping[tuple[str, str], Row]
    """The first row of each scheme's group, for its names."""
    prefixes: Mapping[tuple[str, str], Mapping[str, str]]
    """By scheme and family: the group that codes which begin so are in."""
    _found: dict[tuple[str, str, tuple[str, ...]], list[str | None]] = field(
        default_factory=dict, repr=False
    )

    @property
    def schemes(self) -> list[str]:
        """Names of the schemes."""
        return sorted({scheme for scheme, _ in self.named})

    def of(self, scheme: str, nomenclature: str, products: Sequence[str]) -> Sequence[str | None]:
        """Return the group of each product; None where the scheme has none for it."""
        key = scheme, nomenclature, tuple(products)
        if key not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[key] = self._of(scheme, nomenclature, products)
        return self._found[key]

    def _of(self, scheme: str, nomenclature: str, products: Sequence[str]) -> list[str | None]:
        known = self.prefixes.get((scheme, family(nomenclature)), {})
        lengths = sorted({len(prefix) for prefix in known}, reverse=True)

        def group(product: str) -> str | None:
            found = (known.get(product[:length]) for length in lengths)
            return next((one for one in found if one is not None), None)

        return [group(product) for product in products]

    def scheme_of(self, group: str | None, scheme: str | None) -> tuple[str, str | None]:
        """Return the scheme asked for, or that of the group; and the group as it is written.

        Raises
        ------
        ProblemError
            422 naming the schemes or groups there are.
        """
        if scheme is not None and self.named and scheme not in self.schemes:
            raise _unknown("scheme", scheme, self.schemes)
        if group is None:
            return scheme or DEFAULT_SCHEME, None
        wanted = [scheme] if scheme else sorted(self.schemes, key=lambda one: one != DEFAULT_SCHEME)
        for one in wanted:
            for known_scheme, known in self.named:
                if known_scheme == one and known.lower() == group.lower():
                    return one, known
        there = [known for one in wanted for of, known in self.named if of == one]
        raise _unknown("group", group, there)


def _unknown(what: str, asked: str, there: Sequence[str]) -> ProblemError:
    names = ", ".join(there) or "—"
    es, pt, en = {
        "scheme": ("el esquema", "o esquema", "scheme"),
        "group": ("el grupo", "o grupo", "group"),
    }[what]
    detail = texts(
        f"No existe {es} {asked}; hay {names}.",
        f"Não existe {pt} {asked}; há {names}.",
        f"There is no {en} {asked}; there are {names}.",
    )
    return ProblemError(
        422, f"unknown_{what}", detail, errors=[(f"/query/{what}", detail, "unknown")]
    )


def _prefixes(first: str, last: str) -> list[str]:
    return [str(code).zfill(len(first)) for code in range(int(first), int(last) + 1)]


def _made(rows: Sequence[Any]) -> Groups:
    found = latest(PRODUCT_GROUPS, rows)
    named: dict[tuple[str, str], Row] = {}
    prefixes: dict[tuple[str, str], dict[str, str]] = {}
    for row in found:
        named.setdefault((row["scheme"], row["group"]), row)
        of = prefixes.setdefault((row["scheme"], row["nomenclature"]), {})
        for prefix in _prefixes(row["code_from"], row["code_to"]):
            of[prefix] = row["group"]
    return Groups(found, named, prefixes)


async def _groups(snapshot: Snapshot, _: str) -> Groups:
    rows = await snapshot.rows(_ROWS, of_product_groups=snapshot.ids("product_groups"))
    return await asyncio.to_thread(_made, rows)


GROUPS = PerRelease(("product_groups",), _groups)
"""All groups."""
