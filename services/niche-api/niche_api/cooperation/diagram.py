"""What the diagram of an axis shows, apart from how."""

from collections.abc import Sequence
from dataclasses import dataclass

from eslabon.contracts.cooperation import CooperationMatrix
from eslabon.contracts.envelope import Lang


@dataclass(frozen=True)
class Diagram:
    """The matrix of an axis, with whom to cite."""

    matrix: CooperationMatrix
    sources: Sequence[str]
    lang: Lang


WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "subtitle": "Temas y secretarías: {acting} de {secretariats} con un área en curso o "
        "prevista",
        "lead": "lidera: {lead}",
        "ACTIVE": "En curso",
        "PLANNED": "Prevista",
        "REQUEST": "Pedida",
        "candidate": "candidato conjunto",
        "joint": "ya es conjunto",
        "gap": "nadie actúa",
        "unknown": "En gris, secretarías de las que ninguna fuente cargada dice nada en este eje: "
        "no significa que no hagan nada.",
        "themes": "Los temas son etiquetas de esta compilación, no de las secretarías.",
        "cite": "Cítese:",
    },
    Lang.PT: {
        "subtitle": "Temas e secretarias: {acting} de {secretariats} com uma área em curso ou "
        "prevista",
        "lead": "lidera: {lead}",
        "ACTIVE": "Em curso",
        "PLANNED": "Prevista",
        "REQUEST": "Pedida",
        "candidate": "candidato conjunto",
        "joint": "já é conjunto",
        "gap": "ninguém atua",
        "unknown": "Em cinza, secretarias das quais nenhuma fonte carregada diz nada neste eixo: "
        "não significa que não façam nada.",
        "themes": "Os temas são etiquetas desta compilação, não das secretarias.",
        "cite": "Cite-se:",
    },
    Lang.EN: {
        "subtitle": "Themes and secretariats: {acting} of {secretariats} with an area under way or "
        "planned",
        "lead": "lead: {lead}",
        "ACTIVE": "Under way",
        "PLANNED": "Planned",
        "REQUEST": "Asked for",
        "candidate": "joint candidate",
        "joint": "already joint",
        "gap": "nobody acts",
        "unknown": "In grey, secretariats of which no loaded source says anything on this axis: it "
        "does not mean that they do nothing.",
        "themes": "Themes are labels of this compilation, not of the secretariats.",
        "cite": "Cite as:",
    },
}
