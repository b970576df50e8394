"""Rules of a whole release of trade: one year, one edition of the Harmonized System."""

from servicekit.releases.dataset import Check, texts

YEAR = Check(
    """select 'year', parts->>'year' from matrix.release
    where id = :release and parts->>'year' !~ '^(19|20)[0-9]{2}$'""",
    texts(
        "El año del corte va en cuatro cifras, como year=2023.",
        "O ano do recorte tem quatro algarismos, como year=2023.",
        "The year of the slice has four digits, as in year=2023.",
    ),
)


def one_nomenclature(table: str) -> Check:
    """Return the rule that all rows of a release of `table` are of one edition."""
    return Check(
        f"""select 'nomenclature',
            least(one.name, other.name) || ', ' || greatest(one.name, other.name)
        from (select nomenclature as name from matrix.{table}
            where release_id = :release limit 1) one,
        lateral (select nomenclature as name from matrix.{table}
            where release_id = :release and nomenclature <> one.name limit 1) other""",
        texts(
            "Todo el archivo usa una sola edición del Sistema Armonizado; divídalo por edición.",
            "Todo o arquivo usa uma só edição do Sistema Harmonizado; divida-o por edição.",
            "The whole file uses one edition of the Harmonized System; split it by edition.",
        ),
    )
