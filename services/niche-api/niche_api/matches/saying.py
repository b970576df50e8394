"""What each criterion says of a counterpart, in three languages."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from eslabon.contracts.matches import Criterion
from servicekit.language import Texts, texts

from niche_api.matches import scoring
from niche_api.matches.interest import Interest
from niche_api.matches.preference import MOST_QUOTES, Preference, Route
from niche_api.matches.repository import MOST
from niche_api.matches.scoring import Closeness


def code(found: Closeness | None, other: Interest) -> Texts:
    """Say how near two codes are."""
    if found is None:
        return texts(
            "No hay códigos de la misma edición del Sistema Armonizado que comparar.",
            "Não há códigos da mesma edição do Sistema Harmonizado para comparar.",
            "There are no codes of one edition of the Harmonized System to compare.",
        )
    pair = f"{found.own} – {found.other} ({found.nomenclature})"
    steps = scoring.distance(found.own, found.other)
    of_chain = (
        texts(
            "; el código es el de su cadena, la fuente no dice el de la empresa",
            "; o código é o de sua cadeia, a fonte não diz o da empresa",
            "; the code is its chain's, the source states none of the firm",
        )
        if other.by_chain
        else texts("", "", "")
    )
    if steps == 0:
        said = texts(f"Mismo código: {pair}", f"Mesmo código: {pair}", f"Same code: {pair}")
    elif found.value == 0:
        said = texts(
            f"Capítulos distintos: {pair}", f"Capítulos distintos: {pair}", f"Other chapter: {pair}"
        )
    else:
        said = texts(
            f"A {steps} pasos en el árbol: {pair}",
            f"A {steps} passos na árvore: {pair}",
            f"{steps} steps apart in the tree: {pair}",
        )
    return {lang: f"{text}{of_chain[lang]}." for lang, text in said.items()}


def preference(route: Route | None, found: Preference | str | None, *, answered: bool) -> Texts:
    """Say what duty the goods pay."""
    if route is None:
        return texts(
            "Sin un código común no hay arancel que comparar.",
            "Sem um código comum não há tarifa que comparar.",
            "Without a common code there is no duty to compare.",
        )
    if route.importer == route.exporter:
        return texts(
            "Mismo país: no hay arancel.", "Mesmo país: não há tarifa.", "Same country: no duty."
        )
    way = f"{route.exporter} → {route.importer} {route.code}"
    if isinstance(found, Preference):
        return _duty(way, found)
    if isinstance(found, str):
        return texts(f"{way}: {found}", f"{way}: {found}", f"{way}: {found}")
    if not answered:
        return texts(
            f"{way}: tariff-api no responde; la preferencia no se sabe.",
            f"{way}: tariff-api não responde; a preferência não se sabe.",
            f"{way}: tariff-api does not answer; the preference is not known.",
        )
    return texts(
        f"{way}: no hay arancel cargado que comparar.",
        f"{way}: não há tarifa carregada que comparar.",
        f"{way}: no duty is loaded to compare.",
    )


def _duty(way: str, found: Preference) -> Texts:
    paid, full = _percent(found.paid_percent), _percent(found.full_percent)
    on, by = found.on.isoformat(), f" ({' / '.join(found.agreements)})" if found.agreements else ""
    if found.full_percent == 0:
        return texts(
            f"{way}: ningún origen paga arancel ({on}).",
            f"{way}: nenhuma origem paga tarifa ({on}).",
            f"{way}: no origin pays a duty ({on}).",
        )
    lower = (
        texts("", "", "")
        if found.is_sure
        else texts(
            "; puede haber una tasa menor sin cargar",
            "; pode haver uma taxa menor não carregada",
            "; a lower rate may exist that is not loaded",
        )
    )
    if found.paid_percent >= found.full_percent:
        said = texts(
            f"{way}: paga {full} %, sin preferencia ({on})",
            f"{way}: paga {full} %, sem preferência ({on})",
            f"{way}: it pays {full} %, without preference ({on})",
        )
    else:
        said = texts(
            f"{way}: paga {paid} % en lugar de {full} %{by} ({on})",
            f"{way}: paga {paid} % em lugar de {full} %{by} ({on})",
            f"{way}: it pays {paid} % instead of {full} %{by} ({on})",
        )
    return {lang: f"{text}{lower[lang]}." for lang, text in said.items()}


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}"


def complementarity(other: Interest) -> Texts:
    """Say whether the counterpart asks for it, or only trades such goods."""
    if other.opportunity is None:
        return texts(
            "Está en el directorio; no publica una oferta o demanda.",
            "Está no diretório; não publica uma oferta ou demanda.",
            "It is in the directory; it publishes no offer or demand.",
        )
    return texts(
        f"Lo publica: {other.opportunity}.",
        f"Publica-o: {other.opportunity}.",
        f"It publishes it: {other.opportunity}.",
    )


def dates(own: Interest, other: Interest, value: float | None) -> Texts:
    """Say on which days both hold."""
    if value is None:
        return texts(
            "Falta la fecha de alguno de los dos.",
            "Falta a data de um dos dois.",
            "The days of one of the two are not stated.",
        )
    if value == 0:
        return texts("No coinciden.", "Não coincidem.", "They do not overlap.")
    first, last = (_day(day) for day in scoring.days_together(own, other))
    return texts(
        f"Coinciden: {first} – {last}.", f"Coincidem: {first} – {last}.", f"Both: {first} – {last}."
    )


def _day(day: date | None) -> str:
    return "…" if day is None else day.isoformat()


def chain(own: Interest, other: Interest, value: float | None) -> Texts:
    """Say whether both belong to one chain."""
    if value is None:
        return texts(
            "No se sabe la cadena de alguno de los dos.",
            "Não se sabe a cadeia de um dos dois.",
            "The chain of one of the two is not known.",
        )
    common = ", ".join(sorted(own.chains & other.chains))
    if not common:
        return texts("Cadenas distintas.", "Cadeias distintas.", "Other chains.")
    return texts(f"Misma cadena: {common}.", f"Mesma cadeia: {common}.", f"Same chain: {common}.")


_SUMMARY = texts(
    "Suma ponderada de cinco valores de 0 a 1: cercanía de códigos en el árbol (1 − pasos / 6; "
    "0 en otro capítulo), parte del arancel que la preferencia quita, complementariedad, días en "
    "común sobre los del plazo más corto, misma cadena. Lo que no se sabe cuenta 0; `score_max` "
    "dice cuánto sería con lo desconocido en su máximo.",
    "Soma ponderada de cinco valores de 0 a 1: proximidade de códigos na árvore (1 − passos / 6; "
    "0 em outro capítulo), parte da tarifa que a preferência retira, complementaridade, dias em "
    "comum sobre os do prazo mais curto, mesma cadeia. O que não se sabe conta 0; `score_max` diz "
    "quanto seria com o desconhecido em seu máximo.",
    "Weighted sum of five values from 0 to 1: nearness of codes in the tree (1 − steps / 6; 0 in "
    "another chapter), part of the duty that the preference takes off, complementarity, days in "
    "common over those of the shorter span, same chain. What is not known counts 0; `score_max` "
    "says what it would be with the unknown at its best.",
)


def methodology(weights: Mapping[Criterion, float], lang: Lang) -> Methodology:
    """Return how the score is made, with the weights used."""
    named = {f"weight_{one.value.lower()}": f"{weight:.4g}" for one, weight in weights.items()}
    fixed = {
        "value_in_directory": str(scoring.IN_DIRECTORY),
        "steps_to_root": str(scoring.STEPS_TO_ROOT),
        "most_considered": str(MOST),
        "most_quotes": str(MOST_QUOTES),
    }
    return Methodology(
        id="matches",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name=name, value=value, assumed=True)
            for name, value in (named | fixed).items()
        ],
    )
