"""What maps of routes say, in three languages."""

from eslabon.contracts.envelope import Lang

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "title": "Rutas comerciales clave desde {origin}",
        "of_one": "Partida {product}",
        "of_many": "La mejor de {products} partidas a cada destino",
        "scale": "premisas cumplidas, de 0 a 5; entre paréntesis, si se cumplieran también las que "
        "no tienen datos",
        "legend": "Premisas cumplidas",
        "not_drawn": "Sin contorno cargado: {countries}.",
        "year": "Complejidad de {year}.",
        "technology": "Enlaces de insumo con la tecnología de {countries}, no de la región.",
        "own": "Pruebas y umbrales de Eslabón sobre las cinco premisas públicas del SELA.",
        "cite": "Cítese:",
    },
    Lang.PT: {
        "title": "Rotas comerciais chave desde {origin}",
        "of_one": "Posição {product}",
        "of_many": "A melhor de {products} posições a cada destino",
        "scale": "premissas cumpridas, de 0 a 5; entre parênteses, se também se cumprissem as que "
        "não têm dados",
        "legend": "Premissas cumpridas",
        "not_drawn": "Sem contorno carregado: {countries}.",
        "year": "Complexidade de {year}.",
        "technology": "Ligações de insumo com a tecnologia de {countries}, não da região.",
        "own": "Testes e limiares de Eslabón sobre as cinco premissas públicas do SELA.",
        "cite": "Cite-se:",
    },
    Lang.EN: {
        "title": "Key trade routes from {origin}",
        "of_one": "Heading {product}",
        "of_many": "The best of {products} headings to each destination",
        "scale": "premises passed, 0 to 5; in brackets, if those without data passed too",
        "legend": "Premises passed",
        "not_drawn": "No borders loaded: {countries}.",
        "year": "Complexity of {year}.",
        "technology": "Input links by the technology of {countries}, not the region's.",
        "own": "Tests and thresholds are Eslabón's, on SELA's five public premises.",
        "cite": "Cite as:",
    },
}
