"""The editions of duties and preferences in the sample: what they are and when they hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """One dated stage of a country's tariff; the end of every one is inferred."""

    source: str
    importer: str
    edition: str
    nomenclature: str
    valid_from: str
    valid_to: str
    observed_on: str
    legal_base: str
    publisher: str
    licence: str
    url: str
    note: str

    @property
    def slice(self) -> dict[str, str]:
        """The slice of a dataset that a release of this edition replaces."""
        return {"source": self.source, "importer": self.importer, "edition": self.edition}

    @property
    def dates(self) -> dict[str, str]:
        """Days of validity and observation, as canonical columns."""
        return {
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "dates_stated": "false",
            "observed_on": self.observed_on,
        }


BRAZIL = Edition(
    source="TEC",
    importer="BRA",
    edition="2021",
    nomenclature="NCM2017",
    valid_from="2021-03-31",
    valid_to="2021-10-31",
    observed_on="2021-03-31",
    legal_base="TEC, atualizada até a Resolução Gecex 136/2020",
    publisher="Camex/MDIC, Tarifa Externa Comum of 31 March 2021",
    licence="Official table of the Brazilian government",
    url="https://www.gov.br/mdic/pt-br/assuntos/camex/estrategia-comercial/tarifas",
    note="Ends before Resolution Gecex 269 of November 2021, inferred. Markers (BK, BIT, #, **, "
    "§, (*)) stay in rate_text: they name exception lists whose rates are not included. The "
    "source prints 2918.14.00 twice; the first row is kept and 2918.15.00 is absent.",
)
BRAZIL_PREFERENCES = Edition(
    source="TRAINS",
    importer="BRA",
    edition="2021",
    nomenclature="HS2017",
    valid_from="2021-03-31",
    valid_to="2021-10-31",
    observed_on="2021-03-31",
    legal_base="",
    publisher="World Bank WITS / UNCTAD TRAINS, Brazil 2021",
    licence="WITS and UNCTAD terms: figures with attribution; an extract",
    url="https://wits.worldbank.org",
    note="",
)
PERU = Edition(
    source="DS404-2021-EF",
    importer="PER",
    edition="2022",
    nomenclature="PER2022",
    valid_from="2022-01-01",
    valid_to="2022-12-31",
    observed_on="2021-12-31",
    legal_base="D.S. 404-2021-EF",
    publisher="Perú, Arancel de Aduanas 2022 (D.S. 404-2021-EF), El Peruano, 31 December 2021",
    licence="Official legal text (D.Leg. 822, art. 9)",
    url="https://www.elperuano.pe",
    note="The end of validity is inferred; later decrees are not applied.",
)


def uruguay_edition(edition: str, valid_from: str, valid_to: str) -> Edition:
    """An edition of Uruguay's national tariff, named by its month (`2024-04`)."""
    return Edition(
        source="ARANCEL-NACIONAL",
        importer="URY",
        edition=edition,
        nomenclature=f"URY{edition[:4]}",
        valid_from=valid_from,
        valid_to=valid_to,
        observed_on=valid_from,
        legal_base="",
        publisher=f"Uruguay, Arancel Nacional, {edition}",
        licence="Official table of the Uruguayan government",
        url="https://www.aduanas.gub.uy",
        note="The month of the tariff is known, its days are inferred. The duty is the "
        "extra-zone rate Uruguay applies.",
    )


URUGUAY = {
    "202404": uruguay_edition("2024-04", "2024-04-01", "2025-01-31"),
    "202502": uruguay_edition("2025-02", "2025-02-01", "2025-12-31"),
}
