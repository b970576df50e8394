"""What maps of one product across regions say, in three languages."""

from eslabon.contracts.envelope import Lang
from eslabon.contracts.regional import Denominator, Unit

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "title": "ventaja revelada por unidad",
        Denominator.WORLD: "Peso en la canasta de la unidad sobre su peso en las exportaciones del "
        "mundo (RCA)",
        Denominator.NATIONAL: "Peso en la canasta de la unidad sobre su peso en la del país (RCA)",
        Unit.USD: "exportaciones en dólares",
        Unit.LOCAL_CURRENCY: "exportaciones en moneda nacional",
        Unit.KG: "exportaciones en kilogramos",
        Unit.PERSONS: "personas ocupadas",
        "none": "Nada",
        "below": "menos de",
        "to": "a",
        "above": "o más",
        "withheld": "Cifra reservada o suprimida",
        "unknown": "Sin datos",
        "elsewhere": "Otros países",
        "legend": "RCA: 1 o más es ventaja",
        "cite": "Fuentes:",
    },
    Lang.PT: {
        "title": "vantagem revelada por unidade",
        Denominator.WORLD: "Peso na cesta da unidade sobre seu peso nas exportações do mundo (RCA)",
        Denominator.NATIONAL: "Peso na cesta da unidade sobre seu peso na do país (RCA)",
        Unit.USD: "exportações em dólares",
        Unit.LOCAL_CURRENCY: "exportações em moeda nacional",
        Unit.KG: "exportações em quilogramas",
        Unit.PERSONS: "pessoas ocupadas",
        "none": "Nada",
        "below": "menos de",
        "to": "a",
        "above": "ou mais",
        "withheld": "Cifra reservada ou suprimida",
        "unknown": "Sem dados",
        "elsewhere": "Outros países",
        "legend": "RCA: 1 ou mais é vantagem",
        "cite": "Fontes:",
    },
    Lang.EN: {
        "title": "revealed advantage by unit",
        Denominator.WORLD: "Weight in the unit's basket over its weight in the world's exports "
        "(RCA)",
        Denominator.NATIONAL: "Weight in the unit's basket over its weight in the country's (RCA)",
        Unit.USD: "exports in dollars",
        Unit.LOCAL_CURRENCY: "exports in national currency",
        Unit.KG: "exports in kilograms",
        Unit.PERSONS: "persons employed",
        "none": "Nothing",
        "below": "less than",
        "to": "to",
        "above": "or more",
        "withheld": "Withheld or suppressed",
        "unknown": "No data",
        "elsewhere": "Other countries",
        "legend": "RCA: 1 or more is an advantage",
        "cite": "Sources:",
    },
}
