"""Dataset `validations`: what institutions say of niches."""

from eslabon.contracts.sync import ColumnType
from eslabon.contracts.validations import Verdict
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import COUNTRY_CODES, ISO3, ISO_3166_2, NOMENCLATURE_ID, day, of_type, text
from niche_api.firms.tables import NOT_PUBLIC, PUBLIC
from niche_api.tables import metadata

PLACE = f"{ISO3}|{ISO_3166_2}"

VALIDATIONS = Dataset(
    service="niche",
    name="validations",
    table_name="validations",
    description=texts(
        "Validación de los nichos de un país: qué dice cada institución de cada producto. Se "
        "muestra junto al nicho y en el informe.",
        "Validação dos nichos de um país: o que diz cada instituição de cada produto. Mostra-se "
        "junto ao nicho e no relatório.",
        "Validation of a country's niches: what each institution says of each product. It is shown "
        "beside the niche and in the report.",
    ),
    slice_by=("country",),
    columns=(
        text(
            "place",
            "CHL",
            "País, ISO 3166-1 alfa-3, o una de sus unidades de primer nivel, ISO 3166-2.",
            "País, ISO 3166-1 alfa-3, ou uma de suas unidades de primeiro nível, ISO 3166-2.",
            "Country, ISO 3166-1 alpha-3, or one of its first-level units, ISO 3166-2.",
            key=True,
            pattern=PLACE,
        ),
        text(
            "nomenclature",
            "HS1992",
            "Clasificador del producto, el que da la página de nichos.",
            "Classificação do produto, a que dá a página de nichos.",
            "Classification of the product, that of the page of niches.",
            key=True,
            pattern=NOMENCLATURE_ID,
        ),
        text(
            "product",
            "0811",
            "Producto, con los ceros iniciales.",
            "Produto, com os zeros iniciais.",
            "Product, with its leading zeros.",
            key=True,
            pattern="[0-9]{2,6}",
            dropped=r"[.\s]",
        ),
        of_type(
            ColumnType.INTEGER,
            "year",
            "2019",
            "Año de las exportaciones en que se halló el nicho.",
            "Ano das exportações em que se encontrou o nicho.",
            "Year of the exports that the niche was found in.",
            key=True,
            minimum=1900,
            maximum=2100,
        ),
        text(
            "institution",
            "Ministerio de Economía",
            "Institución que valida, con su nombre público.",
            "Instituição que valida, com seu nome público.",
            "Institution that validates, by its public name.",
            key=True,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
            max_length=200,
        ),
        text(
            "verdict",
            "CONFIRMED",
            "CONFIRMED es un nicho, CONDITIONAL lo es con la condición del comentario, REJECTED no "
            "lo es.",
            "CONFIRMED é um nicho, CONDITIONAL o é com a condição do comentário, REJECTED não é.",
            "CONFIRMED it is a niche, CONDITIONAL it is on the comment's condition, REJECTED it is "
            "none.",
            choices=tuple(Verdict),
        ),
        text(
            "comment",
            "Hay tres plantas en operación.",
            "Por qué; se publica.",
            "Por quê; é publicado.",
            "Why; it is published.",
            required=False,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
            max_length=1_000,
        ),
        day(
            "validated_on",
            "2026-03-15",
            "Día de la validación.",
            "Dia da validação.",
            "Day of the validation.",
        ),
    ),
    checks=(
        Check(
            f"""select 'place', place from niche.validations as one
            join niche.release as of on of.id = one.release_id
            left join (values {COUNTRY_CODES}) as iso (two, three) on iso.two = left(place, 2)
            where release_id = :release and of.parts->>'country' is distinct from
                case when place like '%-%' then iso.three else place end""",
            texts(
                "el lugar no es del país del corte: country=CHL pide CHL o códigos que empiecen "
                "por CL-",
                "o lugar não é do país do recorte: country=CHL pede CHL ou códigos que comecem por "
                "CL-",
                "the place is not of the slice's country: country=CHL asks for CHL or codes that "
                "begin with CL-",
            ),
        ),
        Check(
            """select 'comment', '' from niche.validations
            where release_id = :release and verdict = 'CONDITIONAL' and comment is null""",
            texts(
                "CONDITIONAL pide la condición: escríbala en `comment`",
                "CONDITIONAL pede a condição: escreva-a em `comment`",
                "CONDITIONAL asks for its condition: write it in `comment`",
            ),
        ),
    ),
    metadata=metadata,
)

validations = VALIDATIONS.table
