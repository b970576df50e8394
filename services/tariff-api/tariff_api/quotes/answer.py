"""Quotes as they leave: asks resolved, rows read, decisions written as contracts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Methodology, Missing, Provenance, Reason
from eslabon.contracts.nomenclature import CorrelationKind
from eslabon.contracts.quotes import Candidate, Charge, Completeness, LineQuote, Quote
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.charges.area import Origin
from tariff_api.faults import Fault, refused
from tariff_api.quotes.asking import Ask, Place, place
from tariff_api.quotes.charging import (
    Charged,
    charge_gaps,
    charged,
    common,
    duty_gap,
    total_usd,
)
from tariff_api.quotes.completeness import Gap
from tariff_api.quotes.facts import Line, Pair
from tariff_api.quotes.quote import Decision, decision
from tariff_api.quotes.reading import Facts, NationalLine, facts
from tariff_api.quotes.reference import REFERENCE, Reference
from tariff_api.quotes.summary import together
from tariff_api.quotes.wording import Sentence, not_covered
from tariff_api.quotes.writing import Writer

NOTHING_LOADED = Decision(Completeness.MFN_ONLY, (), None, None, ())
WHOLE_TARIFF_SHARE = 0.95
"""Share of the subheadings from which on a tariff counts as whole: no national tariff has all."""

SUMMARY = texts(
    "Candidatos: el derecho de nación más favorecida de la línea nacional y cada preferencia "
    "cargada del importador al exportador ese día. Solo hay mejor cuando los datos bastan para "
    "saber que no existe otra tasa menor. En dinero, cada paso se redondea una vez a centavos, la "
    "mitad hacia arriba.",
    "Candidatos: o direito de nação mais favorecida da linha nacional e cada preferência "
    "carregada do importador ao exportador nesse dia. Só há melhor quando os dados bastam para "
    "saber que não existe outra alíquota menor. Em dinheiro, cada passo se arredonda uma vez a "
    "centavos, a metade para cima.",
    "Candidates: the most-favoured-nation duty of the national line and every loaded preference "
    "from importer to exporter on the day. There is a best only where the data suffice to know "
    "that no lower rate exists. In money, each step is rounded once to cents, half up.",
)


@dataclass(frozen=True, slots=True)
class _Alike:
    """What lines of the same facts have alike, written once."""

    candidates: list[Candidate]
    charges: list[Charge]
    total_usd: Decimal | None
    missing: list[Missing]
    of: tuple[object, ...]
    """What it was written of: kept, so that their ids are nobody else's meanwhile."""


