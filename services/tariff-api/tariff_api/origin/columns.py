"""Columns that recur in the datasets of origin."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, texts

SLUG = r"[a-z0-9][a-z0-9-]{1,39}"
PLACES = r"[A-Z][A-Z0-9_]{1,19}(\|[A-Z][A-Z0-9_]{1,19})*"


def text(
    name: str,
    es: str,
    pt: str,
    en: str,
    example: str = "",
    *,
    required: bool = False,
    pattern: str | None = None,
    choices: tuple[str, ...] = (),
) -> Column:
    """Return a column of text; it may be empty unless `required`."""
    return Column(
        name,
        ColumnType.TEXT,
        texts(es, pt, en),
        example,
        required=required,
        pattern=pattern,
        choices=choices,
        max_length=8_000,
    )


def percent(name: str, es: str, pt: str, en: str, example: str) -> Column:
    """Return a column of percentages from 0 to 100 that may be empty."""
    return Column(
        name,
        ColumnType.DECIMAL,
        texts(es, pt, en),
        example,
        required=False,
        minimum=0,
        maximum=100,
    )


def yes(name: str, es: str, pt: str, en: str, *, required: bool = False) -> Column:
    """Return a column of true and false; it may be empty unless `required`."""
    return Column(name, ColumnType.BOOLEAN, texts(es, pt, en), "true", required=required)
