"""Words of the picture of the product space."""

from eslabon.contracts.envelope import Lang

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "title": "El espacio de productos, {year}",
        "title_place": "{place} en el espacio de productos, {year}",
        "about": "{products} partidas del {nomenclature}, unidas con las que exportan los mismos "
        "países",
        "industries": "{count} de {products} partidas con ventaja revelada (en color)",
        "reading": "Cada círculo es una partida; su área, lo que exporta el mundo; su color, el "
        "sector. Líneas oscuras: árbol de mayor cercanía; claras: cercanía fuerte.\n"
        "Las partidas más complejas quedan hacia la derecha.",
        "reading_place": "En color, lo que el país exporta con ventaja revelada (RCA ≥ 1); en "
        "gris, lo demás. El área es lo que exporta el mundo; líneas oscuras: árbol de mayor "
        "cercanía.\n"
        "Las partidas más complejas quedan hacia la derecha.",
        "source": "Fuente",
        "licence": "Licencia",
        "made": "Cálculo: Eslabón.",
    },
    Lang.PT: {
        "title": "O espaço de produtos, {year}",
        "title_place": "{place} no espaço de produtos, {year}",
        "about": "{products} posições do {nomenclature}, ligadas às que os mesmos países exportam",
        "industries": "{count} de {products} posições com vantagem revelada (em cor)",
        "reading": "Cada círculo é uma posição; sua área, o que o mundo exporta; sua cor, o setor. "
        "Linhas escuras: árvore de maior proximidade; claras: proximidade forte.\n"
        "As posições mais complexas ficam à direita.",
        "reading_place": "Em cor, o que o país exporta com vantagem revelada (RCA ≥ 1); em "
        "cinza, o restante. A área é o que o mundo exporta; linhas escuras: árvore de maior "
        "proximidade.\n"
        "As posições mais complexas ficam à direita.",
        "source": "Fonte",
        "licence": "Licença",
        "made": "Cálculo: Eslabón.",
    },
    Lang.EN: {
        "title": "The product space, {year}",
        "title_place": "{place} in the product space, {year}",
        "about": "{products} headings of {nomenclature}, joined to those that the same countries "
        "export",
        "industries": "{count} of {products} headings with revealed advantage (in colour)",
        "reading": "Each circle is a heading; its area, the world's exports; its colour, the "
        "sector. Dark lines: maximum spanning tree of proximity; light ones: strong proximity.\n"
        "More complex headings lie to the right.",
        "reading_place": "In colour, what the country exports with revealed advantage (RCA ≥ 1); "
        "in grey, the rest. The area is the world's exports; dark lines: maximum spanning tree.\n"
        "More complex headings lie to the right.",
        "source": "Source",
        "licence": "Licence",
        "made": "Computed by Eslabón.",
    },
}
