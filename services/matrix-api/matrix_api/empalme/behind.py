"""What is behind one heading of one member: what importers buy, and what they charge."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from eslabon.contracts.empalme import ImporterDemand, LineDuty
from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.quotes import CandidateKind, Quote
from servicekit.faced import faced_duty
from servicekit.language import texts

from matrix_api.competitors.duties import Quoted
from matrix_api.empalme.rows import dollars
from matrix_api.flows.gaps import spans

if TYPE_CHECKING:
    from matrix_api.empalme.matrix import Exporter, Matrix


def importers(
    matrix: Matrix, exporter: Exporter, place: int, quoted: Quoted, lang: Lang
) -> list[ImporterDemand]:
    """Return what each importer buys of a heading, most unmet first, those not known last."""
    market = exporter.market
    heading, seller = matrix.panel.headings[place], exporter.member.code
    gaps = [gap.told(lang) for gap in matrix.gaps[seller]]
    found = []
    for row, importer in enumerate(exporter.importers):
        imports = float(market.imports[row, place])
        from_exporter = float(market.from_exporter[row, place])
        from_region = float(market.from_region[row, place])
        pair = (importer.code, seller, heading)
        quote, refused = quoted.quotes.get(pair), quoted.refused.get(pair)
        found.append(
            ImporterDemand(
                importer=importer.code,
                source=importer.source,
                years=list(exporter.years[importer.code]),
                imports_usd=dollars(imports),
                from_exporter_usd=dollars(from_exporter),
                from_region_usd=dollars(from_region),
                unmet_usd=_beyond(imports, from_exporter),
                extra_regional_usd=_beyond(imports, from_region),
                duty=None if quote is None else faced_duty(quote, None, lang),
                tariff_lines=[] if quote is None else _lines(quote),
                missing=[
                    *(one for one in gaps if one.what == f"imports:{importer.code}"),
                    *([] if refused is None else [refused]),
                ],
            )
        )
    return sorted(
        found, key=lambda one: (one.unmet_usd is None, -(one.unmet_usd or 0), one.importer)
    )


def _beyond(whole: float, part: float) -> Decimal | None:
    difference = whole - part
    return dollars(difference if difference != difference else max(0.0, difference))


def _lines(quote: Quote) -> list[LineDuty]:
    """Return the national lines of a quote; one that is asked of a line is that line."""
    return [
        LineDuty(
            code=line.product.code,
            description=line.product.description,
            mfn_text=next(
                (one.applied_text for one in line.candidates if one.kind is CandidateKind.MFN), None
            ),
            applied_text=lowest.applied_text if lowest else None,
            agreement=lowest.agreement if lowest else None,
            completeness=line.completeness,
        )
        for line in quote.lines
        for lowest in (line.best or line.best_loaded,)
    ]


def not_selected(exporter: Exporter, heading: str, lang: Lang) -> Missing:
    """A heading that the exporter did not export in every year."""
    code, years = exporter.member.code, spans(exporter.member.years)
    detail = texts(
        f"{code} no exportó {heading} en cada año de {years}: no está entre las partidas "
        "seleccionadas y no tiene índice.",
        f"{code} não exportou {heading} em cada ano de {years}: não está entre as posições "
        "selecionadas e não tem índice.",
        f"{code} did not export {heading} in every year of {years}: it is not among the selected "
        "headings and has no index.",
    )
    return Missing(what="row", reason=Reason.BELOW_THRESHOLD, detail=detail[lang])


def no_subheadings(heading: str, lang: Lang) -> Missing:
    """A source that does not go down to subheadings."""
    detail = texts(
        f"La fuente no trae flujos de las subpartidas de {heading}.",
        f"A fonte não traz fluxos das subposições de {heading}.",
        f"The source holds no flows of the subheadings of {heading}.",
    )
    return Missing(what="subheadings", reason=Reason.NOT_LOADED, detail=detail[lang])
