"""The names people type for agreements, read as one key: ACE-58, AAP.CE N° 58, PTR-04, APTR 04."""

import re
import unicodedata

FAMILIES = {
    "ACE": "AAPCE",
    "CE": "AAPCE",
    "AAPACE": "AAPCE",
    "PTR": "ARPAR",
    "APTR": "ARPAR",
    "PAR": "ARPAR",
    "AM": "ARAM",
    "NAM": "ARAM",
    "AG": "AAPAG",
    "PC": "AAPPC",
    "C": "AAPC",
    "R": "AAPR",
    "AAR": "AAPR",
    "A25TM": "AAPA25TM",
    "AT25TM": "AAPA25TM",
    "AAPAT25TM": "AAPA25TM",
    "A14TM": "AAPA14TM",
    "AT14TM": "AAPA14TM",
    "AAPAT14TM": "AAPA14TM",
    "CEYC": "ARCEYC",
    "CYT": "ARCYT",
    "WTO": "OMC",
    "RTA": "OMC",
}
# What a family is called in full, without accents; the number follows somewhere after it.
_WRITTEN_OUT = {
    "AAPCE": r"COMPLEMENTA(?:CION|CAO) ECONOMICA|ECONOMIC COMPLEMENTATION",
    "AAPR": r"RENEGOCIA(?:CION|CAO)|RENEGOTIATION",
    "AAPPC": r"PROMO(?:CION|CAO) D(?:EL|E|O) COMERCIO",
    "AAPAG": r"AGROPECUARIO|AGRICULTURAL AGREEMENT",
    "AAPA25TM": r"ARTI(?:CULO|GO) 25 DEL? (?:TRATADO DE )?(?:TM|MONTEVIDE[OU])(?: 1980)?",
    "AAPA14TM": r"ARTI(?:CULO|GO) 14 DEL? (?:TRATADO DE )?(?:TM|MONTEVIDE[OU])(?: 1980)?",
    "ARPAR": r"(?:PREFERENCIA (?:ARANCELARIA|TARIFARIA) REGIONAL|REGIONAL TARIFF PREFERENCE)",
    "ARAM": r"A(?:PERTURA|BERTURA) DE MERCADOS|MARKET OPENING",
}
_IN_FULL = {
    family: re.compile(rf".*\b(?:{names})(?:[^0-9(]*?)0*(?P<number>[0-9]+)\s*(?:\(.*)?")
    for family, names in _WRITTEN_OUT.items()
}
_NUMBER_SIGN = re.compile(r"\bN(?:RO|UM|O)?\s*[°º.]+\s*(?=\d)|\bN(?:RO|UM|O|UMERO)\b|[°º#]")
_FAMILY_AND_NUMBER = re.compile(r"(?:ALADI)?(.*?[A-Z])0*([0-9]+)$")

AMBIGUOUS = {"AEC": ("Arancel Externo Común", "Asociación de Estados del Caribe")}
"""Short names that stand for two things and are nobody's alone."""


def folded(text: str) -> str:
    """Return a text in capitals without accents."""
    upper = unicodedata.normalize("NFD", text.upper())
    return "".join(one for one in upper if not unicodedata.combining(one))


def key(name: str) -> str:
    """Return what all spellings of one agreement share; equal keys mean the same agreement."""
    bare = _NUMBER_SIGN.sub(" ", folded(name))
    for family, pattern in _IN_FULL.items():
        if found := pattern.fullmatch(bare):
            return family + found["number"]
    letters = re.sub(r"[^A-Z0-9]", "", bare)
    numbered = _FAMILY_AND_NUMBER.match(letters)
    if not numbered:
        return letters
    family, number = numbered.groups()
    return FAMILIES.get(family, family) + number
