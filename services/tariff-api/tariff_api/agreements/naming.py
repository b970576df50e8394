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
    "A25TM": "AAPA25TM",
    "A14TM": "AAPA14TM",
    "CEYC": "ARCEYC",
    "CYT": "ARCYT",
    "WTO": "OMC",
    "RTA": "OMC",
}

_NUMBER_SIGN = re.compile(r"\bN(?:RO|UM|O)?\s*[°º.]+\s*(?=\d)|\bN(?:RO|UM|O)\b|[°º#]")
_FAMILY_AND_NUMBER = re.compile(r"(.*?[A-Z])0*([0-9]+)$")


def key(name: str) -> str:
    """Return what all spellings of one agreement share; equal keys mean the same agreement."""
    upper = unicodedata.normalize("NFD", name.upper())
    bare = "".join(one for one in upper if not unicodedata.combining(one))
    letters = re.sub(r"[^A-Z0-9]", "", _NUMBER_SIGN.sub(" ", bare))
    found = _FAMILY_AND_NUMBER.match(letters)
    if not found:
        return letters
    family, number = found.groups()
    return FAMILIES.get(family, family) + number
