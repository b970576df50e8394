"""What firms offer and seek: goods, place, volume, days and conditions."""

from dataclasses import replace

from eslabon.contracts.firms import Side
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import country, day, not_before, of_type, reference, region, text
from niche_api.firms.tables import (
    CHAINS,
    FIRM,
    FIRM_ID,
    HS_CODE,
    NOMENCLATURE,
    NOT_PUBLIC,
    PUBLIC,
    WRONG_CODE,
    begins_with_country,
)
from niche_api.tables import metadata

_TABLE = "opportunities"

OPPORTUNITIES = Dataset(
    service="niche",
    name="opportunities",
    table_name=_TABLE,
    description=texts(
        "Oportunidades comerciales: lo que las empresas ofrecen y lo que demandan.",
        "Oportunidades comerciais: o que as empresas oferecem e o que demandam.",
        "Trade opportunities: what firms offer and what they seek.",
    ),
    slice_by=("country",),
    columns=(
        text(
            "opportunity",
            "bol-manutata-1",
            "Identificador de la oferta o la demanda; empieza por el país en minúsculas.",
            "Identificador da oferta ou da demanda; começa pelo país em minúsculas.",
            "Identifier of the offer or demand; begins with the country in lower case.",
            key=True,
            pattern=FIRM_ID,
        ),
        text(
            "side",
            "OFFER",
            "OFFER ofrece, DEMAND demanda.",
            "OFFER oferece, DEMAND demanda.",
            "OFFER offers, DEMAND seeks.",
            choices=tuple(Side),
        ),
        replace(FIRM, key=False),
        country(key=False),
        replace(NOMENCLATURE, required=True),
        text(
            "code",
            "080122",
            "Código de 2, 4 o 6 cifras.",
            "Código de 2, 4 ou 6 algarismos.",
            "Code of 2, 4 or 6 digits.",
            pattern=HS_CODE,
            form=WRONG_CODE,
        ),
        text(
            "product",
            "Castaña sin cáscara, primera",
            "La mercancía, en palabras de la empresa.",
            "A mercadoria, nas palavras da empresa.",
            "The goods, in the firm's words.",
            pattern=PUBLIC,
            form=NOT_PUBLIC,
            max_length=200,
        ),
        CHAINS,
        region(key=False),
        of_type(
            ColumnType.DECIMAL,
            "volume",
            "20",
            "Cuánto, en `unit`.",
            "Quanto, em `unit`.",
            "How much, in `unit`.",
            required=False,
            minimum=0,
        ),
        text(
            "unit",
            "t",
            "Unidad de `volume`.",
            "Unidade de `volume`.",
            "Unit of `volume`.",
            required=False,
            pattern="[A-Za-z0-9][A-Za-z0-9 ./³²-]{0,29}",
        ),
        day(
            "valid_from",
            "2026-05-01",
            "Primer día en que vale.",
            "Primeiro dia em que vale.",
            "First day that it holds.",
            required=False,
        ),
        day(
            "valid_to",
            "2026-12-31",
            "Último día en que vale, inclusive.",
            "Último dia em que vale, inclusive.",
            "Last day that it holds, inclusive.",
            required=False,
        ),
        text(
            "conditions",
            "FOB Arica, certificado orgánico",
            "Condiciones: entrega, calidad, certificados.",
            "Condições: entrega, qualidade, certificados.",
            "Conditions: delivery, quality, certificates.",
            required=False,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
        ),
        reference(),
    ),
    indexes=(("firm",),),
    checks=(
        begins_with_country(_TABLE, "opportunity"),
        begins_with_country(_TABLE, "firm"),
        not_before(_TABLE, "valid_from", "valid_to"),
        Check(
            f"select 'unit', coalesce(unit, '') from niche.{_TABLE} where release_id = :release "
            "and (volume is null) <> (unit is null)",
            texts(
                "`volume` y `unit` van juntos: escriba ambos o ninguno",
                "`volume` e `unit` vão juntos: escreva ambos ou nenhum",
                "`volume` and `unit` go together: write both or neither",
            ),
        ),
    ),
    metadata=metadata,
)

opportunities = OPPORTUNITIES.table
