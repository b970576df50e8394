"""Dataset `flows`: bilateral trade by product, one release for each source and year."""

from eslabon.contracts.matrix import Reporter
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from matrix_api.flows.areas import AREAS
from matrix_api.flows.baci import BACI_YEARS
from matrix_api.flows.comtrade import COMTRADE, COMTRADE_LEGACY
from matrix_api.partners.spreading import PARTNERS_OF_FLOWS
from matrix_api.rca.spreading import RCA_OF_FLOWS
from matrix_api.regional.spreading import REGIONAL_OF_FLOWS
from matrix_api.tables import metadata
from matrix_api.totals.checks import YEAR, one_nomenclature
from matrix_api.totals.names import ONE_FIGURE, REVISIONS, SUBHEADING
from matrix_api.totals.spreading import TOTALS_OF_FLOWS

_ONE_FIGURE_OR_SIDES = Check(
    f"""select 'reported_by', side.reported_by
    from (select reported_by from matrix.flows
        where release_id = :release and not {ONE_FIGURE} limit 1) side
    where exists (select from matrix.flows where release_id = :release and {ONE_FIGURE})""",
    texts(
        "El archivo trae una sola cifra de cada flujo (reported_by vacío o RECONCILED) o las "
        "declaraciones de las partes (EXPORTER, IMPORTER, MIRROR), no ambas; divídalo.",
        "O arquivo traz um só número de cada fluxo (reported_by vazio ou RECONCILED) ou as "
        "declarações das partes (EXPORTER, IMPORTER, MIRROR), não ambos; divida-o.",
        "The file holds one figure of each flow (reported_by empty or RECONCILED) or the reports "
        "of sides (EXPORTER, IMPORTER, MIRROR), not both; split it.",
    ),
)
_AREA = texts(
    "no es un país: va su código ISO 3166-1 de tres letras mayúsculas, como MEX",
    "não é um país: vai seu código ISO 3166-1 de três letras maiúsculas, como MEX",
    "not a country: it takes its ISO 3166-1 code of three capital letters, as MEX",
)

FLOWS = Dataset(
    service="matrix",
    name="flows",
    table_name="flows",
    description=texts(
        "Comercio bilateral por producto: valor y peso de lo que un país vende a otro en un año.",
        "Comércio bilateral por produto: valor e peso do que um país vende a outro em um ano.",
        "Bilateral trade by product: value and weight of what one country sells another in a year.",
    ),
    columns=(
        Column(
            name="exporter",
            type=ColumnType.TEXT,
            description=texts(
                "País que vende, ISO 3166-1 alfa-3.",
                "País que vende, ISO 3166-1 alfa-3.",
                "Country that sells, ISO 3166-1 alpha-3.",
            ),
            example="MEX",
            key=True,
            choices=AREAS,
            form=_AREA,
        ),
        Column(
            name="importer",
            type=ColumnType.TEXT,
            description=texts(
                "País que compra, ISO 3166-1 alfa-3.",
                "País que compra, ISO 3166-1 alfa-3.",
                "Country that buys, ISO 3166-1 alpha-3.",
            ),
            example="BRA",
            key=True,
            choices=AREAS,
            form=_AREA,
        ),
        Column(
            name="nomenclature",
            type=ColumnType.TEXT,
            description=texts(
                "Edición del Sistema Armonizado; una sola en todo el archivo.",
                "Edição do Sistema Harmonizado; uma só em todo o arquivo.",
                "Edition of the Harmonized System; one only in the whole file.",
            ),
            example="HS2022",
            choices=REVISIONS,
        ),
        Column(
            name="product",
            type=ColumnType.TEXT,
            description=texts(
                "Subpartida: seis dígitos, con ceros a la izquierda y sin puntos.",
                "Subposição: seis dígitos, com zeros à esquerda e sem pontos.",
                "Subheading: six digits, with leading zeros and no dots.",
            ),
            example="850300",
            key=True,
            pattern=SUBHEADING,
        ),
        Column(
            name="value_usd",
            type=ColumnType.DECIMAL,
            description=texts(
                "Valor FOB en dólares corrientes de los Estados Unidos, nunca negativo.",
                "Valor FOB em dólares correntes dos Estados Unidos, nunca negativo.",
                "FOB value in current United States dollars, never negative.",
            ),
            example="19427654",
            minimum=0,
        ),
        Column(
            name="weight_kg",
            type=ColumnType.DECIMAL,
            description=texts(
                "Peso neto en kilogramos; vacío cuando la fuente no lo da.",
                "Peso líquido em quilogramas; vazio quando a fonte não o informa.",
                "Net weight in kilograms; empty where the source does not give it.",
            ),
            example="4534246",
            required=False,
            minimum=0,
        ),
        Column(
            name="quantity",
            type=ColumnType.DECIMAL,
            description=texts(
                "Cantidad en la unidad de `quantity_unit`; vacía cuando la fuente no la da.",
                "Quantidade na unidade de `quantity_unit`; vazia quando a fonte não a informa.",
                "Quantity in the unit of `quantity_unit`; empty where the source does not give it.",
            ),
            example="1200",
            required=False,
            minimum=0,
        ),
        Column(
            name="quantity_unit",
            type=ColumnType.TEXT,
            description=texts(
                "Unidad de `quantity`, como la fuente la llama; va con ella.",
                "Unidade de `quantity`, como a fonte a chama; vai com ela.",
                "Unit of `quantity`, as the source calls it; it goes with it.",
            ),
            example="u",
            required=False,
            max_length=40,
        ),
        Column(
            name="reported_by",
            type=ColumnType.TEXT,
            description=texts(
                "Quién declaró el flujo: EXPORTER, IMPORTER, MIRROR (tomado del otro lado) o "
                "RECONCILED (una cifra de las dos declaraciones, como BACI); vacío: no consta.",
                "Quem declarou o fluxo: EXPORTER, IMPORTER, MIRROR (tomado do outro lado) ou "
                "RECONCILED (um número feito das duas declarações, como BACI); vazio: não consta.",
                "Who reported the flow: EXPORTER, IMPORTER, MIRROR (taken from the other side) or "
                "RECONCILED (one figure of both reports, like BACI); empty: not stated.",
            ),
            example="RECONCILED",
            required=False,
            key=True,
            choices=tuple(Reporter),
        ),
    ),
    slice_by=("source", "year"),
    checks=(YEAR, one_nomenclature("flows"), _ONE_FIGURE_OR_SIDES),
    key_order=("exporter", "product", "importer", "reported_by"),
    indexes=(("importer", "product", "exporter"), ("product", "exporter")),
    spreads=(TOTALS_OF_FLOWS, RCA_OF_FLOWS, REGIONAL_OF_FLOWS, PARTNERS_OF_FLOWS),
    partitioned=True,
    adapters=(*BACI_YEARS, COMTRADE, COMTRADE_LEGACY),
    metadata=metadata,
)

flows = FLOWS.table
