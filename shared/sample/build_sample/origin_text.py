"""Rules of origin as their source writes them, read into what figures and codes can decide.

Only a clause that is understood whole becomes a condition; every other stays a text.
"""

import re
from collections.abc import Callable, Iterator, Mapping

Clause = dict[str, str]

_PERCENT = r"(?P<percent>\d+(?:\.\d+)?) ?%"
_EX_WORKS = rf"{_PERCENT} of the (?:value of the )?ex[- ]works price of the products?"
_NOUN = r"(?:chapters?|headings?|subheadings?)"
_SPAN = rf"(?:{_NOUN} )?(?P<first>\d{{1,6}})(?: (?:to|through) (?:{_NOUN} )?(?P<last>\d{{1,6}}))?"
_JOINT = re.compile(r"(?:, and |, or |, | and | or )")
_MATERIALS = rf"(?P<materials>{_NOUN} \d[^%]*?)"
_PREFIX = re.compile(
    r"^(?:other operations(?: than those referred to in column(?: \d+)?)? |manufacture,? )?"
    r"(?:in which |where |within the above limit, |where, within the above limit, )*"
)
_SAME_HEADING = (
    r"\. however, materials (?:of the same heading as the product|classified within the same "
    rf"heading) may be used,? provided (?:that )?their (?:total )?value does not exceed {_EX_WORKS}"
)
_BULLET = re.compile(r"^(?:- |[a-z]\) )")


def plain(text: str) -> str:
    """A rule without marks: links become their words, bold and slanted words stay as they are."""
    unlinked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    unmarked = re.sub(r"\*+", "", unlinked)
    lines = [re.sub(r"^- ", "", line.strip()) for line in unmarked.splitlines()]
    return " ".join(" ".join(lines).split())


def spans(text: str) -> str | None:
    """`heading 0401 to heading 0406 or chapter 17` as `0401-0406|17`; None if more is said."""
    found: list[str] = []
    for one in _JOINT.split(text.strip()):
        match = re.fullmatch(_SPAN, one.strip())
        if match is None:
            return None
        ends = [end.zfill(2) for end in match.groups() if end]
        if any(len(end) % 2 for end in ends):
            return None
        found.append("-".join(dict.fromkeys(ends)))
    return "|".join(found)


def _value(found: Mapping[str, str | None]) -> Clause | None:
    clause = {"rule_class": "VA", "threshold_basis": "OVER_EX_WORKS"}
    clause["threshold_percent"] = found.get("percent") or "0"
    if found.get("materials"):
        read = spans(found["materials"] or "")
        if read is None:
            return None
        clause["materials"] = read
    return clause


def _heading(found: Mapping[str, str | None]) -> Clause | None:
    clause = {"rule_class": "CTH", "allowance_percent": found.get("percent") or ""}
    if found.get("materials"):
        read = spans(found["materials"] or "")
        if read is None:
            return None
        clause["barred"] = read
    return clause


def _obtained(found: Mapping[str, str | None]) -> Clause | None:
    read = spans(found["materials"] or "")
    return None if read is None else {"rule_class": "WO", "materials": read}


_CLAUSES: tuple[tuple[str, Callable[[Mapping[str, str | None]], Clause | None]], ...] = (
    (rf"(?:the )?value of all the materials used does not exceed {_EX_WORKS}", _value),
    (
        rf"(?:the )?value of (?:all the|any) materials of {_MATERIALS} used does not exceed "
        rf"{_EX_WORKS}",
        _value,
    ),
    (
        rf"(?:from )?materials of any heading\. however, the value of all the materials of "
        rf"{_MATERIALS} used must not exceed {_EX_WORKS}",
        _value,
    ),
    (
        rf"(?:from )?materials of any heading,? except (?:from |those of )?{_MATERIALS}",
        _value,
    ),
    (rf"all the materials(?: of {_MATERIALS})? used are originating", _value),
    (
        rf"(?:the )?materials classified within {_MATERIALS} are only used up to a value of "
        rf"{_EX_WORKS}",
        _value,
    ),
    (
        rf"(?:the )?materials classified within the same heading as the product are only used up "
        rf"to a value of {_EX_WORKS}",
        _heading,
    ),
    (
        rf"the value of all the materials of the same heading as the product used does not exceed "
        rf"{_EX_WORKS}",
        _heading,
    ),
    (
        r"(?:from )?(?:materials of any heading, except that of the product|all the materials used "
        r"are classified within a heading other than that of the product(?:, except for materials "
        rf"of {_MATERIALS})?)(?:{_SAME_HEADING})?",
        _heading,
    ),
    (
        r"all the materials used are classified within a chapter other than that of the product",
        lambda _: {"rule_class": "CC"},
    ),
    (
        r"the value of all the non-originating materials used does not exceed the value of "
        r"(?:all )?the originating materials used",
        lambda _: {
            "rule_class": "VA",
            "threshold_basis": "OVER_ORIGINATING",
            "threshold_percent": "100",
        },
    ),
    (
        rf"all the materials of {_MATERIALS} used (?:are|must be|shall be) wholly obtained",
        _obtained,
    ),
    (
        r"all the animals of chapter 0?1 shall be wholly obtained",
        lambda _: {"rule_class": "WO"},
    ),
    (
        r"(?:from )?materials of any heading(?:,? including other materials of heading \d{4})?",
        lambda _: {"rule_class": "AH"},
    ),
)
_CHANGES = {"chapter": "CC", "heading": "CTH", "subheading": "CTSH"}
_CHANGE = re.compile(
    r"A change to (?P<goods>.+?) from any other (?P<level>chapter|heading|subheading)"
    r"(?:, except from (?P<barred>.+?))?\."
)
_CONTENT = re.compile(
    r"(?:No change in tariff classification required for (?P<goods>.+?),? provided there is a "
    r"regional value content of not less than(?::)? )?(?:[a-z]\) )?"
    rf"{_PERCENT} under the (?P<method>build-down|build-up|focused value) method"
    rf"(?: taking into account only the non-originating materials of {_MATERIALS})?\."
)


