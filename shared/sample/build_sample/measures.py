"""Tariffs beyond the first release, charges beside the duty, and quotas, in loading order."""

from collections.abc import Iterator
from pathlib import Path

from build_sample.bolivia import bolivia
from build_sample.charges import charges
from build_sample.chile import chile
from build_sample.ecuador import ecuador
from build_sample.mexico import mexico
from build_sample.quotas import quotas
from build_sample.remedies import remedies
from build_sample.tables import Table


def measures(source: Path) -> Iterator[Table]:
    """Every table of these."""
    yield from chile(source)
    yield from mexico(source)
    yield from ecuador(source)
    yield from bolivia(source)
    yield from charges(source)
    yield remedies(source)
    yield quotas(source)