class Answers:
    """Writes the quotes of one request; equal parts are decided and written once."""

    def __init__(self, snapshot: Snapshot, reference: Reference) -> None:
        self._lang = snapshot.lang
        self._reference = reference
        self._writer = Writer(reference, snapshot.lang)
        self._decisions: dict[tuple[object, ...], Decision] = {}
        self._charged: dict[tuple[object, ...], tuple[Charged, ...]] = {}
        self._alike: dict[tuple[int, int, int], _Alike] = {}

    def quote(self, asked: Place, found: Facts) -> Quote:
        """Return the quote of one place."""
        write = self._writer
        pair = self._reference.pair(asked.importer.iso3, asked.exporter.iso3, asked.on)
        decisions = [self._decision(pair, one.line, asked) for one in found.lines]
        of_lines = [
            self._charges(pair, one.code, decided, asked)
            for one, decided in zip(found.lines, decisions, strict=True)
        ]
        whole = together(decisions) if decisions else NOTHING_LOADED
        charges = common(of_lines) if of_lines else self._charges(pair, asked.code, whole, asked)
        used = asked.edition.nomenclature if asked.edition else ""
        source = asked.source.name if asked.source else ""
        itself = len(found.lines) == 1 and found.lines[0].code == asked.code
        shared = _shared(decisions)
        lines = [
            self._line(used, one, decided, due, asked, shared)
            for one, decided, due in zip(found.lines, decisions, of_lines, strict=True)
            if not itself
        ]
        gaps = [*self._unread(asked, found, pair), *whole.gaps]
        gaps += self._money_gaps(asked, whole, charges)
        return Quote.assembled(
            importer=asked.importer.iso3,
            exporter=asked.exporter.iso3,
            product=write.product(source, asked.code, found.said),
            on=asked.on,
            coverage=asked.coverage,
            completeness=whole.completeness,
            best=write.candidate(whole.best),
            best_loaded=write.candidate(whole.best_loaded),
            candidates=write.candidates(whole.options),
            lines=lines,
            other_charges=write.charges(charges),
            consignment=write.consignment(asked.ask),
            total_usd=self._total(asked, whole, charges),
            correlations=found.later,
            missing=write.missing(gaps),
            methodology=self._methodology(asked, found, whole),
            provenance=self._provenance(asked, decisions, charges),
        )

    def _decision(self, pair: Pair, line: Line, asked: Place) -> Decision:
        """Return the decision of a line; lines of the same facts are one object, kept by facts."""
        key = pair, id(line), asked.ask.goods
        found = self._decisions.get(key)
        if found is None:
            found = self._decisions[key] = decision(pair, line, asked.consignment)
        return found

    def _charges(
        self, pair: Pair, code: str, decided: Decision, asked: Place
    ) -> tuple[Charged, ...]:
        """Return the other charges on a line; equal ones are one object."""
        of_market = self._reference.charges.get(pair.importer)
        if of_market is None:
            return ()
        origin = Origin(pair.exporter, pair.groups, bool(pair.agreements))
        due = of_market.on(code, origin, pair.on)
        duty = decided.best_loaded
        key = (
            *((id(charge), extent) for charge, extent in due),
            id(duty) if asked.consignment else None,
            asked.ask.goods,
        )
        found = self._charged.get(key)
        if found is None:
            found = self._charged[key] = charged(due, duty, asked.consignment)
        return found

    def _total(self, asked: Place, decided: Decision, charges: Sequence[Charged]) -> Decimal | None:
        if asked.importer.iso3 not in self._reference.charges:
            return None
        return total_usd(decided.best_loaded, charges)

    def _money_gaps(
        self, asked: Place, whole: Decision, charges: Sequence[Charged]
    ) -> Iterable[Gap]:
        """Yield what is not known of amounts."""
        yield from charge_gaps(charges, asked.consignment)
        if asked.consignment is None:
            return
        yield from duty_gap(whole.best_loaded)
        if asked.importer.iso3 not in self._reference.charges:
            sentence = Sentence("no_charges", importer=asked.importer.names[self._lang])
            yield Gap("other_charges", Reason.NOT_LOADED, sentence)

    def _line(
        self,
        nomenclature: str,
        one: NationalLine,
        decided: Decision,
        charges: Sequence[Charged],
        asked: Place,
        shared: frozenset[tuple[object, ...]],
    ) -> LineQuote:
        write = self._writer
        key = id(decided), id(charges), id(shared)
        found = self._alike.get(key)
        if found is None:
            gaps = [gap for gap in decided.gaps if gap.said not in shared]
            gaps += charge_gaps(charges, asked.consignment)
            found = self._alike[key] = _Alike(
                write.candidates(decided.options),
                write.charges(charges),
                self._total(asked, decided, charges),
                write.missing(gaps),
                (decided, charges, shared),
            )
        return LineQuote.assembled(
            product=write.product(nomenclature, one.code, one.said),
            completeness=decided.completeness,
            best=write.candidate(decided.best),
            best_loaded=write.candidate(decided.best_loaded),
            candidates=found.candidates,
            other_charges=found.charges,
            total_usd=found.total_usd,
            missing=found.missing,
        )

    def _unread(self, asked: Place, found: Facts, pair: Pair) -> Iterable[Gap]:
        """Yield what could not be read at all, and what was read through a correlation."""
        importer = asked.importer.names[self._lang]
        if asked.edition is None:
            editions = self._reference.duties.get(asked.importer.iso3, ())
            spans = [(edition.valid_from, edition.valid_to) for edition in editions]
            markets = sorted(self._reference.duties)
            yield Gap("mfn", Reason.NOT_LOADED, not_covered(importer, spans, asked.on, markets))
            return
        used = self._reference.nomenclatures.get(asked.edition.nomenclature)
        if used is None or used.codes is None:
            sentence = Sentence("no_codes", nomenclature=asked.edition.nomenclature)
            yield Gap("nomenclature", Reason.NOT_LOADED, sentence)
        revision = used.hs_revision if used else ""
        loaded, total = asked.coverage.subheadings_loaded, asked.coverage.subheadings_total
        if loaded is not None and total and loaded < WHOLE_TARIFF_SHARE * total:
            sentence = Sentence(
                "partial_tariff", importer=importer, loaded=loaded, total=total, revision=revision
            )
            yield Gap("mfn", Reason.NOT_LOADED, sentence)
        yield from self._uncorrelated(asked, found, revision)
        for edition in found.other_editions:
            sentence = Sentence("other_edition", importer=importer, edition=edition, to=revision)
            yield Gap("preferences", Reason.NOT_LOADED, sentence)
        if pair.agreements and not found.scheduled:
            days = ", ".join(self._reference.schedule_days) or "—"
            sentence = Sentence("no_schedules", importer=importer, on=asked.on, markets=days)
            yield Gap("preferences", Reason.NOT_LOADED, sentence)

    def _uncorrelated(self, asked: Place, found: Facts, revision: str) -> Iterable[Gap]:
        source = asked.source.name if asked.source else ""
        if asked.uncorrelated or (asked.correlates and not found.correlated):
            sentence = Sentence("no_correlation", source=source, to=revision)
            yield Gap("correlation", Reason.NOT_LOADED, sentence)
        elif any(kind is not CorrelationKind.EXACT for _, kind in found.correlated):
            sentence = Sentence(
                "correlated",
                source=source,
                to=revision,
                codes=", ".join(code for code, _ in found.correlated),
                kinds=", ".join(sorted({kind.value for _, kind in found.correlated})),
            )
            yield Gap("correlation", Reason.AMBIGUOUS_CODE, sentence)

    def _methodology(self, asked: Place, found: Facts, whole: Decision) -> Methodology:
        parameters = [
            ("on", "asked" if asked.ask.on else "last_day_covered", asked.ask.on is None),
            (
                "nomenclature",
                asked.source.name if asked.source else "",
                asked.ask.nomenclature is None,
            ),
        ]
        if found.correlated:
            used = asked.edition.nomenclature if asked.edition else ""
            pairs = ", ".join(f"{code} {kind.value}" for code, kind in found.correlated)
            parameters.append(("correlation", f"{used}: {pairs}", False))
        if asked.consignment is not None and whole.best_loaded is not None:
            duty = "best" if whole.best is not None else "best_loaded"
            parameters.append(("total_usd", duty, False))
        return self._writer.methodology(tuple(parameters), SUMMARY[self._lang])

    def _provenance(
        self, asked: Place, decisions: Sequence[Decision], charges: Sequence[Charged]
    ) -> list[Provenance]:
        releases = {option.release for one in decisions for option in one.options}
        releases |= {one.charge.release for one in charges}
        if asked.edition:
            releases.add(asked.edition.release)
        return [self._reference.provenances[release] for release in sorted(releases)]


def _shared(decisions: Sequence[Decision]) -> frozenset[tuple[object, ...]]:
    """Return what all lines lack alike: the quote says it once for all of them."""
    different = {id(one): one for one in decisions}.values()
    said = [frozenset(gap.said for gap in one.gaps) for one in different]
    return frozenset.intersection(*said) if said else frozenset()


async def quotes(snapshot: Snapshot, asks: Sequence[Ask], today: date) -> list[Quote]:
    """Return a quote for each ask, in their order; all are read together.

    Raises
    ------
    ProblemError
        Countries, codes, nomenclatures that do not exist or do not fit; one for all asks.
    """
    reference = await REFERENCE.at(snapshot)
    placed = [place(snapshot, reference, ask, today) for ask in asks]
    faults: list[Fault] = [fault for one in placed if isinstance(one, list) for fault in one]
    if faults:
        raise refused(faults)
    places = [one for one in placed if isinstance(one, Place)]
    found = await facts(snapshot, reference, places)
    answers = Answers(snapshot, reference)
    return [answers.quote(one, read) for one, read in zip(places, found, strict=True)]
