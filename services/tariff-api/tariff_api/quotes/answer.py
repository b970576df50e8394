"""Quotes as they leave: asks resolved, rows read, decisions written as contracts."""

from collections.abc import Iterable, Sequence
from datetime import date

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Provenance, Reason
from eslabon.contracts.nomenclature import CorrelationKind
from eslabon.contracts.quotes import (
    Candidate,
    CandidateKind,
    Completeness,
    LineQuote,
    Quote,
    QuoteProduct,
)
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature.language import Wording
from tariff_api.quotes.asking import Ask, Fault, Place, place, refused
from tariff_api.quotes.facts import Pair
from tariff_api.quotes.product import quoted
from tariff_api.quotes.quote import Decision, Gap, Option, decision
from tariff_api.quotes.reading import Facts, facts
from tariff_api.quotes.reference import REFERENCE, Reference
from tariff_api.quotes.summary import together
from tariff_api.quotes.wording import MFN_NAMES, SENTENCES, UNNAMED, Sentence, not_covered, number

NOTHING_LOADED = Decision(Completeness.MFN_ONLY, (), None, None, ())

SUMMARY = texts(
    "Candidatos: el derecho de nación más favorecida de la línea nacional y cada preferencia "
    "cargada del importador al exportador ese día. Solo hay mejor cuando los datos bastan para "
    "saber que no existe otra tasa menor.",
    "Candidatos: o direito de nação mais favorecida da linha nacional e cada preferência "
    "carregada do importador ao exportador nesse dia. Só há melhor quando os dados bastam para "
    "saber que não existe outra alíquota menor.",
    "Candidates: the most-favoured-nation duty of the national line and every loaded preference "
    "from importer to exporter on the day. There is a best only where the data suffice to know "
    "that no lower rate exists.",
)


