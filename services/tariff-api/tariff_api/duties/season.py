"""Seasons of a duty or a preference: columns, their check, and whether a day lies in one."""

from datetime import date

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, texts

from tariff_api.schema import SCHEMA

MONTH_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

SEASON_FROM = Column(
    "season_from",
    ColumnType.TEXT,
    texts(
        "Primer día del año en que vale (mes-día); vacío si vale todo el año.",
        "Primeiro dia do ano em que vale (mês-dia); vazio se vale o ano todo.",
        "First day of the year that it holds on (month-day); empty where it holds all year.",
    ),
    "",
    required=False,
    key=True,
    pattern=MONTH_DAY,
)
SEASON_TO = Column(
    "season_to",
    ColumnType.TEXT,
    texts(
        "Último día del año, incluido; puede ser anterior al primero y caer en el año siguiente.",
        "Último dia do ano, inclusive; pode ser anterior ao primeiro e cair no ano seguinte.",
        "Last day of the year, inclusive; before the first one, it falls in the following year.",
    ),
    "",
    required=False,
    pattern=MONTH_DAY,
)


def whole_season(table: str, row: str) -> Check:
    """Refuse rows of a table with one end of a season; `row` is SQL that names one of them."""
    return Check(
        f"""select 'season_to', {row} from {SCHEMA}.{table}
        where release_id = :release and (season_from is null) <> (season_to is null)""",
        texts(
            "una temporada tiene primer y último día, o ninguno",
            "uma temporada tem primeiro e último dia, ou nenhum",
            "a season has a first and a last day, or neither",
        ),
    )


def month_day(on: date) -> str:
    """Return the day of the year as seasons are written: `02-28`."""
    return on.isoformat()[5:]


def in_season(on: date, first: str | None, last: str | None) -> bool:
    """Tell whether a day lies in a season, both ends included; it may wrap the end of the year."""
    if first is None or last is None:
        return True
    day = month_day(on)
    return first <= day <= last if first <= last else day >= first or day <= last
