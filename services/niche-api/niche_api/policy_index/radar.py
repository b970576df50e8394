"""What the radar of an edition shows, apart from how."""

from collections.abc import Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Lang


@dataclass(frozen=True)
class Series:
    """The scores of an area, one for each dimension; None where there is none."""

    name: str
    scores: Sequence[float | None]
    remarks: Sequence[str | None]
    """What sources say of each without giving it."""


@dataclass(frozen=True)
class Radar:
    """Areas over the dimensions of an edition."""

    title: str
    dimensions: Sequence[str]
    series: Sequence[Series]
    sources: Sequence[str]
    """Citations of the releases drawn."""
    lang: Lang


WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "subtitle": "Puntaje por dimensión, de 1 (centro) a 5 (borde)",
        "none": "sin puntaje",
        "ABOVE": "{area}: sobre el promedio",
        "AVERAGE": "{area}: en el promedio",
        "BELOW": "{area}: bajo el promedio",
        "IMPROVED": "{area}: mejoró",
        "WORSENED": "{area}: empeoró",
        "of": "{known} de {all} dimensiones con puntaje",
        "no_zero": "Una dimensión sin puntaje queda en blanco; no vale 1.",
        "cite": "Cítese:",
    },
    Lang.PT: {
        "subtitle": "Pontuação por dimensão, de 1 (centro) a 5 (borda)",
        "none": "sem pontuação",
        "ABOVE": "{area}: acima da média",
        "AVERAGE": "{area}: na média",
        "BELOW": "{area}: abaixo da média",
        "IMPROVED": "{area}: melhorou",
        "WORSENED": "{area}: piorou",
        "of": "{known} de {all} dimensões com pontuação",
        "no_zero": "Uma dimensão sem pontuação fica em branco; não vale 1.",
        "cite": "Cite-se:",
    },
    Lang.EN: {
        "subtitle": "Score by dimension, from 1 (centre) to 5 (edge)",
        "none": "no score",
        "ABOVE": "{area}: above average",
        "AVERAGE": "{area}: at the average",
        "BELOW": "{area}: below average",
        "IMPROVED": "{area}: improved",
        "WORSENED": "{area}: worsened",
        "of": "{known} of {all} dimensions with a score",
        "no_zero": "A dimension without a score stays blank; it is not worth 1.",
        "cite": "Cite as:",
    },
}
