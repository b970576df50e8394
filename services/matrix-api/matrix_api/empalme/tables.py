"""Dataset `empalme_editions`: which members, years and sources a Matriz de Empalme is made of."""

from eslabon.contracts.iso3166 import LATIN_AMERICA
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from matrix_api.tables import metadata

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _text(name: str, example: str, es: str, pt: str, en: str) -> Column:
    return Column(name, ColumnType.TEXT, texts(es, pt, en), example, max_length=200)


def _year(name: str, example: str, es: str, pt: str, en: str) -> Column:
    return Column(
        name,
        ColumnType.INTEGER,
        texts(es, pt, en),
        example,
        minimum=_FIRST_YEAR,
        maximum=_LAST_YEAR,
    )


_OF_EDITION = ("scheme", "is_partial", "headings", "title_es", "title_pt", "title_en")
"""Columns that say the same in every row of an edition."""

_SAME = Check(
    " union all ".join(
        f"""select '{name}', min("{name}"::text) || ', ' || max("{name}"::text)
        from matrix.empalme_editions where release_id = :release
        having min("{name}"::text) <> max("{name}"::text)
            or count("{name}") not in (0, count(*))"""
        for name in _OF_EDITION
    ),
    texts(
        "Vale para toda la edición: escriba lo mismo en todas sus filas.",
        "Vale para toda a edição: escreva o mesmo em todas as suas linhas.",
        "It holds for the whole edition: write the same in all its rows.",
    ),
)
_YEARS = Check(
    """select 'year_from', member || ' ' || year_from || '-' || year_to
    from matrix.empalme_editions where release_id = :release and year_from > year_to""",
    texts(
        "year_from es posterior a year_to: inviértalos.",
        "year_from é posterior a year_to: inverta-os.",
        "year_from is after year_to: swap them.",
    ),
)
_WHOLE = Check(
    """select 'headings', min(headings) from matrix.empalme_editions
    where release_id = :release and headings is not null and not is_partial
    having count(*) > 0""",
    texts(
        "Una edición limitada a unas partidas es parcial: ponga is_partial en true.",
        "Uma edição limitada a algumas posições é parcial: ponha is_partial em true.",
        "An edition limited to some headings is partial: set is_partial to true.",
    ),
)
_TWO = Check(
    """select 'member', min(member) from matrix.empalme_editions
    where release_id = :release having count(*) < 2""",
    texts(
        "Una matriz necesita dos miembros al menos: quien vende y quien compra.",
        "Uma matriz precisa de dois membros ao menos: quem vende e quem compra.",
        "A matrix needs two members at least: one that sells and one that buys.",
    ),
)

EMPALME_EDITIONS = Dataset(
    service="matrix",
    name="empalme_editions",
    table_name="empalme_editions",
    description=texts(
        "Ediciones de las Matrices de Empalme: una fila por miembro, con la fuente y los años de "
        "sus cifras.",
        "Edições das Matrizes de Empalme: uma linha por membro, com a fonte e os anos de seus "
        "números.",
        "Editions of the Matrices de Empalme: one row for each member, with the source and years "
        "of its figures.",
    ),
    columns=(
        Column(
            "member",
            ColumnType.TEXT,
            texts(
                "Miembro, ISO 3166-1 alfa-3, de América Latina y el Caribe.",
                "Membro, ISO 3166-1 alfa-3, da América Latina e do Caribe.",
                "Member, ISO 3166-1 alpha-3, of Latin America and the Caribbean.",
            ),
            "URY",
            key=True,
            choices=tuple(sorted(LATIN_AMERICA)),
        ),
        Column(
            "source",
            ColumnType.TEXT,
            texts(
                "Fuente de las cifras del miembro: la de los cortes de `flows` o `totals`.",
                "Fonte dos números do membro: a dos recortes de `flows` ou `totals`.",
                "Source of the member's figures: that of the slices of `flows` or `totals`.",
            ),
            "BACI",
            pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
        ),
        _year("year_from", "2017", "Primer año.", "Primeiro ano.", "First year."),
        _year("year_to", "2021", "Último año.", "Último ano.", "Last year."),
        Column(
            "scheme",
            ColumnType.TEXT,
            texts(
                "Esquema cuyos miembros son la región.",
                "Esquema cujos membros são a região.",
                "Scheme whose members are the region.",
            ),
            "ALADI",
            pattern="[A-Z][A-Z_]{1,30}",
        ),
        Column(
            "is_partial",
            ColumnType.BOOLEAN,
            texts(
                "true si no es la canasta entera: no entra en rankings si no se pide.",
                "true se não é a cesta inteira: não entra em rankings se não se pede.",
                "true where it is not the whole basket: kept out of rankings unless asked for.",
            ),
            "false",
        ),
        Column(
            "headings",
            ColumnType.TEXT,
            texts(
                "Partidas a las que se limita una edición parcial, separadas por `|`.",
                "Posições a que se limita uma edição parcial, separadas por `|`.",
                "Headings that a partial edition is limited to, separated by `|`.",
            ),
            "2716|8503",
            required=False,
            pattern=r"[0-9]{4}(\|[0-9]{4})*",
            max_length=10_000,
        ),
        _text("title_es", "Matriz 2017–2021", "Título, es.", "Título, es.", "Title, es."),
        _text("title_pt", "Matriz 2017–2021", "Título, pt.", "Título, pt.", "Title, pt."),
        _text("title_en", "Matrix 2017–2021", "Título, en.", "Título, en.", "Title, en."),
    ),
    slice_by=("edition",),
    checks=(_SAME, _YEARS, _WHOLE, _TWO),
    metadata=metadata,
)

empalme_editions = EMPALME_EDITIONS.table
