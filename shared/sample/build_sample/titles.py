"""Titles of agreements in three languages, from their kind, number and parties."""

KINDS = {
    "AAP.CE": (
        "Acuerdo de Alcance Parcial de Complementación Económica",
        "Acordo de Alcance Parcial de Complementação Econômica",
        "Partial Scope Agreement of Economic Complementation",
    ),
    "AAP.R": (
        "Acuerdo de Alcance Parcial de Renegociación",
        "Acordo de Alcance Parcial de Renegociação",
        "Partial Scope Agreement of Renegotiation",
    ),
    "AAP.C": (
        "Acuerdo de Alcance Parcial Comercial",
        "Acordo de Alcance Parcial Comercial",
        "Partial Scope Commercial Agreement",
    ),
    "AAP.AG": (
        "Acuerdo de Alcance Parcial Agropecuario",
        "Acordo de Alcance Parcial Agropecuário",
        "Partial Scope Agricultural Agreement",
    ),
    "AAP.PC": (
        "Acuerdo de Alcance Parcial de Promoción del Comercio",
        "Acordo de Alcance Parcial de Promoção do Comércio",
        "Partial Scope Agreement of Trade Promotion",
    ),
    "AAP.A25TM": (
        "Acuerdo de Alcance Parcial al amparo del Artículo 25 del Tratado de Montevideo 1980",
        "Acordo de Alcance Parcial ao amparo do Artigo 25 do Tratado de Montevidéu 1980",
        "Partial Scope Agreement under Article 25 of the Treaty of Montevideo 1980",
    ),
    "AAP.A14TM": (
        "Acuerdo de Alcance Parcial al amparo del Artículo 14 del Tratado de Montevideo 1980",
        "Acordo de Alcance Parcial ao amparo do Artigo 14 do Tratado de Montevidéu 1980",
        "Partial Scope Agreement under Article 14 of the Treaty of Montevideo 1980",
    ),
    "AR.PAR": (
        "Acuerdo Regional relativo a la Preferencia Arancelaria Regional",
        "Acordo Regional relativo à Preferência Tarifária Regional",
        "Regional Agreement on the Regional Tariff Preference",
    ),
    "AR.AM": (
        "Acuerdo Regional de Apertura de Mercados",
        "Acordo Regional de Abertura de Mercados",
        "Regional Agreement on Market Opening",
    ),
    "AR.CEYC": (
        "Acuerdo Regional de Cooperación e Intercambio de Bienes en las Áreas Cultural, "
        "Educacional y Científica",
        "Acordo Regional de Cooperação e Intercâmbio de Bens nas Áreas Cultural, "
        "Educacional e Científica",
        "Regional Agreement on Cooperation and Exchange of Goods in Culture, Education and Science",
    ),
    "AR.CYT": (
        "Acuerdo Regional de Cooperación Científica y Tecnológica",
        "Acordo Regional de Cooperação Científica e Tecnológica",
        "Regional Agreement on Scientific and Technological Cooperation",
    ),
}
BLOCS = {
    "EU": ("Unión Europea", "União Europeia"),
    "EFTA": ("AELC", "AELC"),
    "SACU": ("Unión Aduanera del África Austral", "União Aduaneira da África Austral"),
    "MERCOSUR": ("MERCOSUR", "MERCOSUL"),
    "CARICOM": ("CARICOM", "CARICOM"),
}
Names = dict[str, dict[str, str]]


def titles(kind: str, number: str, parties: list[str], names: Names) -> dict[str, str]:
    """Titles of an agreement from its parties: ISO codes, names of blocs or free names.

    `number` is ALADI's number, or the year of signature of an agreement without one."""
    listed = {}
    for index, lang in enumerate(("es", "pt", "en")):
        words = [
            BLOCS[party][index] if party in BLOCS and index < 2 else
            names[party][f"name_{lang}"] if party in names else party
            for party in parties
        ]  # fmt: skip
        among = "–".join(words)
        if kind in KINDS:
            listed[f"title_{lang}"] = f"{KINDS[kind][index]} N° {number} ({among})"
        else:
            opening = ("Acuerdo comercial", "Acordo comercial", "Trade agreement")[index]
            listed[f"title_{lang}"] = f"{opening} {among}" + (f" ({number})" if number else "")
    return listed
