"""Datasets of figures of chains: production, exports and the like, and prices."""

import sqlalchemy as sa
from eslabon.contracts.chains import Indicator, PriceStage, ProductionSystem
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import (
    ISO3,
    NOTE,
    chain,
    country,
    day,
    in_three_languages,
    needs,
    not_before,
    of_type,
    place,
    reference,
    region,
    text,
)
from niche_api.tables import metadata

_ORDER = (
    "chain, country, region, place, part, indicator, system, partner, period_from, period_to, "
    "unit, reference"
)
_ORDINALS = f"""
    update niche.chain_statistics as one set ordinal = place.n
    from (
        select ctid, row_number() over (order by {_ORDER}) as n
        from niche.chain_statistics where release_id = :release
    ) as place
    where one.release_id = :release and one.ctid = place.ctid"""

CHAIN_STATISTICS = Dataset(
    service="niche",
    name="chain_statistics",
    table_name="chain_statistics",
    description=texts(
        "Cifras de cada cadena: producción, exportaciones, plantas, familias; por país, unidad y "
        "período.",
        "Cifras de cada cadeia: produção, exportações, plantas, famílias; por país, unidade e "
        "período.",
        "Figures of each chain: production, exports, plants, families; by country, unit and "
        "period.",
    ),
    columns=(
        chain(),
        country(),
        region(),
        place(),
        text(
            "part",
            "orgánico",
            "Parte de la cadena a que se refiere la cifra, como la nombra la fuente; vacío si es "
            "toda.",
            "Parte da cadeia a que se refere a cifra, como a fonte a nomeia; vazio se é toda.",
            "Part of the chain that the figure is for, as the source names it; empty for all of "
            "it.",
            required=False,
            key=True,
            max_length=80,
        ),
        text(
            "indicator",
            "PRODUCTION",
            "Qué mide.",
            "O que mede.",
            "What it measures.",
            key=True,
            choices=tuple(Indicator),
        ),
        text(
            "system",
            "WILD",
            "WILD: recolección o captura; CULTIVATED: cultivo o cría; vacío si no se dice.",
            "WILD: extração ou captura; CULTIVATED: cultivo ou criação; vazio se não se diz.",
            "WILD: gathered or caught; CULTIVATED: grown or farmed; empty where nobody says.",
            required=False,
            key=True,
            choices=tuple(ProductionSystem),
        ),
        text(
            "partner",
            "NLD",
            "País de destino, solo con DESTINATION_SHARE.",
            "País de destino, só com DESTINATION_SHARE.",
            "Country of destination, with DESTINATION_SHARE only.",
            required=False,
            key=True,
            pattern=ISO3,
        ),
        day(
            "period_from",
            "2023-01-01",
            "Primer día del período; vacío si la fuente no lo dice.",
            "Primeiro dia do período; vazio se a fonte não o diz.",
            "First day of the period; empty where the source does not say.",
            required=False,
            key=True,
        ),
        day(
            "period_to",
            "2023-12-31",
            "Último día del período, inclusive. Un período que no es un año calendario no se "
            "grafica con los años.",
            "Último dia do período, inclusive. Um período que não é um ano civil não se desenha "
            "com os anos.",
            "Last day of the period, inclusive. A period that is no calendar year is not charted "
            "with years.",
            required=False,
            key=True,
        ),
        of_type(
            ColumnType.DECIMAL,
            "value",
            "28724",
            "Valor, en la unidad de unit.",
            "Valor, na unidade de unit.",
            "Value, in the unit of `unit`.",
        ),
        text(
            "unit",
            "t",
            "Unidad: t, USD, percent, families… sin prefijos de millar.",
            "Unidade: t, USD, percent, families… sem prefixos de milhar.",
            "Unit: t, USD, percent, families… without prefixes for thousands.",
            key=True,
            pattern="[A-Za-z][A-Za-z0-9/]{0,19}",
        ),
        of_type(
            ColumnType.BOOLEAN,
            "approximate",
            "false",
            "true si la fuente dice «más de» o «aproximadamente».",
            "true se a fonte diz «mais de» ou «aproximadamente».",
            "true where the source says “more than” or “about”.",
        ),
        *NOTE,
        reference(key=True),
    ),
    slice_by=("source",),
    derive=(_ORDINALS,),
    derived_columns=(("ordinal", sa.Integer()),),
    indexes=(("chain", "country"), ("ordinal",)),
    checks=(
        not_before("chain_statistics", "period_from", "period_to"),
        needs(
            "chain_statistics",
            "period_to",
            "period_from is not null",
            texts(
                "un período lleva sus dos días: dé los dos o ninguno",
                "um período leva seus dois dias: dê os dois ou nenhum",
                "a period has both its days: give both or neither",
            ),
        ),
        Check(
            """select 'partner', coalesce(partner, '') from niche.chain_statistics
            where release_id = :release
                and (partner is null) = (indicator = 'DESTINATION_SHARE')""",
            texts(
                "partner va con DESTINATION_SHARE, y solo con él",
                "partner vai com DESTINATION_SHARE, e só com ele",
                "partner goes with DESTINATION_SHARE, and with nothing else",
            ),
        ),
    ),
    metadata=metadata,
)

CHAIN_PRICES = Dataset(
    service="niche",
    name="chain_prices",
    table_name="chain_prices",
    description=texts(
        "Precios de los bienes de cada cadena, con su lugar, etapa y fecha.",
        "Preços dos bens de cada cadeia, com seu lugar, etapa e data.",
        "Prices of the goods of each chain, with their place, stage and date.",
    ),
    columns=(
        chain(),
        country(),
        region(),
        place(),
        *in_three_languages(
            "form", "con cáscara", "Forma del producto.", "Forma do produto.", "Form of the good."
        ),
        text(
            "stage",
            "FARM_GATE",
            "FARM_GATE: lo que recibe quien recoge; WHOLESALE; RETAIL; EXPORT.",
            "FARM_GATE: o que recebe quem coleta; WHOLESALE; RETAIL; EXPORT.",
            "FARM_GATE: what gatherers are paid; WHOLESALE; RETAIL; EXPORT.",
            key=True,
            choices=tuple(PriceStage),
        ),
        day(
            "date_from",
            "2020-03-01",
            "Primer día en que rige.",
            "Primeiro dia em que vale.",
            "First day that it holds for.",
            key=True,
        ),
        day(
            "date_to",
            "2020-03-31",
            "Último día, inclusive.",
            "Último dia, inclusive.",
            "Last day, inclusive.",
            key=True,
        ),
        of_type(
            ColumnType.DECIMAL,
            "price",
            "100",
            "Precio, en currency.",
            "Preço, em currency.",
            "Price, in `currency`.",
            minimum=0,
        ),
        text(
            "currency",
            "BOB",
            "Moneda, ISO 4217.",
            "Moeda, ISO 4217.",
            "Currency, ISO 4217.",
            pattern=ISO3,
        ),
        text(
            "per",
            "caja de 22 kg",
            "Cantidad que se paga con ese precio.",
            "Quantidade que se paga com esse preço.",
            "Quantity that the price pays for.",
            max_length=60,
        ),
        *NOTE,
        reference(key=True),
    ),
    slice_by=("source",),
    checks=(not_before("chain_prices", "date_from", "date_to"),),
    metadata=metadata,
)

chain_statistics = CHAIN_STATISTICS.table
chain_prices = CHAIN_PRICES.table
