"""What is wrong with a round, and how its agenda is made, in three languages."""

from importlib.metadata import version

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from servicekit.language import Texts, texts

from niche_api.agendas.contradictions import Rule
from niche_api.agendas.planning import CLOSE_ENOUGH

RULES: dict[Rule, Texts] = {
    Rule.NEVER_TOGETHER: texts(
        "{who} deben reunirse y ningún turno los tiene a los dos: amplíe la disponibilidad de uno "
        "o quite `required`.",
        "{who} devem reunir-se e nenhum turno tem os dois: amplie a disponibilidade de um ou "
        "retire `required`.",
        "{who} have to meet and no slot has both: widen the availability of one, or leave "
        "`required` out.",
    ),
    Rule.TOO_MANY_REQUIRED: texts(
        "{who} tiene {needed} reuniones obligatorias y caben {possible}: quite obligatorias o "
        "amplíe su disponibilidad o su máximo.",
        "{who} tem {needed} reuniões obrigatórias e cabem {possible}: retire obrigatórias ou "
        "amplie sua disponibilidade ou seu máximo.",
        "{who} has {needed} required meetings and room for {possible}: require fewer, or widen its "
        "availability or its maximum.",
    ),
    Rule.MINIMUM_ABOVE_AVAILABLE: texts(
        "{who} pide al menos {needed} reuniones y está en {possible} turnos: baje el mínimo o "
        "amplíe su disponibilidad.",
        "{who} pede ao menos {needed} reuniões e está em {possible} turnos: baixe o mínimo ou "
        "amplie sua disponibilidade.",
        "{who} asks for at least {needed} meetings and is there in {possible} slots: lower the "
        "minimum or widen its availability.",
    ),
    Rule.MINIMUM_ABOVE_PARTNERS: texts(
        "{who} pide al menos {needed} reuniones y hay {possible} empresas con que puede reunirse: "
        "baje el mínimo o agregue pares.",
        "{who} pede ao menos {needed} reuniões e há {possible} empresas com que pode reunir-se: "
        "baixe o mínimo ou acrescente pares.",
        "{who} asks for at least {needed} meetings and there are {possible} firms it can meet: "
        "lower the minimum or add pairs.",
    ),
    Rule.TOO_FEW_TABLES: texts(
        "Las reuniones obligatorias y los mínimos piden {needed} reuniones; las mesas y los turnos "
        "dan para {possible}: agregue mesas o turnos.",
        "As reuniões obrigatórias e os mínimos pedem {needed} reuniões; as mesas e os turnos dão "
        "para {possible}: acrescente mesas ou turnos.",
        "Required meetings and minima need {needed} meetings; tables and slots hold {possible}: "
        "add tables or slots.",
    ),
    Rule.REQUIRED_TOGETHER: texts(
        "La reunión obligatoria de {who} no cabe junto a las demás reglas: quite `required` a "
        "alguna, o amplíe disponibilidad, mesas o turnos.",
        "A reunião obrigatória de {who} não cabe junto às demais regras: retire `required` de "
        "alguma, ou amplie disponibilidade, mesas ou turnos.",
        "The required meeting of {who} does not fit beside the other rules: leave `required` out "
        "of one, or widen availability, tables or slots.",
    ),
    Rule.MINIMUM_TOGETHER: texts(
        "{who} pide al menos {needed} reuniones y junto a las demás reglas le caben {possible}: "
        "baje su mínimo, o amplíe disponibilidad, mesas o turnos.",
        "{who} pede ao menos {needed} reuniões e junto às demais regras lhe cabem {possible}: "
        "baixe seu mínimo, ou amplie disponibilidade, mesas ou turnos.",
        "{who} asks for at least {needed} meetings and {possible} fit beside the other rules: "
        "lower its minimum, or widen availability, tables or slots.",
    ),
}
NOT_FOUND = texts(
    "No se halló a tiempo una agenda que cumpla todas las reglas, y no consta que sea imposible: "
    "amplíe `time_limit_seconds`, o afloje las de `errors`.",
    "Não se achou a tempo uma agenda que cumpra todas as regras, e não consta que seja impossível: "
    "amplie `time_limit_seconds`, ou afrouxe as de `errors`.",
    "No agenda that keeps all rules was found in time, and nothing shows that there is none: "
    "raise `time_limit_seconds`, or loosen those in `errors`.",
)

_SUMMARY = texts(
    "La suma de los puntajes de las reuniones es la mayor que se halló: se colocan de mayor a "
    "menor y, mientras mejora, un programa entero (HiGHS) vuelve a elegir algunos turnos. "
    "`bound` es el óptimo de una relajación de toda la ronda, que ninguna agenda supera. Cada "
    "empresa conserva su mesa si puede.",
    "A soma das pontuações das reuniões é a maior que se achou: colocam-se da maior à menor e, "
    "enquanto melhora, um programa inteiro (HiGHS) volta a escolher alguns turnos. `bound` é o "
    "ótimo de uma relaxação de toda a rodada, que nenhuma agenda supera. Cada empresa conserva "
    "sua mesa se pode.",
    "The sum of the scores of the meetings is the greatest that was found: they are placed from "
    "the best down, and an integer program (HiGHS) chooses some slots anew as long as that is "
    "better. `bound` is the optimum of a relaxation of the whole round, which no agenda "
    "exceeds. A firm keeps its table where it can.",
)


def methodology(seconds: float, scores: str, lang: Lang) -> Methodology:
    """Return how an agenda is made; `scores` says where those of pairs come from."""
    parameters = {
        "solver": f"HiGHS, SciPy {version('scipy')}",
        "time_limit_seconds": f"{seconds:g}",
        "close_enough": f"{CLOSE_ENOUGH:g}",
        "scores": scores,
    }
    return Methodology(
        id="agenda",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name=name, value=value, assumed=name == "close_enough")
            for name, value in parameters.items()
        ],
    )
