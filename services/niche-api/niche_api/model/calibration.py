"""What the picture of a model's calibration shows, apart from how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eslabon.contracts.envelope import Lang

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Calibration:
    """What was said and what happened, by bins of a test."""

    test: Row
    bins: Sequence[Row]
    sources: Sequence[str]
    """Citations of what the model is built of."""
    lang: Lang


WORDS: Mapping[Lang, Mapping[str, str]] = {
    Lang.ES: {
        "title": "¿Ocurre lo que el modelo dice?",
        "held_out": "{area}: países que el modelo no vio, {first}–{last}",
        "later_period": "{area}: aprendido en {learnt}, aplicado a {first}–{last}",
        "world": "Todos los países",
        "latin_america": "América Latina y el Caribe",
        "x": "Probabilidad que dio el modelo (media del grupo)",
        "y": "Parte que llegó a RCA ≥ 1",
        "ideal": "acierto exacto",
        "base": "tasa base {rate}",
        "note": "Cada punto es un décimo de los {cells} pares de país y producto con RCA menor que "
        "0,25 en {first}, del menos al más probable; la barra es el intervalo de confianza al 95 % "
        "de la parte (Wilson). Sobre la diagonal, el modelo se queda corto; debajo, promete de "
        "más. Escalas de raíz cuadrada.",
        "cite": "Fuente:",
    },
    Lang.PT: {
        "title": "Ocorre o que o modelo diz?",
        "held_out": "{area}: países que o modelo não viu, {first}–{last}",
        "later_period": "{area}: aprendido em {learnt}, aplicado a {first}–{last}",
        "world": "Todos os países",
        "latin_america": "América Latina e Caribe",
        "x": "Probabilidade que o modelo deu (média do grupo)",
        "y": "Parte que chegou a RCA ≥ 1",
        "ideal": "acerto exato",
        "base": "taxa base {rate}",
        "note": "Cada ponto é um décimo dos {cells} pares de país e produto com RCA menor que 0,25 "
        "em {first}, do menos ao mais provável; a barra é o intervalo de confiança de 95 % da "
        "parte (Wilson). Acima da diagonal, o modelo fica aquém; abaixo, promete demais. Escalas "
        "de raiz quadrada.",
        "cite": "Fonte:",
    },
    Lang.EN: {
        "title": "Does what the model says happen?",
        "held_out": "{area}: countries the model has not seen, {first}–{last}",
        "later_period": "{area}: learnt on {learnt}, applied to {first}–{last}",
        "world": "All countries",
        "latin_america": "Latin America and the Caribbean",
        "x": "Probability the model gave (mean of the group)",
        "y": "Share that reached RCA ≥ 1",
        "ideal": "exactly right",
        "base": "base rate {rate}",
        "note": "Each dot is a tenth of the {cells} pairs of country and product with an RCA below "
        "0.25 in {first}, from the least to the most likely; the bar is the 95 % confidence "
        "interval of the share (Wilson). Above the diagonal the model says too little; below, it "
        "promises too much. Square-root scales.",
        "cite": "Source:",
    },
}
