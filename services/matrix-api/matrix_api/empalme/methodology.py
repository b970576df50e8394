"""How a Matriz de Empalme and the demand of a member are made, with what is assumed."""

from eslabon.contracts.empalme import EmpalmeVariant
from eslabon.contracts.envelope import Lang, Methodology, Parameter
from servicekit.language import texts

from matrix_api.empalme.editions import Edition
from matrix_api.totals import wholeness

_EMPALME = texts(
    "Índice de empalme = IVCR · u (forma de la ALADI). IVCR: parte de la partida en las "
    "exportaciones del país sobre su parte en las del mundo. u: parte de la partida en el mercado "
    "no atendido de las partidas exportadas todos los años. exporter_gap: lo que los demás "
    "miembros compran y no a este; extra_regional: lo que compran fuera de la región; "
    "per_importer: lo que un miembro compra y no a este. Compara partidas de un país, no países. "
    "El mercado no atendido incluye lo que nadie lejano puede servir, como la electricidad, y no "
    "dice nada de aranceles.",
    "Índice de empalme = IVCR · u (forma da ALADI). IVCR: parte da posição nas exportações do "
    "país sobre sua parte nas do mundo. u: parte da posição no mercado não atendido das posições "
    "exportadas todos os anos. exporter_gap: o que os demais membros compram e não deste; "
    "extra_regional: o que compram fora da região; per_importer: o que um membro compra e não "
    "deste. Compara posições de um país, não países. O mercado não atendido inclui o que ninguém "
    "distante pode servir, como a eletricidade, e nada diz de tarifas.",
    "Índice de empalme = IVCR · u (ALADI's form). IVCR: share of the heading in the country's "
    "exports over its share in the world's. u: share of the heading in the unmet market of the "
    "headings exported in every year. exporter_gap: what the other members buy and not from this "
    "one; extra_regional: what they buy outside the region; per_importer: what one member buys "
    "and not from this one. It compares headings of a country, not countries. The unmet market "
    "includes what nobody far away can serve, like electricity, and says nothing of duties.",
)
_DEMAND = texts(
    "Lo que el miembro compra fuera de la región: sus importaciones menos lo que compra a los "
    "demás miembros de la edición, media de los años. Puede abastecer el miembro cuyo IVCR en la "
    "partida es 1 o más.",
    "O que o membro compra fora da região: suas importações menos o que compra dos demais membros "
    "da edição, média dos anos. Pode abastecer o membro cujo IVCR na posição é 1 ou mais.",
    "What the member buys outside the region: its imports less what it buys from the other members "
    "of the edition, mean of the years. A member can supply where its IVCR is 1 or more.",
)

ABLE = 1.0
"""From which IVCR a member is able to supply a heading (DOMAIN 11.16)."""


def _assumed(name: str, value: str) -> Parameter:
    return Parameter(name=name, value=value, assumed=True)


def _of_edition(edition: Edition | None) -> list[Parameter]:
    denominators = "headings_of_edition" if edition and edition.headings else "all_headings"
    return [
        _assumed("period", "mean_of_years"),
        _assumed("denominators", denominators),
        *(wholeness.parameters() if edition and not edition.is_partial else []),
    ]


def of_empalme(
    variant: EmpalmeVariant | None, group_scheme: str, edition: Edition | None, lang: Lang
) -> Methodology:
    """Return how an index is made; without a variant, those over all importers side by side.

    The assumptions 1 to 3 of DOMAIN 9 are its parameters.
    """
    markets = [variant] if variant else [EmpalmeVariant.EXPORTER_GAP, EmpalmeVariant.EXTRA_REGIONAL]
    return Methodology(
        id="empalme",
        version="1",
        summary=_EMPALME[lang],
        parameters=[
            _assumed("unmet_market", ",".join(markets)),
            *_of_edition(edition),
            _assumed("group_scheme", group_scheme),
            _assumed("order", "index,ivcr,heading"),
            Parameter(name="selected_headings", value="exported_every_year", assumed=False),
            Parameter(name="valuation", value="as_source", assumed=False),
        ],
    )


def of_demand(edition: Edition | None, group_scheme: str, lang: Lang) -> Methodology:
    """Return how the demand of a member is made."""
    return Methodology(
        id="regional-demand",
        version="1",
        summary=_DEMAND[lang],
        parameters=[
            _assumed("able_from_ivcr", f"{ABLE:g}"),
            *_of_edition(edition),
            _assumed("group_scheme", group_scheme),
        ],
    )
