"""What is asked, checked: which countries, which day, which tariff and which codes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Coverage
from eslabon.contracts.expressions import Unit
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.duties.expression import Consignment
from tariff_api.faults import Fault, country, same_country, too_broad, unknown_nomenclature
from tariff_api.nomenclature import correlation
from tariff_api.quotes.editions import Edition
from tariff_api.quotes.reference import CountryRow, NomenclatureRow, Reference

WEIGHTS = frozenset({Unit.G, Unit.KG, Unit.T})
FEWEST_DIGITS = 4
UNCOVERED = Coverage(valid_from=None, valid_to=None, dates_stated=None, observed_on=None)


@dataclass(frozen=True, slots=True)
class Ask:
    """One quote asked for."""

    importer: str
    exporter: str
    product: str
    nomenclature: str | None = None
    on: date | None = None
    pointer: str = "/query"
    """Where it stands in the request."""
    customs_value_usd: Decimal | None = None
    quantity: Decimal | None = None
    unit: Unit | None = None
    weight_kg: Decimal | None = None

    @property
    def goods(self) -> tuple[object, ...]:
        """What duties in money depend on."""
        return self.customs_value_usd, self.quantity, self.unit, self.weight_kg


@dataclass(slots=True)
class Place:
    """Where an ask is answered from."""

    ask: Ask
    importer: CountryRow
    exporter: CountryRow
    on: date
    edition: Edition | None
    """Duties of the day; None where none are loaded for it."""
    coverage: Coverage
    source: NomenclatureRow | None
    """Nomenclature that the code is read in."""
    correlates: tuple[str, str] | None = None
    """Revision of the code, and that of the tariff where a correlation to it is to be followed."""
    uncorrelated: bool = False
    """True where a correlation is needed and none is loaded."""
    consignment: Consignment | None = None
    """The goods asked about, as far as duties depend on them."""
    targets: list[str] = field(default_factory=list)
    """Codes of the tariff, or beginnings of them, that the code stands for."""

    @property
    def code(self) -> str:
        """The code as its nomenclature knows it: the Harmonized System stops at six digits."""
        harmonised = self.source is not None and self.source.kind == "HS"
        return self.ask.product[:6] if harmonised else self.ask.product


def _of_another_tariff(code: str, asked: str, used: str, importer: str, pointer: str) -> Fault:
    return Fault(
        422,
        "wrong_nomenclature",
        pointer,
        texts(
            f"{code} es una línea de {asked} y el arancel de {importer} ese día está en {used}; "
            "use una línea de esta, o las seis primeras cifras.",
            f"{code} é uma linha de {asked} e a tarifa de {importer} nesse dia está em {used}; "
            "use uma linha desta, ou os seis primeiros algarismos.",
            f"{code} is a line of {asked} and the tariff of {importer} on that day is in {used}; "
            "use a line of the latter, or the first six digits.",
        ),
    )


def _nearest(editions: Sequence[Edition], on: date) -> Edition | None:
    """Return the edition whose days lie nearest to `on`; the codes of the day are read in it."""

    def distance(edition: Edition) -> tuple[int, int]:
        first, last = edition.valid_from, edition.valid_to
        days = (first - on).days if on < first else max(0, (on - last).days)
        return days, -edition.release

    return min(editions, key=distance, default=None)


def _whole(editions: Sequence[Edition]) -> Coverage:
    if not editions:
        return UNCOVERED
    return Coverage(
        valid_from=min(edition.valid_from for edition in editions),
        valid_to=max(edition.valid_to for edition in editions),
        dates_stated=all(edition.coverage.dates_stated for edition in editions),
        observed_on=max(edition.observed_on for edition in editions),
    )


def latest_hs(reference: Reference) -> NomenclatureRow | None:
    """Return the latest revision of the Harmonized System whose codes are loaded."""
    harmonised = [row for row in reference.nomenclatures.values() if row.kind == "HS" and row.codes]
    return max(harmonised, key=lambda row: row.hs_revision, default=None)


def place(snapshot: Snapshot, reference: Reference, ask: Ask, today: date) -> Place | list[Fault]:
    """Return where an ask is answered from, or all that is wrong with it.

    `today` stands in for the day where no tariff of the importer is loaded that could give one.
    """
    importer = country(reference, ask.importer, f"{ask.pointer}/importer")
    exporter = country(reference, ask.exporter, f"{ask.pointer}/exporter")
    faults = [one for one in (importer, exporter) if isinstance(one, Fault)]
    if len(ask.product) < FEWEST_DIGITS:
        faults.append(too_broad(ask.product, f"{ask.pointer}/product"))
    if (ask.quantity is None) != (ask.unit is None):
        faults.append(_quantity_and_unit(ask))
    if ask.weight_kg is not None and ask.unit in WEIGHTS:
        faults.append(_two_weights(ask))
    asked = reference.nomenclatures.get(ask.nomenclature) if ask.nomenclature else None
    if ask.nomenclature and asked is None:
        pointer = f"{ask.pointer}/nomenclature"
        faults.append(unknown_nomenclature(ask.nomenclature, reference.nomenclatures, pointer))
    if faults or isinstance(importer, Fault) or isinstance(exporter, Fault):
        return faults
    if importer is exporter:
        return [same_country(importer.iso3, f"{ask.pointer}/exporter")]
    editions = reference.duties.get(importer.iso3, ())
    on = ask.on or max((edition.valid_to for edition in editions), default=today)
    edition = reference.tariff(importer.iso3, on)
    nearest = edition or _nearest(editions, on)
    used = reference.nomenclatures.get(nearest.nomenclature) if nearest else None
    source = asked or used or latest_hs(reference)
    found = Place(
        ask=ask,
        importer=importer,
        exporter=exporter,
        on=on,
        edition=edition,
        coverage=edition.coverage if edition else _whole(editions),
        source=source,
        consignment=_consignment(ask),
        targets=[ask.product],
    )
    if edition is None or used is None or source is None or source.name == used.name:
        return found
    if len(ask.product) > 6:
        pointer = f"{ask.pointer}/product"
        names = source.name, used.name, importer.iso3
        return [_of_another_tariff(ask.product, *names, pointer)]
    if source.hs_revision != used.hs_revision:
        revisions = source.hs_revision, used.hs_revision
        found.uncorrelated = correlation.path(snapshot, *revisions) is None
        found.correlates = None if found.uncorrelated else revisions
        found.targets = []
    return found


def _consignment(ask: Ask) -> Consignment | None:
    """Return the goods asked about; None where nothing is said of them."""
    if ask.customs_value_usd is None and ask.quantity is None and ask.weight_kg is None:
        return None
    quantities = {} if ask.unit is None or ask.quantity is None else {ask.unit: ask.quantity}
    return Consignment(ask.customs_value_usd, quantities, ask.weight_kg)


def _quantity_and_unit(ask: Ask) -> Fault:
    name = "unit" if ask.unit is None else "quantity"
    return Fault(
        422,
        "quantity_without_unit",
        f"{ask.pointer}/{name}",
        texts(
            f"`quantity` y `unit` van juntos; añada `{name}`.",
            f"`quantity` e `unit` vão juntos; acrescente `{name}`.",
            f"`quantity` and `unit` go together; add `{name}`.",
        ),
    )


def _two_weights(ask: Ask) -> Fault:
    return Fault(
        422,
        "two_weights",
        f"{ask.pointer}/weight_kg",
        texts(
            f"`quantity` en {ask.unit} ya dice el peso; quite `weight_kg`, o dé otra `unit`.",
            f"`quantity` em {ask.unit} já diz o peso; retire `weight_kg`, ou dê outra `unit`.",
            f"`quantity` in {ask.unit} already says the weight; leave `weight_kg` out, or give "
            "another `unit`.",
        ),
    )
