"""Dataset `regional_exports`: what each first-level unit of a country exports, or employs."""

from eslabon.contracts.regional import SMALLEST_CELL, Unit
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import COUNTRY_CODES, ISO_3166_2, NOMENCLATURE_ID, of_type, text
from niche_api.tables import metadata

_SCOPE = "[0-9]{2}-[0-9]{2}"


def _one(column: str, es: str, pt: str, en: str) -> Check:
    """Return the rule that a whole file has one value of a column."""
    return Check(
        f"""select '{column}', coalesce(min({column}), '') || ', ' || max({column})
        from niche.regional_exports where release_id = :release
        having count(distinct coalesce({column}, '')) > 1""",
        texts(es, pt, en),
    )


_YEAR = Check(
    """select 'year', parts->>'year' from niche.release
    where id = :release and parts->>'year' !~ '^(19|20)[0-9]{2}$'""",
    texts(
        "El año del corte va en cuatro cifras, como year=2018.",
        "O ano do recorte tem quatro algarismos, como year=2018.",
        "The year of the slice has four digits, as in year=2018.",
    ),
)
_COUNTRY = Check(
    f"""select 'region', region from niche.regional_exports as one
    join niche.release as of on of.id = one.release_id
    left join (values {COUNTRY_CODES}) as iso (two, three) on iso.two = left(region, 2)
    where release_id = :release and iso.three is distinct from of.parts->>'country'""",
    texts(
        "la unidad no es del país del corte: country=MEX pide códigos que empiecen por MX-",
        "a unidade não é do país do recorte: country=MEX pede códigos que comecem por MX-",
        "the unit is not of the slice's country: country=MEX asks for codes that begin with MX-",
    ),
)
_HEADINGS = Check(
    """select 'product', product from niche.regional_exports
    where release_id = :release and nomenclature ~ '^HS[0-9]{4}$' and product !~ '^[0-9]{4}$'""",
    texts(
        "en el Sistema Armonizado se piden partidas, de cuatro cifras con el cero inicial: sume "
        "las subpartidas en su partida",
        "no Sistema Harmonizado pedem-se posições, de quatro algarismos com o zero inicial: some "
        "as subposições em sua posição",
        "of the Harmonized System headings are asked for, four digits with the leading zero: add "
        "subheadings up to their heading",
    ),
)
_WITHIN = Check(
    """select 'product', product from niche.regional_exports
    where release_id = :release and scope is not null
        and left(product, 2) not between left(scope, 2) and right(scope, 2)""",
    texts(
        "el producto está fuera de los capítulos que `scope` declara",
        "o produto está fora dos capítulos que `scope` declara",
        "the product lies outside the chapters that `scope` states",
    ),
)

