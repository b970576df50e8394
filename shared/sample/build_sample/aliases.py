"""The spellings under which people ask for an agreement."""

ALADI_SHORT = {
    "AAP.CE": ("ACE", "CE"),
    "AAP.R": ("AAR",),
    "AAP.C": (),
    "AAP.AG": ("AG",),
    "AAP.PC": ("PC",),
    "AAP.A25TM": ("AAP.AT25TM", "A25TM", "AT25TM"),
    "AAP.A14TM": ("AAP.AT14TM", "A14TM", "AT14TM"),
    "AR.PAR": (),
    "AR.AM": ("AM", "NAM"),
    "AR.CEYC": ("CEYC",),
    "AR.CYT": ("CYT",),
}


def aliases(code: str, kind: str, number: str, special: str = "") -> str:
    """Spellings of an agreement's code joined by `|`, without the code itself."""
    found: list[str] = []
    if kind in ALADI_SHORT:
        for stem in (kind, *ALADI_SHORT[kind]):
            found += [f"{stem} {number}", f"{stem}-{number}", f"{stem} N° {number}"]
            if len(number) == 1:
                found += [f"{stem} 0{number}", f"{stem}-0{number}"]
    elif " " in code:
        stem, rest = code.split(" ", 1)
        found.append(f"{stem}-{rest}")
        if stem == "OMC":
            found += [f"WTO {rest}", f"RTA {rest}"]
    found += [alias for alias in special.split("|") if alias]
    return "|".join(dict.fromkeys(alias for alias in found if alias != code))
