"""The directory of firms: public facts, each with its source, and no contact data."""

from eslabon.contracts.firms import FirmKind
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import SLUG, country, needs, reference, region, text
from niche_api.tables import metadata

FIRM_ID = "[a-z]{3}-[a-z0-9][a-z0-9-]{0,55}"
HS_EDITION = "HS(1992|1996|2002|2007|2012|2017|2022)"
HS_CODE = "(0[1-9]|[1-689][0-7]|[1-68][89]|7[0-689])([0-9]{2}){0,2}"
"""Two, four or six digits of a chapter that exists: 77 is kept free, 98 and 99 are national."""
CONTROL = r"\x00-\x1f\x7f"
PUBLIC = rf"([^<@+{CONTROL}]|<[^A-Za-z/!?<@+{CONTROL}]|\+[^0-9<@+{CONTROL}])*"
"""Text that anyone may read: no tags, no electronic addresses and no telephone numbers."""
WEB = rf"https?://[^\s<>\"'@{CONTROL}]+"

NOT_PUBLIC = texts(
    "lleva un correo, un teléfono, una etiqueta o caracteres de control: los datos de contacto van "
    "a /v1/firm-contacts con el consentimiento de la persona; lo demás, quítelo",
    "traz um e-mail, um telefone, uma etiqueta ou caracteres de controle: os dados de contato vão "
    "a /v1/firm-contacts com o consentimento da pessoa; o resto, remova-o",
    "holds an e-mail address, a telephone number, a tag or control characters: contact data go to "
    "/v1/firm-contacts with the person's consent; remove the rest",
)
WRONG_CODE = texts(
    "no es un código del Sistema Armonizado: 2, 4 o 6 cifras de un capítulo que exista, sin puntos "
    "(varios se unen con `|` donde la columna los admite)",
    "não é um código do Sistema Harmonizado: 2, 4 ou 6 algarismos de um capítulo que exista, sem "
    "pontos (vários se unem com `|` onde a coluna os admite)",
    "not a code of the Harmonized System: 2, 4 or 6 digits of a chapter that exists, without dots "
    "(several are joined by `|` where the column takes them)",
)


def listed(item: str) -> str:
    """Return the pattern of values joined by `|`."""
    return rf"{item}(\|{item})*"


def begins_with_country(table: str, column: str) -> Check:
    """Return the rule that an identifier begins with the country of its row."""
    return Check(
        f"select '{column}', {column} from niche.{table} where release_id = :release "
        f"and left({column}, 3) <> lower(country)",
        texts(
            "el identificador debe empezar por el país de su fila, en minúsculas",
            "o identificador deve começar pelo país de sua linha, em minúsculas",
            "the identifier must begin with the country of its row, in lower case",
        ),
    )


FIRM = text(
    "firm",
    "bol-manutata",
    "Identificador de la empresa: país en minúsculas, guion y nombre sin acentos.",
    "Identificador da empresa: país em minúsculas, hífen e nome sem acentos.",
    "Identifier of the firm: country in lower case, hyphen and unaccented name.",
    key=True,
    pattern=FIRM_ID,
)
NOMENCLATURE = text(
    "nomenclature",
    "HS2022",
    "Edición del Sistema Armonizado de los códigos.",
    "Edição do Sistema Harmonizado dos códigos.",
    "Edition of the Harmonized System of the codes.",
    required=False,
    pattern=HS_EDITION,
)
CODES = text(
    "codes",
    "080121|080122",
    "Códigos de 2, 4 o 6 cifras, unidos por `|`; vacío si la fuente no los dice.",
    "Códigos de 2, 4 ou 6 algarismos, unidos por `|`; vazio se a fonte não os diz.",
    "Codes of 2, 4 or 6 digits, joined by `|`; empty where the source states none.",
    required=False,
    pattern=listed(HS_CODE),
    form=WRONG_CODE,
)
CHAINS = text(
    "chains",
    "castana",
    "Cadenas productivas, unidas por `|`.",
    "Cadeias produtivas, unidas por `|`.",
    "Productive chains, joined by `|`.",
    required=False,
    pattern=listed(SLUG),
)
WEBSITE = text(
    "website",
    "https://www.example.org",
    "Página web.",
    "Página web.",
    "Website.",
    required=False,
    pattern=WEB,
)


def codes_need_edition(table: str, column: str = "codes") -> Check:
    """Return the rule that codes come with the edition they are in."""
    return needs(
        table,
        "nomenclature",
        f"{column} is not null",
        texts(
            "falta la edición del Sistema Armonizado de los códigos, como HS2022",
            "falta a edição do Sistema Harmonizado dos códigos, como HS2022",
            "the edition of the Harmonized System of the codes is missing, as HS2022",
        ),
    )


FIRMS = Dataset(
    service="niche",
    name="firms",
    table_name="firms",
    description=texts(
        "Empresas que venden o compran, y sus asociaciones: hechos públicos con su fuente. Sin "
        "datos de contacto, que van a /v1/firm-contacts con consentimiento.",
        "Empresas que vendem ou compram, e suas associações: fatos públicos com sua fonte. Sem "
        "dados de contato, que vão a /v1/firm-contacts com consentimento.",
        "Firms that sell or buy, and their associations: public facts with their source. No "
        "contact data, which go to /v1/firm-contacts with consent.",
    ),
    slice_by=("country",),
    columns=(
        FIRM,
        text(
            "name",
            "Manutata S.A.",
            "Nombre, como lo escribe la fuente.",
            "Nome, como a fonte o escreve.",
            "Name, as the source writes it.",
            pattern=PUBLIC,
            form=NOT_PUBLIC,
            max_length=200,
        ),
        country(key=False),
        region(key=False),
        text(
            "place",
            "Riberalta",
            "Localidad, como la nombra la fuente.",
            "Localidade, como a fonte a nomeia.",
            "Town, as the source names it.",
            required=False,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
            max_length=120,
        ),
        text(
            "kind",
            "SELLER",
            "SELLER vende, BUYER compra, BOTH ambas cosas, ASSOCIATION agrupa empresas.",
            "SELLER vende, BUYER compra, BOTH as duas coisas, ASSOCIATION agrupa empresas.",
            "SELLER sells, BUYER buys, BOTH does both, ASSOCIATION groups firms.",
            choices=tuple(FirmKind),
        ),
        NOMENCLATURE,
        CODES,
        CHAINS,
        WEBSITE,
        text(
            "fact",
            "250 containers a year exported (2014)",
            "Lo que la fuente dice de la empresa.",
            "O que a fonte diz da empresa.",
            "What the source says of the firm.",
            required=False,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
        ),
        reference(),
    ),
    checks=(begins_with_country("firms", "firm"), codes_need_edition("firms")),
    metadata=metadata,
)

firms = FIRMS.table