REGIONAL_EXPORTS = Dataset(
    service="niche",
    name="regional_exports",
    table_name="regional_exports",
    description=texts(
        "Lo que cada unidad de primer nivel de un país (estado, departamento, provincia) exporta "
        "de cada producto en un año, o emplea en cada actividad. Las celdas de menos de "
        f"{SMALLEST_CELL} empresas o establecimientos pierden su valor al cargarse.",
        "O que cada unidade de primeiro nível de um país (estado, departamento, província) exporta "
        "de cada produto em um ano, ou emprega em cada atividade. As células de menos de "
        f"{SMALLEST_CELL} empresas ou estabelecimentos perdem seu valor ao serem carregadas.",
        "What each first-level unit of a country (state, department, province) exports of each "
        f"product in a year, or employs in each activity. Cells of fewer than {SMALLEST_CELL} "
        "firms or establishments lose their value when they are loaded.",
    ),
    columns=(
        text(
            "region",
            "MX-CHH",
            "Unidad de primer nivel, ISO 3166-2.",
            "Unidade de primeiro nível, ISO 3166-2.",
            "First-level unit, ISO 3166-2.",
            key=True,
            pattern=ISO_3166_2,
            form=texts(
                "escriba el código ISO 3166-2, como MX-CHH o BO-L, no el nombre",
                "escreva o código ISO 3166-2, como MX-CHH ou BR-MG, não o nome",
                "write the ISO 3166-2 code, as MX-CHH or BO-L, not the name",
            ),
        ),
        text(
            "nomenclature",
            "SCIAN",
            "Clasificador de los productos: HS1992 a HS2022, o el nombre de otro (SCIAN, CIIU4); "
            "uno solo en todo el archivo.",
            "Classificação dos produtos: HS1992 a HS2022, ou o nome de outra (SCIAN, CIIU4); uma "
            "só em todo o arquivo.",
            "Classification of the products: HS1992 to HS2022, or another's name (SCIAN, CIIU4); "
            "one only in the whole file.",
            pattern=NOMENCLATURE_ID,
        ),
        text(
            "product",
            "336",
            "Producto o actividad en ese clasificador: 2 a 6 cifras; partidas de 4 en el Sistema "
            "Armonizado. Un solo nivel: sin totales.",
            "Produto ou atividade nessa classificação: 2 a 6 algarismos; posições de 4 no Sistema "
            "Harmonizado. Um só nível: sem totais.",
            "Product or activity in that classification: 2 to 6 digits; headings of 4 in the "
            "Harmonized System. One level only: no totals.",
            key=True,
            pattern="[0-9]{2,6}",
            dropped=r"[.\s]",
        ),
        text(
            "name",
            "Fabricación de equipo de transporte",
            "Nombre del producto, donde el clasificador no es el Sistema Armonizado.",
            "Nome do produto, onde a classificação não é o Sistema Harmonizado.",
            "Name of the product, where the classification is not the Harmonized System.",
            required=False,
            max_length=300,
        ),
        of_type(
            ColumnType.NUMBER,
            "value",
            "21500000000",
            "Valor del año en la unidad de `unit`; vacío donde la fuente lo reserva.",
            "Valor do ano na unidade de `unit`; vazio onde a fonte o reserva.",
            "Value of the year in the unit of `unit`; empty where the source withholds it.",
            required=False,
            minimum=0,
        ),
        text(
            "unit",
            "USD",
            "USD dólares, LOCAL_CURRENCY moneda nacional, KG peso neto, PERSONS personas "
            "ocupadas; una sola en todo el archivo.",
            "USD dólares, LOCAL_CURRENCY moeda nacional, KG peso líquido, PERSONS pessoas "
            "ocupadas; uma só em todo o arquivo.",
            "USD dollars, LOCAL_CURRENCY national currency, KG net weight, PERSONS persons "
            "employed; one only in the whole file.",
            choices=tuple(Unit),
        ),
        of_type(
            ColumnType.INTEGER,
            "establishments",
            "",
            "Empresas o establecimientos de la celda; vacío si no se sabe. Con menos de "
            f"{SMALLEST_CELL} el valor se suprime.",
            "Empresas ou estabelecimentos da célula; vazio se não se sabe. Com menos de "
            f"{SMALLEST_CELL} o valor é suprimido.",
            "Firms or establishments of the cell; empty where unknown. With fewer than "
            f"{SMALLEST_CELL} the value is suppressed.",
            required=False,
            minimum=0,
        ),
        text(
            "scope",
            "",
            "Primer y último capítulo que el archivo abarca, como 01-24; vacío si es toda la "
            "canasta.",
            "Primeiro e último capítulo que o arquivo abrange, como 01-24; vazio se é toda a "
            "cesta.",
            "First and last chapter that the file covers, as 01-24; empty for the whole basket.",
            required=False,
            pattern=_SCOPE,
        ),
    ),
    slice_by=("country", "source", "year"),
    derive=(
        "update niche.regional_exports set value = null "
        f"where release_id = :release and establishments < {SMALLEST_CELL} and value is not null",
    ),
    checks=(
        _YEAR,
        _COUNTRY,
        _one(
            "nomenclature",
            "Todo el archivo usa un solo clasificador; divídalo por clasificador.",
            "Todo o arquivo usa uma só classificação; divida-o por classificação.",
            "The whole file uses one classification; split it by classification.",
        ),
        _one(
            "unit",
            "Todo el archivo usa una sola unidad; divídalo por unidad.",
            "Todo o arquivo usa uma só unidade; divida-o por unidade.",
            "The whole file uses one unit; split it by unit.",
        ),
        _one(
            "scope",
            "Todo el archivo declara los mismos capítulos en `scope`.",
            "Todo o arquivo declara os mesmos capítulos em `scope`.",
            "The whole file states the same chapters in `scope`.",
        ),
        _HEADINGS,
        _WITHIN,
    ),
    metadata=metadata,
)

regional_exports = REGIONAL_EXPORTS.table
