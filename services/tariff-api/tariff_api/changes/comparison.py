"""Which two releases of a market are compared, and which correlation joins their codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eslabon.contracts.changes import Measure
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from eslabon.contracts.nomenclature import Correlation
from servicekit.problems import ProblemError
from servicekit.releases import repository as releases
from servicekit.releases.change_endpoints import compared, provenance
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.changes import repository
from tariff_api.changes.repository import DATASETS
from tariff_api.duties.tables import DUTIES
from tariff_api.nomenclature import correlation
from tariff_api.quotes.reference import REFERENCE

WHOLE_CODE = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """A release with what its rows say of it."""

    provenance: Provenance
    name: str
    nomenclature: str
    valid_from: date

    @property
    def release(self) -> int:
        """Its id."""
        return self.provenance.release


@dataclass(frozen=True, slots=True)
class Bridge:
    """The correlation of two nomenclatures: its release, its direction and its digits."""

    source: str
    target: str
    release: int
    backwards: bool
    digits: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two releases of one measure, and the correlation between their nomenclatures."""

    measure: Measure
    since: Edition
    to: Edition
    bridge: Bridge | None

    def values(self, low: str = "", high: str = "~") -> dict[str, object]:
        """Return what its statements take."""
        bridge = self.bridge
        return {
            "since": self.since.release,
            "to": self.to.release,
            "same_slice": self.since.provenance.slice == self.to.provenance.slice,
            "low": low,
            "high": high,
            "correlation": bridge.release if bridge else None,
            "backwards": bridge.backwards if bridge else False,
            "digits": bridge.digits if bridge else WHOLE_CODE,
        }


async def editions(
    snapshot: Snapshot, measure: Measure, found: Sequence[Provenance]
) -> list[Edition]:
    """Return releases as editions, by first day; those without rows are left out."""
    by_id = {one.release: one for one in found}
    rows = await repository.editions(snapshot, measure, by_id) if by_id else []
    return sorted(
        (
            Edition(
                by_id[row["release_id"]],
                _edition(by_id[row["release_id"]].slice),
                row["nomenclature"],
                row["valid_from"],
            )
            for row in rows
        ),
        key=lambda one: (one.valid_from, one.release),
    )


def _edition(slice_text: str) -> str:
    parts = dict(pair.split("=", 1) for pair in slice_text.split(","))
    return parts.get("edition", slice_text)


async def compare(snapshot: Snapshot, measure: Measure, since: Edition, to: Edition) -> Comparison:
    """Return the comparison of two editions with the correlation that is loaded for it."""
    bridge = await _bridge(snapshot, since.nomenclature, to.nomenclature)
    return Comparison(measure, since, to, bridge)


async def _bridge(snapshot: Snapshot, source: str, target: str) -> Bridge | None:
    if source == target:
        return None
    if own := _joined(snapshot, source, target, WHOLE_CODE):
        return own
    known = (await REFERENCE.at(snapshot)).nomenclatures
    if source not in known or target not in known:
        return None
    first, last = known[source].hs_revision, known[target].hs_revision
    return _joined(snapshot, first, last, 6) if first != last else None


def _joined(snapshot: Snapshot, source: str, target: str, digits: int) -> Bridge | None:
    """Return the bridge of two editions that one table correlates: rows are joined by it."""
    steps = correlation.path(snapshot, source, target)
    if not steps or len(steps) > 1:
        return None
    return Bridge(source, target, steps[0].release, steps[0].backwards, digits)


async def counterparts(
    snapshot: Snapshot, bridge: Bridge, code: str, is_new: bool
) -> list[Correlation]:
    """Return the codes of the other nomenclature that a code corresponds to."""
    ends = (bridge.target, bridge.source) if is_new else (bridge.source, bridge.target)
    table = await correlation.table(snapshot, *ends)
    sought = code[: bridge.digits]
    return [one for one in table.below(sought) if one.from_code == sought]


async def of_releases(
    snapshot: Snapshot, importer: str, since: int, to: int | None
) -> list[Comparison]:
    """Return the comparison of two releases by their ids; `to` defaults to the slice's current.

    Raises
    ------
    ProblemError
        404 and 410 as for any dataset; 422 where they are of another market or not of one dataset.
    """
    found = await releases.release(snapshot.pool, DUTIES.service, since)
    measure = next(
        (one for one, dataset in DATASETS.items() if found and found.dataset == dataset.name),
        Measure.DUTY,
    )
    first = provenance(await compared(snapshot, DATASETS[measure], since, "since"))
    _check_market(first, importer, "since")
    if to is None:
        current = snapshot.releases(DATASETS[measure].name, importer=importer)
        same = [one for one in current if one.slice == first.slice and one.id != since]
        last = next(iter([*same, *reversed(current)]), None)
        final = first if last is None else last.provenance()
    else:
        final = provenance(await compared(snapshot, DATASETS[measure], to, "to"))
        _check_market(final, importer, "to")
    known = {one.release: one for one in await editions(snapshot, measure, [first, final])}
    if first.release not in known or final.release not in known:
        return []
    return [await compare(snapshot, measure, known[first.release], known[final.release])]


