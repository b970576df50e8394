"""Titles and labels of reports, in three languages."""

from collections.abc import Mapping

from eslabon.contracts.envelope import Lang
from eslabon.contracts.niches import NicheStatus
from eslabon.contracts.validations import Verdict
from servicekit.language import Texts, texts

LABELS: Mapping[str, Texts] = {
    "added": texts("Con los nichos, más", "Com os nichos, a mais", "With its niches, more"),
    "added_value": texts("Valor potencial", "Valor potencial", "Potential value"),
    "agreement": texts("Acuerdo", "Acordo", "Agreement"),
    "all": texts("Total", "Total", "Total"),
    "comment": texts("Comentario", "Comentário", "Comment"),
    "contents": texts("Contenido", "Conteúdo", "Contents"),
    "country": texts("País", "País", "Country"),
    "density": texts("Cercanía", "Densidade", "Nearness"),
    "destination": texts("Destino", "Destino", "Destination"),
    "duty": texts("Arancel", "Tarifa", "Duty"),
    "eci": texts("Complejidad (ECI)", "Complexidade (ECI)", "Complexity (ECI)"),
    "exports": texts("Exportaciones", "Exportações", "Exports"),
    "group": texts("Grupo", "Grupo", "Group"),
    "heading": texts("Partida", "Posição", "Heading"),
    "imports": texts("Importaciones", "Importações", "Imports"),
    "industries": texts("Industrias", "Indústrias", "Industries"),
    "institution": texts("Institución", "Instituição", "Institution"),
    "mfn": texts("NMF", "NMF", "MFN"),
    "niches": texts("Nichos", "Nichos", "Niches"),
    "norms": texts("Normas", "Normas", "Norms"),
    "pci": texts("PCI", "PCI", "PCI"),
    "potential_share": texts("Parte con nichos", "Parte com nichos", "Share with niches"),
    "probability": texts("Probabilidad", "Probabilidade", "Probability"),
    "product": texts("Producto", "Produto", "Product"),
    "rank": texts("N.º", "N.º", "No."),
    "rca": texts("RCA", "RCA", "RCA"),
    "region": texts("Región", "Região", "Region"),
    "points": texts("Puntos", "Pontos", "Points"),
    "score": texts("Puntaje", "Pontuação", "Score"),
    "share": texts("Parte", "Parte", "Share"),
    "status": texts("Situación", "Situação", "Standing"),
    "today": texts("Hoy", "Hoje", "Today"),
    "validated_on": texts("Fecha", "Data", "Date"),
    "verdict": texts("Dictamen", "Parecer", "Verdict"),
    "year": texts("Año", "Ano", "Year"),
}

STATUS: Mapping[NicheStatus | None, Texts] = {
    NicheStatus.REVEALED: texts("con ventaja", "com vantagem", "revealed"),
    NicheStatus.EMERGING: texts("emergente", "emergente", "emerging"),
    NicheStatus.NON_REVEALED: texts("latente", "latente", "latent"),
    NicheStatus.ABSENT: texts("ausente", "ausente", "absent"),
    None: texts("sin situación", "sem situação", "not known"),
}

VERDICT: Mapping[Verdict, Texts] = {
    Verdict.CONFIRMED: texts("confirmado", "confirmado", "confirmed"),
    Verdict.CONDITIONAL: texts("con condición", "com condição", "on a condition"),
    Verdict.REJECTED: texts("rechazado", "rejeitado", "rejected"),
}

UNIT_OF_VALUE: Mapping[str, Texts] = {
    "USD": texts("millones de US$", "milhões de US$", "US$ million"),
    "LOCAL_CURRENCY": texts(
        "millones, moneda nacional", "milhões, moeda nacional", "million, national currency"
    ),
    "KG": texts("miles de toneladas", "mil toneladas", "thousand tonnes"),
    "PERSONS": texts("miles de personas", "mil pessoas", "thousand persons"),
}
"""What tables of values are in, by the unit of the basket."""


class Words:
    """What a report says, in its language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def label(self, name: str) -> str:
        """Return a label."""
        return LABELS[name][self.lang]

    def of(self, said: Texts, **values: object) -> str:
        """Return a sentence with its figures in it."""
        return said[self.lang].format(**values)
