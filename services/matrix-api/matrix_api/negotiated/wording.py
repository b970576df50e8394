"""What negotiated trade says of itself: how it is made, and what it lacks, in three languages."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from servicekit.language import Texts, texts

from matrix_api.flows import sides
from matrix_api.flows.loaded import SOURCES
from matrix_api.negotiated.writing import usd

_SUMMARY = texts(
    "Cada subpartida comerciada se reparte según sus líneas nacionales, todas por igual: cubiertas "
    "(con una preferencia que baja el derecho), libres para todo origen, no cubiertas y sin "
    "evaluar. Las cotas no suponen nada del reparto: la inferior cuenta solo las subpartidas "
    "enteras de la clase; la superior, toda la que pueda serlo, y en las cubiertas también lo "
    "libre para todo origen bajo un acuerdo. Una preferencia con condición (cupo, observación, "
    "lista no cargada) cuenta en la estimación y no en la cota inferior. Es cobertura: si la "
    "preferencia se pidió, solo lo dicen las declaraciones de aduana.",
    "Cada subposição comerciada se reparte segundo suas linhas nacionais, todas por igual: "
    "cobertas (com uma preferência que baixa o direito), livres para toda origem, não cobertas e "
    "sem avaliar. As cotas não supõem nada da repartição: a inferior conta só as subposições "
    "inteiras da classe; a superior, toda a que possa sê-lo, e nas cobertas também o livre para "
    "toda origem sob um acordo. Uma preferência com condição (cota, observação, lista não "
    "carregada) conta na estimativa e não na cota inferior. É cobertura: se a preferência foi "
    "pedida, só o dizem as declarações de alfândega.",
    "Each subheading traded is shared out by its national lines, one like another: covered (a "
    "preference lowers the duty), free for every origin, not covered, and not assessed. Bounds "
    "assume nothing of how it is shared: the lower one counts subheadings wholly in the class; the "
    "upper one all that may be, and for covered trade also what is free for every origin under an "
    "agreement. A preference with a condition (quota, observation, list not loaded) counts in the "
    "estimate and not in the lower bound. This is coverage: whether a preference was claimed only "
    "customs declarations say.",
)
_UNASSESSED = texts(
    "Sin evaluar, en todo o en parte: {what}. {why}",
    "Sem avaliar, no todo ou em parte: {what}. {why}",
    "Not assessed, in whole or in part: {what}. {why}",
)
_WHY = {
    Reason.AMBIGUOUS_CODE: texts(
        "La preferencia no vale igual en todas sus líneas, o la subpartida corresponde a varias de "
        "otra edición.",
        "A preferência não vale igual em todas as suas linhas, ou a subposição corresponde a "
        "várias de outra edição.",
        "The preference does not hold alike for all their lines, or the subheading corresponds to "
        "several of another edition.",
    ),
    Reason.NOT_LOADED: texts(
        "Su derecho, o la lista de preferencias de algún acuerdo en vigor, no está cargado.",
        "Seu direito, ou a lista de preferências de algum acordo em vigor, não está carregado.",
        "Their duty, or the list of preferences of an agreement in force, is not loaded.",
    ),
}
_OBSTACLES = texts(
    "Subpartidas que el importador compra y el exportador vende, casi nada uno a otro "
    "(`little_share` de las compras), y a las que el importador da al exportador una preferencia; "
    "si los datos traen el comercio entero, solo aquellas en que el exportador tiene ventaja "
    "(IVCR de `rca_threshold` o más). Orden: comercio potencial indicativo, el menor de los dos "
    "totales menos el que ya hay. Que no se venda puede deberse a la regla de origen, a una norma "
    "o a otra causa: son productos por revisar. Las normas se cuentan al día de hoy.",
    "Subposições que o importador compra e o exportador vende, quase nada um ao outro "
    "(`little_share` das compras), e às quais o importador dá ao exportador uma preferência; se os "
    "dados trazem o comércio inteiro, só aquelas em que o exportador tem vantagem (IVCR de "
    "`rca_threshold` ou mais). Ordem: comércio potencial indicativo, o menor dos dois totais menos "
    "o que já há. Que não se venda pode dever-se à regra de origem, a uma norma ou a outra causa: "
    "são produtos a revisar. As normas contam-se ao dia de hoje.",
    "Subheadings that the importer buys and the exporter sells, hardly one to the other "
    "(`little_share` of purchases), and for which the importer gives the exporter a preference; "
    "where the data hold the whole of trade, only those in which the exporter has an advantage "
    "(RCA of `rca_threshold` or more). Order: indicative potential trade, the lesser of the two "
    "totals less what there is. That it is not sold may come of the rule of origin, a norm or "
    "something else: these are products to look into. Norms are counted as of today.",
)


def classes(on: date | None, members_on: date, one_figure: bool, lang: Lang) -> Methodology:
    """Return how trade is put into classes."""
    return Methodology(
        id="negotiated-trade",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            *_common(on, one_figure),
            Parameter(name="line_weights", value="equal", assumed=True),
            Parameter(
                name="covered_upper_bound", value="with_mfn_zero_under_agreement", assumed=True
            ),
            Parameter(name="members_on", value=members_on.isoformat(), assumed=True),
        ],
    )


def obstacles(
    on: date | None, little_share: Decimal, threshold: float | None, one_figure: bool, lang: Lang
) -> Methodology:
    """Return how products with a preference and little trade are found."""
    of_rca = "not_applied" if threshold is None else f"{threshold:g}"
    return Methodology(
        id="negotiated-trade-obstacles",
        version="1",
        summary=_OBSTACLES[lang],
        parameters=[
            *_common(on, one_figure),
            Parameter(name="little_share", value=str(little_share), assumed=True),
            Parameter(name="rca_threshold", value=of_rca, assumed=False),
            Parameter(name="order", value="potential_usd", assumed=True),
        ],
    )


def _common(on: date | None, one_figure: bool) -> list[Parameter]:
    day = on.isoformat() if on else "last_day_covered"
    return [
        Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
        sides.parameter(),
        sides.valuation(one_figure),
        Parameter(name="on", value=day, assumed=on is None),
    ]


def without_advantage(partial: Missing, lang: Lang) -> Missing:
    """Return why nobody's advantage is looked at."""
    so = texts(
        "Por eso no se mira la ventaja revelada (IVCR).",
        "Por isso não se olha a vantagem revelada (IVCR).",
        "So revealed advantage (RCA) is not looked at.",
    )
    return Missing(what="rca", reason=partial.reason, detail=f"{partial.detail} {so[lang]}")