def _check_market(found: Provenance, importer: str, parameter: str) -> None:
    if f"importer={importer}" in found.slice.split(","):
        return
    detail = texts(
        f"La versión {found.release} es de {found.slice}, no de {importer}.",
        f"A versão {found.release} é de {found.slice}, não de {importer}.",
        f"Release {found.release} is of {found.slice}, not of {importer}.",
    )
    errors = [(f"/query/{parameter}", detail, "market")]
    raise ProblemError(422, "wrong_slice", detail, errors=errors)


async def of_editions(
    snapshot: Snapshot, importer: str, since: str | None, to: str | None
) -> tuple[list[Comparison], list[Missing]]:
    """Return the comparisons of two editions of a market, its two latest when left out.

    Raises
    ------
    ProblemError
        404 where a named edition is not loaded, naming those that are.
    """
    found: list[Comparison] = []
    missing: list[Missing] = []
    names: set[str] = set()
    for measure, dataset in DATASETS.items():
        current = snapshot.releases(dataset.name, importer=importer)
        loaded = await editions(snapshot, measure, [one.provenance() for one in current])
        names |= {one.name for one in loaded}
        last = _chosen(loaded, to)
        earlier = [one for one in loaded if last and _goes_before(one, last)]
        first = _chosen(loaded if since else earlier, since)
        if first and last:
            found.append(await compare(snapshot, measure, first, last))
        else:
            missing.append(_one_edition_only(dataset.name, importer, snapshot.lang, len(loaded)))
    for parameter, name in (("since_edition", since), ("to_edition", to)):
        if name is not None and name not in names:
            raise _unknown_edition(importer, name, sorted(names), parameter)
    return found, missing


def _goes_before(one: Edition, last: Edition) -> bool:
    return (one.valid_from, one.release) < (last.valid_from, last.release)


def _chosen(loaded: Sequence[Edition], name: str | None) -> Edition | None:
    return next((one for one in reversed(loaded) if name in (None, one.name)), None)


def _one_edition_only(dataset: str, importer: str, lang: Lang, loaded: int) -> Missing:
    detail = texts(
        f"Comparar pide dos ediciones de {dataset} de {importer}; cargadas: {loaded}.",
        f"Comparar pede duas edições de {dataset} de {importer}; carregadas: {loaded}.",
        f"To compare takes two editions of {dataset} of {importer}; loaded: {loaded}.",
    )[lang]
    return Missing(what=dataset, reason=Reason.NOT_LOADED, detail=detail)


def _unknown_edition(
    importer: str, name: str, known: Sequence[str], parameter: str
) -> ProblemError:
    names = ", ".join(known) or "—"
    detail = texts(
        f"No hay una edición {name} de {importer}; las cargadas son {names}.",
        f"Não há uma edição {name} de {importer}; as carregadas são {names}.",
        f"There is no edition {name} of {importer}; those loaded are {names}.",
    )
    errors = [(f"/query/{parameter}", detail, "unknown")]
    return ProblemError(404, "unknown_edition", detail, errors=errors)


def unbridged(comparison: Comparison, lang: Lang) -> Missing | None:
    """Return what an answer can't say of codes where the two nomenclatures differ."""
    old, new = comparison.since.nomenclature, comparison.to.nomenclature
    bridge = comparison.bridge
    if old == new or (bridge is not None and bridge.digits == WHOLE_CODE):
        return None
    if bridge is None:
        detail = texts(
            f"No hay correlación cargada de {old} a {new}: NEW y GONE pueden ser códigos que solo"
            " cambiaron de número.",
            f"Não há correlação carregada de {old} a {new}: NEW e GONE podem ser códigos que só"
            " mudaram de número.",
            f"No correlation from {old} to {new} is loaded: NEW and GONE may be codes that only"
            " changed their number.",
        )
    else:
        detail = texts(
            f"De {old} a {new} se sigue la correlación {bridge.source}–{bridge.target}, a seis"
            " cifras; la de las líneas nacionales no está cargada.",
            f"De {old} a {new} segue-se a correlação {bridge.source}–{bridge.target}, a seis"
            " algarismos; a das linhas nacionais não está carregada.",
            f"From {old} to {new} the correlation {bridge.source}–{bridge.target} is followed, at"
            " six digits; that of the national lines is not loaded.",
        )
    return Missing(what="correlations", reason=Reason.NOT_LOADED, detail=detail[lang])
