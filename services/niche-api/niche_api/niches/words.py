"""Why a product is a niche, in words made of its figures."""

from eslabon.contracts.envelope import Lang
from eslabon.contracts.niches import NicheStatus
from eslabon.contracts.regional import Denominator, Unit

Sentences = dict[Lang, str]

BASIS: dict[Denominator, Sentences] = {
    Denominator.WORLD: {
        Lang.ES: "en las exportaciones del mundo",
        Lang.PT: "nas exportações do mundo",
        Lang.EN: "in the world's exports",
    },
    Denominator.NATIONAL: {
        Lang.ES: "en la canasta del país",
        Lang.PT: "na cesta do país",
        Lang.EN: "in the country's basket",
    },
}
UNITS: dict[Unit, Sentences] = {
    Unit.USD: {Lang.ES: "dólares", Lang.PT: "dólares", Lang.EN: "dollars"},
    Unit.LOCAL_CURRENCY: {
        Lang.ES: "en moneda nacional",
        Lang.PT: "em moeda nacional",
        Lang.EN: "in national currency",
    },
    Unit.KG: {Lang.ES: "kilogramos", Lang.PT: "quilogramas", Lang.EN: "kilograms"},
    Unit.PERSONS: {
        Lang.ES: "personas ocupadas",
        Lang.PT: "pessoas ocupadas",
        Lang.EN: "persons employed",
    },
}
STATUS: dict[NicheStatus | None, Sentences] = {
    NicheStatus.REVEALED: {
        Lang.ES: "Ya tiene ventaja: {weight}.",
        Lang.PT: "Já tem vantagem: {weight}.",
        Lang.EN: "It already has an advantage: {weight}.",
    },
    NicheStatus.EMERGING: {
        Lang.ES: "Emerge: {weight}, cerca de la ventaja.",
        Lang.PT: "Emerge: {weight}, perto da vantagem.",
        Lang.EN: "Emerging: {weight}, near an advantage.",
    },
    NicheStatus.NON_REVEALED: {
        Lang.ES: "Ventaja latente: {weight}, y está entre lo mejor situado para aparecer.",
        Lang.PT: "Vantagem latente: {weight}, e está entre o mais bem situado para surgir.",
        Lang.EN: "Latent advantage: {weight}, and it is among the best placed to appear.",
    },
    NicheStatus.ABSENT: {
        Lang.ES: "Ausente: {weight}.",
        Lang.PT: "Ausente: {weight}.",
        Lang.EN: "Absent: {weight}.",
    },
    None: {
        Lang.ES: "Sin ventaja: {weight}.",
        Lang.PT: "Sem vantagem: {weight}.",
        Lang.EN: "No advantage: {weight}.",
    },
}
WEIGHT: Sentences = {
    Lang.ES: "pesa {rca} veces lo que {basis}",
    Lang.PT: "pesa {rca} vezes o que pesa {basis}",
    Lang.EN: "it weighs {rca} times what it weighs {basis}",
}
NOTHING: Sentences = {
    Lang.ES: "el lugar no registra nada",
    Lang.PT: "o lugar não registra nada",
    Lang.EN: "the place records none",
}
HARDLY: Sentences = {
    Lang.ES: "el lugar casi no tiene",
    Lang.PT: "o lugar quase não tem",
    Lang.EN: "the place has hardly any",
}
NEAR: Sentences = {
    Lang.ES: "Ya hace el {density} % de lo que le es cercano{ahead}",
    Lang.PT: "Já faz {density} % do que lhe é próximo{ahead}",
    Lang.EN: "It already makes {density} % of what is near it{ahead}",
}
AHEAD: dict[bool, Sentences] = {
    True: {
        Lang.ES: ", más que de la mayoría de los productos",
        Lang.PT: ", mais que da maioria dos produtos",
        Lang.EN: ", more than of most products",
    },
    False: {
        Lang.ES: ", menos que de la mayoría de los productos",
        Lang.PT: ", menos que da maioria dos produtos",
        Lang.EN: ", less than of most products",
    },
}
NEIGHBOURS: Sentences = {
    Lang.ES: "; lo más próximo es {products}",
    Lang.PT: "; o mais próximo é {products}",
    Lang.EN: "; nearest is {products}",
}
COMPLEX: Sentences = {
    Lang.ES: "Es más complejo que el {share} % de los productos.",
    Lang.PT: "É mais complexo que {share} % dos produtos.",
    Lang.EN: "It is more complex than {share} % of products.",
}
SIMPLE: Sentences = {
    Lang.ES: "Está entre los productos menos complejos.",
    Lang.PT: "Está entre os produtos menos complexos.",
    Lang.EN: "It is among the least complex products.",
}
HARD: Sentences = {
    Lang.ES: "Está entre los productos más complejos.",
    Lang.PT: "Está entre os produtos mais complexos.",
    Lang.EN: "It is among the most complex products.",
}
CHANCE: Sentences = {
    Lang.ES: "Probabilidad de ventaja en {years} años: {chance} %{extrapolated}.",
    Lang.PT: "Probabilidade de vantagem em {years} anos: {chance} %{extrapolated}.",
    Lang.EN: "Probability of an advantage in {years} years: {chance} %{extrapolated}.",
}
EXTRAPOLATED: Sentences = {
    Lang.ES: ", fuera de lo que el modelo aprendió",
    Lang.PT: ", fora do que o modelo aprendeu",
    Lang.EN: ", outside what the model was fitted on",
}
LACKING: Sentences = {
    Lang.ES: "Para la ventaja faltan {value} al año.",
    Lang.PT: "Para a vantagem faltam {value} por ano.",
    Lang.EN: "An advantage lacks {value} a year.",
}
WITHHELD: Sentences = {
    Lang.ES: "La cifra está reservada o suprimida: no se dice más.",
    Lang.PT: "A cifra está reservada ou suprimida: não se diz mais.",
    Lang.EN: "The figure is withheld or suppressed: no more is said.",
}
MILLIONS: Sentences = {
    Lang.ES: "{value} millones de",
    Lang.PT: "{value} milhões de",
    Lang.EN: "{value} million",
}
