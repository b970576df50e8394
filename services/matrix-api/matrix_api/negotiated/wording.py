"""What negotiated trade says of itself: how it is made, and what it lacks, in three languages."""

from collections.abc import Iterable
from datetime import date

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from servicekit.releases.dataset import texts

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
_UNASSESSED = {
    Reason.AMBIGUOUS_CODE: texts(
        "Sin evaluar en parte {count} subpartidas, unos {usd} USD: la preferencia no vale igual en "
        "todas sus líneas, o la subpartida corresponde a varias de otra edición.",
        "Sem avaliar em parte {count} subposições, uns {usd} USD: a preferência não vale igual em "
        "todas as suas linhas, ou a subposição corresponde a várias de outra edição.",
        "Not assessed in part: {count} subheadings, some {usd} USD: the preference does not hold "
        "alike for all their lines, or the subheading corresponds to several of another edition.",
    ),
    Reason.NOT_LOADED: texts(
        "Sin evaluar en parte {count} subpartidas, unos {usd} USD: su derecho o la lista de "
        "preferencias de algún acuerdo no está cargada.",
        "Sem avaliar em parte {count} subposições, uns {usd} USD: seu direito ou a lista de "
        "preferências de algum acordo não está carregada.",
        "Not assessed in part: {count} subheadings, some {usd} USD: their duty or an agreement's "
        "list of preferences is not loaded.",
    ),
}


def methodology(
    id_: str, on: date | None, one_figure: bool, lang: Lang, own: Iterable[Parameter] = ()
) -> Methodology:
    """Return how trade is put into classes; `own` are further choices of an answer."""
    return Methodology(
        id=id_,
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
            sides.parameter(),
            sides.valuation(one_figure),
            Parameter(
                name="on",
                value=on.isoformat() if on else "last_day_covered",
                assumed=on is None,
            ),
            Parameter(name="line_weights", value="equal", assumed=True),
            Parameter(
                name="covered_upper_bound", value="with_mfn_zero_under_agreement", assumed=True
            ),
            *own,
        ],
    )


def unassessed(reason: Reason, subheadings: int, cents: int, lang: Lang) -> Missing:
    """Return why a part of trade is in no class."""
    detail = _UNASSESSED[reason][lang].format(count=subheadings, usd=f"{usd(cents):f}")
    return Missing(what="unassessed", reason=reason, detail=detail)


def other_year(year: int, days: Iterable[date], lang: Lang) -> Missing:
    """Return the caveat that trade and preferences are not of the same time."""
    named = ", ".join(day.isoformat() for day in sorted(set(days)))
    detail = texts(
        f"El comercio es de {year} y los derechos y preferencias, del {named}: es lo que la "
        "preferencia de ese día cubriría, no lo que cubrió. No hay de ambos el mismo año.",
        f"O comércio é de {year} e os direitos e preferências, de {named}: é o que a preferência "
        "desse dia cobriria, não o que cobriu. Não há de ambos o mesmo ano.",
        f"Trade is of {year} and duties and preferences of {named}: it is what the preference of "
        "that day would cover, not what it covered. The two are not at hand for one year.",
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