def no_totals(where: str, lang: Lang) -> Missing:
    """Return that what a source adds up to is not loaded."""
    detail = texts(
        f"Los totales de {where} no están cargados: vuelva a enviar sus flujos.",
        f"Os totais de {where} não estão carregados: envie de novo seus fluxos.",
        f"The totals of {where} are not loaded: send its flows again.",
    )
    return Missing(what="totals", reason=Reason.NOT_LOADED, detail=detail[lang])


def unassessed(reason: Reason, subheadings: int, cents: int, lang: Lang) -> Missing:
    """Return why a part of trade is in no class."""
    value = f"{usd(cents):f}"
    what = texts(
        f"{subheadings} subpartidas, unos {value} USD",
        f"{subheadings} subposições, uns {value} USD",
        f"{subheadings} subheadings, some {value} USD",
    )
    return _unassessed(reason, what, lang)


def unlooked(reason: Reason, subheadings: int, examined: int, lang: Lang) -> Missing:
    """Return why the preferences of some subheadings examined are not known."""
    what = texts(
        f"{subheadings} de {examined} subpartidas",
        f"{subheadings} de {examined} subposições",
        f"{subheadings} of {examined} subheadings",
    )
    return _unassessed(reason, what, lang)


def _unassessed(reason: Reason, what: Texts, lang: Lang) -> Missing:
    detail = _UNASSESSED[lang].format(what=what[lang], why=_WHY[reason][lang])
    return Missing(what="unassessed", reason=reason, detail=detail)


def other_year(year: int, days: Iterable[date], lang: Lang) -> Missing:
    """Return the caveat that trade and preferences are not of the same time."""
    named = ", ".join(day.isoformat() for day in sorted(set(days)))
    detail = texts(
        f"El comercio es de {year} y los derechos y preferencias, del {named}: es lo que la "
        "preferencia de ese día cubriría, no lo que cubrió.",
        f"O comércio é de {year} e os direitos e preferências, de {named}: é o que a preferência "
        "desse dia cobriria, não o que cobriu.",
        f"Trade is of {year} and duties and preferences of {named}: it is what the preference of "
        "that day would cover, not what it covered.",
    )
    return Missing(what="preferences", reason=Reason.NOT_LOADED, detail=detail[lang])


def left_out(scheme: str, countries: Iterable[str], lang: Lang) -> Missing:
    """Return which members are not added up, for want of a tariff."""
    named = ", ".join(sorted(countries))
    detail = texts(
        f"De {scheme} no se suman {named}: su arancel de ese día no está cargado.",
        f"De {scheme} não se somam {named}: sua tarifa desse dia não está carregada.",
        f"Of {scheme}, {named} are not added up: their tariff of that day is not loaded.",
    )
    return Missing(what="importers", reason=Reason.NOT_LOADED, detail=detail[lang])


def no_tariff(importer: str, lang: Lang) -> Missing:
    """Return that nothing can be assessed of an importer."""
    detail = texts(
        f"El arancel de {importer} de ese día no está cargado: nada se puede evaluar.",
        f"A tarifa de {importer} desse dia não está carregada: nada se pode avaliar.",
        f"The tariff of {importer} on that day is not loaded: nothing can be assessed.",
    )
    return Missing(what="preferences", reason=Reason.NOT_LOADED, detail=detail[lang])