def _understood(clause: str) -> Clause | None:
    """What one clause asks for; None where it is not understood whole."""
    bare = _PREFIX.sub("", clause.lower().strip().rstrip(".,; "))
    for pattern, made in _CLAUSES:
        found = re.fullmatch(pattern, bare)
        if found:
            return made(found.groupdict())
    return None


def _bullets(text: str) -> list[str] | None:
    """The clauses of a rule that lists them; None where it does not, or not as conditions."""
    unmarked = re.sub(r"\*+", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))
    lines = [line.strip() for line in unmarked.splitlines() if line.strip()]
    if len(lines) < 3 or not re.fullmatch(r"Manufacture(?: in which)?:", lines[0]):
        return None
    if not all(line.startswith("- ") for line in lines[1:]):
        return None
    clauses = [line[2:].strip() for line in lines[1:]]
    if any(re.search(r"[, ]or$", clause) for clause in clauses):
        return None
    return [re.sub(r",?(?: and)?$", "", clause).strip() for clause in clauses]


def _inline(text: str) -> list[str]:
    """The clauses of a rule that writes two in one line; the rule itself where it does not."""
    found = re.fullmatch(r"Manufacture: (from [^:]+?), and (in which [^:]+)", text)
    return list(found.groups()) if found else [text]


def clauses(text: str, source_class: str) -> Iterator[Clause]:
    """The conditions of one rule, which all must hold; those that are only texts come last.

    The first bears the text of the whole rule."""
    listed = _bullets(text) or _inline(plain(text))
    found: list[Clause] = []
    unread: list[Clause] = []
    process = re.match(r"PRODUCTION FROM|PROCESSING", source_class)
    for one in listed:
        understood = _understood(one)
        if understood:
            found.append(understood)
        else:
            unread.append({"rule_class": "PSR" if process else "TEXT", "text_en": one})
    ordered = [*found, *unread]
    ordered[0]["text_en"] = plain(text)
    yield from ordered


def change(text: str) -> Clause:
    """One rule of the trans-Pacific kind: a change of code, a regional value content, or a text."""
    said = plain(text)
    found = _CHANGE.fullmatch(said)
    if found and " from " not in found["goods"]:
        barred = spans(found["barred"]) if found["barred"] else ""
        if barred is not None:
            rule_class = _CHANGES[found["level"]]
            return {"rule_class": rule_class, "barred": barred, "text_en": said}
    found = _CONTENT.fullmatch(said)
    materials = spans(found["materials"]) if found and found["materials"] else ""
    if found and bool(materials) == (found["method"] == "focused value"):
        # The focused value method is build-down that counts some materials alone.
        basis = "BUILD_UP" if found["method"] == "build-up" else "BUILD_DOWN"
        return {
            "rule_class": "VA",
            "materials": materials or "",
            "threshold_percent": found["percent"],
            "threshold_basis": basis,
            "text_en": f"Regional value content: {said}" if _BULLET.match(said) else said,
        }
    return {
        "rule_class": "TEXT",
        "text_en": f"Regional value content: {said}" if _BULLET.match(said) else said,
    }


def goods(text: str) -> str:
    """The goods that a rule of the trans-Pacific kind is for; empty where it is all of a code."""
    found = re.match(
        r"(?:A change to|No change in tariff classification required for) (?P<goods>.+?)"
        r"(?: from any other|,? provided)",
        plain(text),
    )
    said = found["goods"] if found else ""
    whole = re.fullmatch(rf"a good of (?P<codes>{_NOUN} [\w ,]+)", said)
    return "" if whole and spans(whole["codes"]) else said
