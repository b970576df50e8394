"""What baskets and their pictures say, in three languages."""

from eslabon.contracts.envelope import Lang

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "other": "Sin grupo",
        "title": "canasta de hoy y canasta potencial",
        "subtitle": "Área: peso de cada grupo. La canasta potencial suma lo que falta a los nichos "
        "(emergentes y latentes) para tener ventaja",
        "today": "Hoy, {year}: {value}",
        "later": "Con los nichos: {value} más",
        "niches": "nichos",
        "cite": "Fuentes:",
    },
    Lang.PT: {
        "other": "Sem grupo",
        "title": "cesta de hoje e cesta potencial",
        "subtitle": "Área: peso de cada grupo. A cesta potencial soma o que falta aos nichos "
        "(emergentes e latentes) para ter vantagem",
        "today": "Hoje, {year}: {value}",
        "later": "Com os nichos: {value} a mais",
        "niches": "nichos",
        "cite": "Fontes:",
    },
    Lang.EN: {
        "other": "No group",
        "title": "basket today and potential basket",
        "subtitle": "Area: weight of each group. The potential basket adds what niches (emerging "
        "and latent) lack to an advantage",
        "today": "Today, {year}: {value}",
        "later": "With its niches: {value} more",
        "niches": "niches",
        "cite": "Sources:",
    },
}