class Answers:
    """Writes the quotes of one request; equal parts are written once."""

    def __init__(self, snapshot: Snapshot, reference: Reference) -> None:
        self._lang: Lang = snapshot.lang
        self._reference = reference
        self._names = reference.spelt_out[snapshot.lang]
        self._pairs: dict[tuple[str, str, date], Pair] = {}

    def quote(self, asked: Place, found: Facts) -> Quote:
        """Return the quote of one place."""
        pair = self._pair(asked)
        decisions = [decision(pair, one.line) for one in found.lines]
        whole = together(decisions) if decisions else NOTHING_LOADED
        used = asked.edition.nomenclature if asked.edition else ""
        source = asked.source.name if asked.source else ""
        itself = len(found.lines) == 1 and found.lines[0].code == asked.code
        lines = [
            self._line(self._product(used, one.code, one.said), decided)
            for one, decided in zip(found.lines, decisions, strict=True)
            if not itself
        ]
        return Quote.model_construct(
            importer=asked.importer.iso3,
            exporter=asked.exporter.iso3,
            product=self._product(source, asked.code, found.said),
            on=asked.on,
            coverage=asked.coverage,
            completeness=whole.completeness,
            best=self._candidate(whole.best) if whole.best else None,
            best_loaded=self._candidate(whole.best_loaded) if whole.best_loaded else None,
            candidates=[self._candidate(option) for option in whole.options],
            lines=lines,
            other_charges=[],
            correlations=found.later,
            missing=self._missing([*self._unread(asked, found), *whole.gaps]),
            methodology=self._methodology(asked, found),
            provenance=self._provenance(asked, decisions),
        )

    def _pair(self, asked: Place) -> Pair:
        key = asked.importer.iso3, asked.exporter.iso3, asked.on
        if key not in self._pairs:
            self._pairs[key] = self._reference.pair(*key)
        return self._pairs[key]

    def _product(self, nomenclature: str, code: str, said: Wording) -> QuoteProduct:
        row = self._reference.nomenclatures.get(nomenclature)
        return quoted(nomenclature, row.hs_revision if row else None, code, said)

    def _line(self, product: QuoteProduct, decided: Decision) -> LineQuote:
        return LineQuote.model_construct(
            product=product,
            completeness=decided.completeness,
            best=self._candidate(decided.best) if decided.best else None,
            best_loaded=self._candidate(decided.best_loaded) if decided.best_loaded else None,
            candidates=[self._candidate(option) for option in decided.options],
            missing=self._missing(decided.gaps),
        )

    def _candidate(self, option: Option) -> Candidate:
        return Candidate.model_construct(
            kind=option.kind,
            agreement=option.attributed.agreement,
            attribution=option.attributed.attribution,
            agreement_candidates=list(option.attributed.candidates),
            margin_percent=option.margin_percent,
            applied_percent=option.applied_percent,
            applied_text=self._rate(option),
            duty_value_usd=None,
            legal_base=option.legal_base,
            conditional=option.conditional,
            status=option.status,
            why=self._why(option),
            is_best=option.is_best,
            valid_from=option.valid_from,
            valid_to=option.valid_to,
            observed_on=option.observed_on,
            provenance=self._reference.provenances[option.release],
        )

    def _rate(self, option: Option) -> str:
        high = number(option.applied_percent, self._lang)
        if option.lowest_percent == option.applied_percent:
            return f"{high} %"
        return f"{number(option.lowest_percent, self._lang)}–{high} %"

    def _why(self, option: Option) -> str:
        said = option.why.text(self._lang, self._names)
        better = option.beaten_by
        if better is not None:
            key = "equal" if better.applied_percent == option.applied_percent else "beaten"
            said += SENTENCES[key][self._lang].format(
                name=self._name(better), rate=number(better.applied_percent, self._lang)
            )
        return f"{said}."

    def _name(self, option: Option) -> str:
        if option.kind is CandidateKind.MFN:
            return MFN_NAMES[self._lang]
        return option.attributed.agreement or UNNAMED[self._lang]

    def _missing(self, gaps: Iterable[Gap]) -> list[Missing]:
        return [
            Missing.model_construct(
                what=gap.what,
                reason=gap.reason,
                detail=f"{gap.detail.text(self._lang, self._names)}.",
            )
            for gap in gaps
        ]

    def _unread(self, asked: Place, found: Facts) -> Iterable[Gap]:
        """Yield what could not be read at all, and what was read through a correlation."""
        importer = asked.importer.names[self._lang]
        if asked.edition is None:
            editions = self._reference.duties.get(asked.importer.iso3, ())
            spans = [(edition.valid_from, edition.valid_to) for edition in editions]
            yield Gap("mfn", Reason.NOT_LOADED, not_covered(importer, spans, asked.on))
            return
        used = self._reference.nomenclatures.get(asked.edition.nomenclature)
        if used is None or used.codes is None:
            sentence = Sentence("no_codes", nomenclature=asked.edition.nomenclature)
            yield Gap("nomenclature", Reason.NOT_LOADED, sentence)
        source = asked.source.name if asked.source else ""
        revision = used.hs_revision if used else ""
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
        for edition in found.other_editions:
            sentence = Sentence("other_edition", importer=importer, edition=edition, to=revision)
            yield Gap("preferences", Reason.NOT_LOADED, sentence)

    def _methodology(self, asked: Place, found: Facts) -> Methodology:
        parameters = [
            Parameter.model_construct(
                name="on",
                value="asked" if asked.ask.on else "last_day_covered",
                assumed=asked.ask.on is None,
            ),
            Parameter.model_construct(
                name="nomenclature",
                value=asked.source.name if asked.source else "",
                assumed=asked.ask.nomenclature is None,
            ),
        ]
        if found.correlated:
            used = asked.edition.nomenclature if asked.edition else ""
            pairs = ", ".join(f"{code} {kind.value}" for code, kind in found.correlated)
            parameters.append(
                Parameter.model_construct(
                    name="correlation", value=f"{used}: {pairs}", assumed=False
                )
            )
        return Methodology.model_construct(
            id="quote", version="1", summary=SUMMARY[self._lang], parameters=parameters
        )

    def _provenance(self, asked: Place, decisions: Sequence[Decision]) -> list[Provenance]:
        releases = {option.release for one in decisions for option in one.options}
        if asked.edition:
            releases.add(asked.edition.release)
        return [self._reference.provenances[release] for release in sorted(releases)]


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
