"""Norms: chapters of MAST, Bolivia's permits, notifications, codes of Mexico's declaration."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from build_sample.tables import Table, csv_rows

CURATED = Path(__file__).parent / "curated"
FACTS = "facts-trade-integration"
OWN_TITLES = "Los títulos en español y portugués son traducción propia, no del texto oficial."
MAST_2019 = (
    "https://unctad.org/publication/international-classification-non-tariff-measures-2019-version"
)
GROUPS = {
    "technical": "IMPORT_TECHNICAL",
    "non-technical": "IMPORT_NON_TECHNICAL",
    "exports": "EXPORT",
}

BOLIVIA = "BOL2025"
TRANSCRIBED = (
    "Transcripción manual, hecha por terceros, del arancel oficial; no se cotejó con la Gaceta."
)
CITES = "C - CITES"
# What a flag says of a permit; the others are about duties.
FLAGS = {
    'disp_legal looks like a spreadsheet drag-fill of "Ley 830"': "El número de la ley parece un "
    "arrastre de hoja de cálculo de «Ley 830».",
    'decree number looks like a drag-fill of "Dec. 515"': "El número del decreto parece un "
    "arrastre de hoja de cálculo de «Dec. 515».",
    "code repaired": "El código estaba mal escrito en la fuente y se reparó.",
}

ANNEX_22 = (
    "Reglas Generales de Comercio Exterior, Anexo 22, apéndice {number} "
    "(github.com/cargoclaro/glosa, b8a15e0)"
)


def norm_classes(source: Path) -> Iterator[Table]:
    """The chapters of the classification in its editions of 2012 and 2019."""
    curated = {row["code"]: row for row in csv_rows(CURATED / "mast_chapters.csv")}
    of_2012 = csv_rows(source / FACTS / "mast_ntm_chapters.csv")
    for row in of_2012:
        if GROUPS[row["group"]] != curated[row["chapter"]]["kind"]:
            raise ValueError(f"chapter {row['chapter']}: kinds differ")
    titles = {
        "2012": {row["chapter"]: (row["name_en"], row["source_en"]) for row in of_2012},
        "2019": {code: (row["title_2019_en"], MAST_2019) for code, row in curated.items()},
    }
    for version, found in titles.items():
        yield Table(
            service="tariff",
            dataset="norm_classes",
            slice={"mast_version": version},
            rows=[
                {
                    "code": code,
                    "title_es": curated[code]["title_es"],
                    "title_pt": curated[code]["title_pt"],
                    "title_en": title,
                    "kind": curated[code]["kind"],
                    "source": address,
                    "note": OWN_TITLES,
                }
                for code, (title, address) in found.items()
            ],
            source="UNCTAD, International Classification of Non-tariff Measures",
            licence="Facts; titles in Spanish and Portuguese are Eslabón's own",
            cite_as=f"UNCTAD/MAST, International Classification of Non-tariff Measures, {version}",
            year=int(version),
            url=MAST_2019,
            retrieved_on="2026-11-24",
            note="Chapters only: deeper classes were not at hand. Titles in Spanish and "
            "Portuguese are our own translations"
            + ("; those in English are shortened." if version == "2019" else "."),
        )


def _about_permits(flag: str) -> str:
    """What the flag of a line says of its permit, in a norm's note."""
    return " ".join(said for beginning, said in FLAGS.items() if beginning in flag)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def permits_of_bolivia(source: Path) -> Table:
    """The permits of chapters 1 to 3: one norm for each document, body, legal base and doubt."""
    path = source / "bo-arancel-cap01-03" / "bo_arancel_cap01_03.csv"
    groups: defaultdict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for row in csv_rows(path):
        documents = ("C", "CITES") if row["document_type"] == CITES else ("C",)
        for document in documents:
            doubt = _about_permits(row["quality_flag"])
            key = (document, row["issuing_body"], row["legal_basis"], doubt)
            groups[key].append(row["code"])
    rows = []
    for (document, body, legal_base, doubt), codes in groups.items():
        cites = document == "CITES"
        rows.append(
            {
                "norm": "-".join(
                    [
                        "cites" if cites else "certificado",
                        _slug(legal_base),
                        *(["mmaya"] if "MMAyA" in body else []),
                        *(["reparado"] if "reparó" in doubt else []),
                    ]
                ),
                "mast_code": "" if cites else "A",
                "mast_version": "" if cites else "2019",
                "kind": "PERMIT",
                "direction": "IMPORT",
                "nomenclature": BOLIVIA,
                "codes": "|".join(sorted(codes)),
                "title_es": "Permiso CITES" if cites else "Certificado del SENASAG",
                "title_pt": "Licença CITES" if cites else "Certificado do SENASAG",
                "title_en": "CITES permit" if cites else "Certificate of SENASAG",
                "body": body,
                "legal_base": legal_base,
                "documents": "Permiso CITES" if cites else "Certificado",
                "verified": "false",
                "reference": "Bolivia, Arancel Aduanero de Importaciones, capítulos 1 a 3 "
                "(github.com/Mijailruizg/sisarm-search, ce679f3)",
                "note": " ".join(
                    [
                        TRANSCRIBED,
                        *([doubt] if doubt else []),
                        *(["Ninguna fuente a mano dice su clase MAST."] if cites else []),
                    ]
                ),
            }
        )
    return Table(
        service="tariff",
        dataset="norms",
        slice={"source": "ARANCEL-NACIONAL", "importer": "BOL"},
        rows=rows,
        source="Bolivia, Arancel Aduanero de Importaciones, chapters 1 to 3, as transcribed in "
        "github.com/Mijailruizg/sisarm-search",
        licence="Facts of an official legal text",
        cite_as="Bolivia, Arancel Aduanero de Importaciones, chapters 1 to 3 (transcription)",
        year=2025,
        url="https://github.com/Mijailruizg/sisarm-search",
        retrieved_on="2025-12-12",
        note="Chapters 1 to 3 only; transcribed by hand and not checked against the gazette, so "
        "no norm is verified. Dates of entry into force were not found. A certificate of the "
        "sanitary service is class A of MAST; that of a CITES permit is left empty.",
    )


