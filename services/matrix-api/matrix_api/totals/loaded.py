"""Which totals are loaded, and which of them answer for the years asked about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from eslabon.contracts.envelope import Lang, Missing, Reason
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.flows.asked import refusal
from matrix_api.flows.gaps import spans
from matrix_api.flows.loaded import preference
from matrix_api.totals import wholeness
from matrix_api.totals.asked import Wanted
from matrix_api.totals.wholeness import Extent


@dataclass(frozen=True)
class Edition:
    """The totals of one source and year, and how much they hold."""

    year: int
    source: str
    release: Current
    extent: Extent

    @property
    def is_whole(self) -> bool:
        """Whether they hold whole baskets."""
        return wholeness.is_whole(self.extent)

    def partial(self, lang: Lang) -> list[Missing]:
        """Return why no index over a whole basket comes from them, if it is so."""
        return [] if self.is_whole else [wholeness.partial(self.release, self.extent, lang)]


@dataclass(frozen=True)
class Basis:
    """The editions that an answer is computed from, by year, and what keeps others out.

    All are of one source and one edition of the Harmonized System.
    """

    editions: tuple[Edition, ...]
    missing: tuple[Missing, ...]

    @property
    def years(self) -> list[int]:
        """Years whose figures are used."""
        return [edition.year for edition in self.editions]

    @property
    def releases(self) -> list[int]:
        """Releases of totals."""
        return [edition.release.id for edition in self.editions]

    @property
    def slices(self) -> list[str]:
        """Slices, which other datasets of the same sources share."""
        return [edition.release.slice for edition in self.editions]

    @property
    def nomenclature(self) -> str:
        """Edition of the Harmonized System."""
        return self.editions[0].extent.nomenclature

    @property
    def source(self) -> str:
        """Source of all figures."""
        return self.editions[0].source

    @property
    def areas(self) -> frozenset[str]:
        """Countries and other areas that any of the editions names."""
        return frozenset().union(*(edition.extent.areas for edition in self.editions))


async def editions(snapshot: Snapshot) -> list[Edition]:
    """Return all editions by year; of one year, whole ones first, then by preference of source."""
    extents = await wholeness.extents(snapshot)
    found = [
        Edition(
            int(release.parts["year"]), release.parts["source"], release, extents[release.slice]
        )
        for release in snapshot.releases("totals")
        if release.slice in extents
    ]
    return sorted(found, key=lambda one: (one.year, not one.is_whole, preference(one.source)))


def basis(
    found: Sequence[Edition], wanted: Wanted, lang: Lang, *, whole: bool, level: int | None
) -> Basis:
    """Choose the editions that answer.

    Without years, the last year that is whole answers, or the last one. Over several years one
    source answers: that of most years.

    Parameters
    ----------
    found
        All editions, as `editions` returns them.
    whole
        Leave out editions that do not hold whole baskets.
    level
        Leave out editions without codes of so many digits; None where any level will do.
    """
    of_source = [one for one in found if wanted.source in (None, one.source)]
    if found and not of_source:
        return Basis((), (_source_not_loaded(found, lang),))
    considered = _of_nomenclature(of_source, wanted)
    first, last = wanted.year_from, wanted.year_to
    if first is None and last is None:
        first = last = _last_year(considered)
    in_years = [one for one in considered if _is_within(one.year, first, last)]
    missing: list[Missing] = []
    usable = [one for one in in_years if level is None or one.extent.level >= level]
    missing += [_too_coarse(one, level, lang) for one in in_years if one not in usable and level]
    if whole:
        partial = [one for one in usable if not one.is_whole]
        usable = [one for one in usable if one.is_whole]
        covered = {one.year for one in usable}
        missing += [why for one in partial if one.year not in covered for why in one.partial(lang)]
    chosen = _of_one_source(usable)
    if absent := _absent({one.year for one in chosen}, {one.year for one in in_years}, first, last):
        missing.append(_not_loaded(absent, considered, lang))
    elif not found:
        missing.append(_nothing_loaded(lang))
    return Basis(tuple(chosen), tuple(missing))


def _of_nomenclature(found: Sequence[Edition], wanted: Wanted) -> list[Edition]:
    """Return the editions of the nomenclature asked for, else of that of the last year asked for.

    Raises a problem naming the loaded ones if none has it.
    """
    loaded = sorted({one.extent.nomenclature for one in found})
    asked = wanted.nomenclature
    if asked is not None and loaded and asked not in loaded:
        names = ", ".join(loaded)
        raise refusal(
            "nomenclature",
            "nomenclature_not_loaded",
            texts(
                f"Los totales cargados están en {names}; convierta los códigos de {asked} con "
                "/v1/correlations de tariff-api.",
                f"Os totais carregados estão em {names}; converta os códigos de {asked} com "
                "/v1/correlations de tariff-api.",
                f"The loaded totals are in {names}; convert the {asked} codes with "
                "/v1/correlations of tariff-api.",
            ),
        )
    if asked is None:
        within = [one for one in found if _is_within(one.year, wanted.year_from, wanted.year_to)]
        last = _last_year(within or found)
        asked = next((one.extent.nomenclature for one in found if one.year == last), None)
    return [one for one in found if one.extent.nomenclature == asked]


def _is_within(year: int, first: int | None, last: int | None) -> bool:
    return (first is None or year >= first) and (last is None or year <= last)


def _last_year(found: Iterable[Edition]) -> int | None:
    """Return the last year that is whole, else the last one."""
    listed = list(found)
    whole = [one.year for one in listed if one.is_whole]
    return max(whole or [one.year for one in listed], default=None)


def _of_one_source(found: Sequence[Edition]) -> list[Edition]:
    """Return the editions of the source that has most years, each year once."""
    of_source = attrgetter("source")
    groups = [list(group) for _, group in groupby(sorted(found, key=of_source), of_source)]
    best = min(groups, key=lambda group: (-len(group), preference(group[0].source)), default=[])
    return sorted(best, key=lambda one: one.year)


def _absent(used: set[int], explained: set[int], first: int | None, last: int | None) -> list[int]:
    """Return the years of a span that nothing is loaded for; an open end is what is loaded."""
    low = min(used, default=last) if first is None else first
    high = max(used, default=first) if last is None else last
    if low is None or high is None:
        return []
    return [year for year in range(low, high + 1) if year not in used | explained]


def _not_loaded(years: Iterable[int], found: Sequence[Edition], lang: Lang) -> Missing:
    if not found:
        return _nothing_loaded(lang)
    asked, loaded = spans(years), spans(one.year for one in found)
    sources = ", ".join(dict.fromkeys(one.source for one in found))
    nomenclature = found[0].extent.nomenclature
    detail = texts(
        f"Totales sin cargar: {asked}. Cargado: {loaded} ({sources}, {nomenclature}).",
        f"Totais não carregados: {asked}. Carregado: {loaded} ({sources}, {nomenclature}).",
        f"Totals not loaded: {asked}. Loaded: {loaded} ({sources}, {nomenclature}).",
    )
    return Missing(what="years", reason=Reason.NOT_LOADED, detail=detail[lang])


def _nothing_loaded(lang: Lang) -> Missing:
    detail = texts(
        "No hay totales de comercio cargados.",
        "Não há totais de comércio carregados.",
        "No totals of trade are loaded.",
    )
    return Missing(what="totals", reason=Reason.NOT_LOADED, detail=detail[lang])


def _source_not_loaded(found: Sequence[Edition], lang: Lang) -> Missing:
    names = ", ".join(sorted({one.source for one in found}))
    detail = texts(
        f"De esa fuente no hay totales cargados; los hay de {names}.",
        f"Dessa fonte não há totais carregados; há de {names}.",
        f"No totals of that source are loaded; there are of {names}.",
    )
    return Missing(what="source", reason=Reason.NOT_LOADED, detail=detail[lang])


def _too_coarse(edition: Edition, level: int, lang: Lang) -> Missing:
    where = f"{edition.source} {edition.year}"
    digits = edition.extent.level
    detail = texts(
        f"{where} llega a {digits} dígitos: pida level={digits} en lugar de {level}.",
        f"{where} vai até {digits} dígitos: peça level={digits} em vez de {level}.",
        f"{where} goes down to {digits} digits: ask for level={digits} instead of {level}.",
    )
    return Missing(what="level", reason=Reason.NOT_LOADED, detail=detail[lang])
