"""The margins of AR.PAR 4, cell by cell; stored as published, never computed."""

from pathlib import Path

from build_sample.tables import Table, csv_rows

GROUPS = {
    "A": ("BOL", "PRY"),
    "B": ("ECU",),
    "C": ("CHL", "COL", "CUB", "URY", "VEN", "PAN"),
    "D": ("PER",),
    "E": ("ARG", "BRA", "MEX"),
}
SOURCE = (
    "http://200.198.192.20/index.php/comercio-exterior/importacao/dicas-de-importacao/"
    "9-assuntos/categ-comercio-exterior/275-consulta-publica-5 ; "
    "https://gov.br/siscomex/pt-br/acordos-comerciais/aptr-04-mexico"
)


def note_of(granter: str, beneficiary: str) -> str:
    """What a reader of a cell must know beside its figure."""
    notes = []
    if (granter, beneficiary) == ("ECU", "PER"):
        notes.append("sources disagree: another (FIESP) gives none")
    if granter == "PER":
        notes.append("Peru did not internalise the second protocol; its own row is used")
    if (granter, beneficiary) == ("BRA", "PAN"):
        notes.append("Panama as an intermediate country; Brazil internalised it (Decreto 9.141)")
    elif "PAN" in (granter, beneficiary):
        notes.append(
            "Panama as an intermediate country; applies only once the pair has internalised it, "
            "which was not found"
        )
    return "; ".join(notes)


def par_margins() -> Table:
    """Margin in percent of the duty, for each ordered pair of the 13 members."""
    rows = []
    for cell in csv_rows(Path(__file__).parent / "curated" / "par_margins.csv"):
        for granter in GROUPS[cell["granters"]]:
            for group, members in GROUPS.items():
                for beneficiary in members:
                    if beneficiary == granter:
                        continue
                    rows.append(
                        {
                            "granter": granter,
                            "beneficiary": beneficiary,
                            "margin_percent": cell[group],
                            "valid_from": "2017-08-22"
                            if (granter, beneficiary) == ("BRA", "PAN")
                            else "",
                            "source": SOURCE,
                            "note": note_of(granter, beneficiary),
                        }
                    )
    return Table(
        service="tariff",
        dataset="par_margins",
        rows=rows,
        source="Brazilian administration (Siscomex), public consultation tables of AR.PAR 4",
        licence="Facts of an official legal text",
        cite_as="AR.PAR 4 (Preferencia Arancelaria Regional), table of margins",
        year=1990,
        url="https://www.gov.br/siscomex/pt-br/acordos-comerciais/aptr-04-mexico",
        retrieved_on="2026-11-24",
        note="Exception lists are not included: an excepted item has no margin.",
    )