def notifications(source: Path) -> Table:
    """A few notifications to the World Trade Organization."""
    return Table(
        service="tariff",
        dataset="notifications",
        slice={"source": "WTO"},
        rows=[
            {
                "symbol": row["symbol"],
                "area": row["area"],
                "member": row["member_iso3"],
                "agency": row["agency"],
                "notified_on": row["date"],
                "kind": row["kind"],
                "product_es": row["product_es"],
                "codes": row["hs"],
                "ics": row["ics"],
                "objective_es": row["objective_es"],
                "comments_until": row["comments_until"],
                "reference": row["source"],
            }
            for row in csv_rows(source / FACTS / "wto_notifications_sample.csv")
        ],
        source="Pages that republish WTO notifications; the address is in each row",
        licence="Facts",
        cite_as="WTO, SPS and TBT notifications (a sample of five)",
        year=2019,
        url="https://docs.wto.org",
        retrieved_on="2026-11-24",
        note="Five notifications, to show the shape: not what members have notified.",
    )


def _complements(packed: str) -> str:
    """What the complements of an identifier hold; those to be left blank are left out."""
    found = json.loads(packed) if packed else {}
    said = {
        name.removeprefix("Complemento "): " ".join(text.split()) for name, text in found.items()
    }
    return " ".join(
        f"{number}: {text}" for number, text in said.items() if text and "(Vacío)" not in text
    )


def declaration_codes(source: Path) -> Table:
    """Identifiers, permits and contributions of Mexico's customs declaration."""
    folder = source / "mx-anexo22"
    rows = []
    for row in csv_rows(folder / "apendice_8_identificadores.csv"):
        if row["nivel"] == "<NA>":
            continue  # a torn piece of a page, not an identifier
        rows.append(
            {
                "list": "IDENTIFIER",
                "code": row["clave"],
                "text_es": row["descripcion"],
                "level": row["nivel"].replace(" ", ""),
                "applies_es": row["supuestos"],
                "complements_es": _complements(row["complementos"]),
                "reference": ANNEX_22.format(number=8),
            }
        )
    for row in csv_rows(folder / "apendice_9_regulaciones_no_arancelarias.csv"):
        rows.append(
            {
                "list": "NON_TARIFF",
                "code": row["clave"],
                "body": row["secretaria"],
                "text_es": row["descripción"],
                "reference": ANNEX_22.format(number=9),
            }
        )
    for row in csv_rows(folder / "apendice_12_contribuciones.csv"):
        rows.append(
            {
                "list": "CONTRIBUTION",
                "code": row["Clave"],
                "text_es": row["Contribución"],
                "level": row["Nivel"],
                "abbreviation": row["Abreviación"],
                "reference": ANNEX_22.format(number=12),
            }
        )
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = row["list"], row["code"]
        seen[key] += 1
        row["place"] = str(seen[key])
    return Table(
        service="tariff",
        dataset="declaration_codes",
        slice={"country": "MEX"},
        rows=rows,
        source="México, Reglas Generales de Comercio Exterior, Anexo 22, appendices 8, 9 and 12",
        licence="Official annex; facts",
        cite_as="México, Reglas Generales de Comercio Exterior, Anexo 22",
        year=2022,
        url="https://github.com/cargoclaro/glosa",
        retrieved_on="2026-11-24",
        note="As extracted from the printed annex by third parties: some texts are cut short. One "
        "row of appendix 8 is a torn piece of a page and is left out. Codes name permits; which "
        "products need them is not at hand.",
    )
