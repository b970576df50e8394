"""What a heat map says around its cells, in three languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from eslabon.contracts.empalme import EditionBasis, EmpalmeVariant
from eslabon.contracts.envelope import Lang
from servicekit.language import texts

from matrix_api.charts.heatmap import By, State

TITLES = {
    By.GROUP: texts(
        "Matrices de Empalme: en qué grupos de partidas está el índice de cada miembro",
        "Matrizes de Empalme: em que grupos de posições está o índice de cada membro",
        "Matrices de Empalme: in which groups of headings the index of each member lies",
    ),
    By.HEADING: texts(
        "Matrices de Empalme: en qué partidas está el índice de cada miembro",
        "Matrizes de Empalme: em que posições está o índice de cada membro",
        "Matrices de Empalme: in which headings the index of each member lies",
    ),
}
VARIANTS = {
    EmpalmeVariant.EXPORTER_GAP: texts(
        "Mercado no atendido: lo que los demás miembros compran y no a este (variante A)",
        "Mercado não atendido: o que os demais membros compram e não deste (variante A)",
        "Unmet market: what the other members buy and not from this one (variant A)",
    ),
    EmpalmeVariant.EXTRA_REGIONAL: texts(
        "Mercado no atendido: lo que los demás miembros compran fuera de la región (variante B)",
        "Mercado não atendido: o que os demais membros compram fora da região (variante B)",
        "Unmet market: what the other members buy outside the region (variant B)",
    ),
    EmpalmeVariant.PER_IMPORTER: texts(
        "Mercado no atendido: lo que {importer} compra y no a cada miembro (variante C)",
        "Mercado não atendido: o que {importer} compra e não de cada membro (variante C)",
        "Unmet market: what {importer} buys and not from each member (variant C)",
    ),
}
LEGEND = texts(
    "Parte del índice del miembro", "Parte do índice do membro", "Share of the member's index"
)
STATES = {
    State.NOT_SELECTED: texts(
        "No exportada cada año", "Não exportada cada ano", "Not exported every year"
    ),
    State.UNKNOWN: texts("No se puede calcular", "Não se pode calcular", "Cannot be computed"),
}
STATES_LEGEND = texts("Sin índice", "Sem índice", "No index")
READING = texts(
    "Cada columna, con lo que no se muestra, suma el índice entero de un miembro. El color compara "
    "sus filas: los índices de dos miembros no son comparables.",
    "Cada coluna, com o que não se mostra, soma o índice inteiro de um membro. A cor compara suas "
    "linhas: os índices de dois membros não são comparáveis.",
    "Each column, with what is not shown, adds up to the whole index of a member. Colour compares "
    "its rows: the indices of two members are not comparable.",
)
_PARTIAL = texts(
    "EDICIÓN PARCIAL: no es la canasta entera de ningún país",
    "EDIÇÃO PARCIAL: não é a cesta inteira de nenhum país",
    "PARTIAL EDITION: not the whole basket of any country",
)
_SOURCE = texts("Fuente", "Fonte", "Source")
_MADE = texts(
    "Índice de empalme (forma de la ALADI), calculado por Eslabón.",
    "Índice de empalme (forma da ALADI), calculado pelo Eslabón.",
    "Índice de empalme (ALADI's form), computed by Eslabón.",
)


@dataclass(frozen=True)
class Words:
    """All that is written around the cells of one picture."""

    title: str
    subtitle: Sequence[str]
    caption: Sequence[str]
    legend: str
    states_legend: str
    states: dict[State, str]
    percent: str
    """What follows a percentage: Spanish keeps a blank before the sign."""


def words(
    by: By,
    variant: EmpalmeVariant,
    importer: str | None,
    basis: EditionBasis,
    sources: Sequence[str],
    lang: Lang,
) -> Words:
    """Return the words of a picture; `sources` are citations, `importer` a country's name."""
    years = f"{basis.year_from}–{basis.year_to}"
    span = years if basis.year_from != basis.year_to else str(basis.year_to)
    edition = f"{basis.title} · {span} · {basis.nomenclature or ''}".rstrip(" ·")
    return Words(
        title=TITLES[by][lang],
        subtitle=[
            edition,
            VARIANTS[variant][lang].format(importer=importer),
            *([_PARTIAL[lang]] if basis.is_partial else []),
        ],
        caption=[READING[lang], f"{_SOURCE[lang]}: {'; '.join(sources)}. {_MADE[lang]}"],
        legend=LEGEND[lang],
        states_legend=STATES_LEGEND[lang],
        states={state: said[lang] for state, said in STATES.items()},
        percent="\N{NO-BREAK SPACE}%" if lang is Lang.ES else "%",
    )
