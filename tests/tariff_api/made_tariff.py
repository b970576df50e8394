"""A national tariff made for tests: lines of ten digits below every subheading of the sample."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

import sample

from . import loading

COLUMNS = (
    "code", "text_es", "rate_percent", "rate_text", "legal_base", "hs_revision", "valid_from",
    "valid_to",
)  # fmt: skip
RATES = ("0", "5", "10", "15")
SUFFIXES = ("1000", "2000", "3000", "9000")

Row = dict[str, str]


def sample_rows(dataset: str, **parts: str) -> list[loading.Row]:
    """Return the rows of one slice of the sample."""
    entry = next(
        one for one in sample.entries("open") if one.dataset == dataset and one.slice == parts
    )
    return list(loading.rows_of(entry.path))


def lines(count: int, revision: str = "HS2022", turn: int = 0) -> Iterator[Row]:
    """Yield `count` lines, and the dates on the first; `turn` moves every rate."""
    codes = sample_rows("codes", nomenclature=revision)
    subheadings = [code["code"] for code in codes if len(code["code"]) == 6]
    made = ((code, suffix) for suffix in SUFFIXES for code in subheadings)
    for number, (code, suffix) in zip(range(count), made, strict=False):
        row = {
            "code": code + suffix,
            "text_es": f"Los de la clase {suffix[0]}, de la partida {code[:4]}",
            "rate_percent": RATES[(number + turn) % len(RATES)],
        }
        if number == 0:
            row |= {"hs_revision": revision, "valid_from": "2025-01-01", "valid_to": "2025-12-31"}
        yield row


def written(rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> bytes:
    """Return rows as a csv file; a column that a row has not is empty."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()
