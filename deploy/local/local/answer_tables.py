"""Tables of a Consulta Integrada for a terminal: every block, or the duties and chains alone."""

from datetime import date
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from local.figures import day, dotted, number, percent, span

Answer = dict[str, Any]

MOST_COMPETITORS = 6
AGREEMENT_CELLS = 12
BAR_CELLS = 24
"""Cells of a bar that stands for the whole market."""

_COMPLETENESS = {
    "COMPLETE": "Los datos bastan para saber que ninguna tasa es menor.",
    "PARTIAL": "Faltan acuerdos por cargar: puede haber una tasa menor.",
    "MFN_ONLY": "No hay preferencias cargadas: puede haber una tasa menor.",
}
_SPECIFICITY = {
    "EXACT": "el código es solo de esta cadena",
    "SHARED": "el código es también de otros productos",
    "PROXY": "el código la representa en parte",
}


def integrated(answer: Answer) -> RenderableType:
    """All blocks of an answer; one that is null or empty says why."""
    table = _framed(answer)
    table.add_row("Producto", _product(answer))
    table.add_row(f"Arancel\n[dim]{day(answer['on'])}[/dim]", _duties(answer))
    table.add_row("Comercio", _history(answer))
    table.add_row("Competidores", _competitors(answer))
    table.add_row("Cadenas", _chains(answer))
    if dates := _dates(answer):
        table.add_row("Fechas", dates)
    table.add_row("Fuentes", _sources(answer))
    return table


def short(answer: Answer) -> RenderableType:
    """The duties of an answer, each in a line, and its chains."""
    table = _framed(answer)
    table.add_row("Producto", _product(answer))
    table.add_row(f"Arancel\n[dim]{day(answer['on'])}[/dim]", _duties(answer, briefly=True))
    table.add_row("Cadenas", _chains(answer))
    blocks = (answer["competitors"] or {}, answer["history"] or {})
    # What the source does hold is a long list; here it is enough that it does not hold this.
    gaps = [
        f"{gap['detail'].partition(';')[0].rstrip('.')}."
        for block in blocks
        for gap in block.get("missing", ())
    ]
    if gaps:
        table.add_row("Comercio", Text(" ".join(dict.fromkeys(gaps)), "dim"))
    table.add_row("Fuentes", _sources(answer))
    return table


def _framed(answer: Answer) -> Table:
    importer, exporter = ((answer[side] or {}).get("nameEs") for side in ("importer", "exporter"))
    title = f"[bold]Consulta Integrada[/bold] · {importer} compra a {exporter}"
    table = Table(
        box=box.ROUNDED,
        show_header=False,
        show_lines=True,
        expand=True,
        title=title,
        title_justify="left",
        title_style="",
        border_style="dim",
    )
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(ratio=1)
    return table


def _plain(*widths_right: bool) -> Table:
    """A table without a frame; True for each column that is aligned to the right."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for right in widths_right:
        table.add_column(justify="right" if right else "left", no_wrap=right)
    return table


def _gaps(answer: Answer, block: str) -> RenderableType:
    """Why a block holds nothing."""
    said = [gap["detail"] for gap in (answer[block] or {}).get("missing", ())]
    said += [gap["detail"] for gap in answer["missing"] if gap["what"] in (block, "history")]
    return Text("\n".join(dict.fromkeys(said)) or "No respondió.", "yellow")


def _product(answer: Answer) -> RenderableType:
    if not answer["quote"]:
        return _gaps(answer, "quote")
    product = answer["quote"]["product"]
    text = Text.assemble(
        (dotted(product["code"]), "bold"),
        (f" {product['nomenclature']}  ", "dim"),
        product["description"],
    )
    lines = [dotted(line["product"]["code"]) for line in answer["quote"]["lines"]]
    if lines and answer["quote"]["candidates"]:
        text.append(f"\nLíneas nacionales con el mismo arancel: {', '.join(lines)}.", "dim")
    return text


def _agreement(candidate: Answer) -> str:
    if candidate["kind"] == "MFN":
        return "NMF"
    possible = " o ".join(candidate["agreementCandidates"])
    return candidate["agreement"] or possible or "sin identificar"


def _duties(answer: Answer, briefly: bool = False) -> RenderableType:
    quote = answer["quote"]
    if not quote or not quote["candidates"]:
        return _gaps(answer, "quote")
    table = _plain(False, True, False, False)
    table.columns[2].max_width = AGREEMENT_CELLS
    for one in quote["candidates"]:
        style = "bold green" if one["isBest"] else ""
        short_why = "si la línea no está exceptuada" if one["conditional"] else ""
        table.add_row(
            Text("►" if one["isBest"] else " ", style),
            Text(one["appliedText"].replace(" ", "\u00a0"), style),
            Text(_agreement(one), style),
            short_why if briefly and not one["isBest"] else one["why"],
        )
    return table if briefly else Group(table, Text(_COMPLETENESS[quote["completeness"]], "dim"))


def _history(answer: Answer) -> RenderableType:
    years = (answer["history"] or {}).get("years", [])
    if not years:
        return _gaps(answer, "history")
    table = _plain(False, True, True, True, True)
    importer, exporter = (answer[side]["nameEs"] for side in ("importer", "exporter"))
    heads = ("", f"De {exporter}, USD", f"{importer} en total", "Parte", "USD/kg")
    table.add_row(*(Text(head, "dim") for head in heads))
    for reason, group in groupby(years, key=lambda one: (one["missing"] or {}).get("reason")):
        rows = list(group)
        if reason:
            first, last = rows[0]["year"], rows[-1]["year"]
            said = "sin cargar" if reason == "NOT_LOADED" else "sin dato"
            table.add_row(f"{first}–{last}" if first != last else str(first), said, style="yellow")
            continue
        for one in rows:
            table.add_row(
                str(one["year"]),
                number(one["valueUsd"]),
                number(one["importerTotalUsd"]),
                percent(one["share"]),
                number(one["unitValueUsdPerKg"], 2),
            )
    return table


def _competitors(answer: Answer) -> RenderableType:
    found = answer["competitors"]
    if not found or not found["competitors"]:
        return _gaps(answer, "competitors")
    mine = (answer["exporter"] or {}).get("iso3")
    rows = found["competitors"]
    shown = rows[:MOST_COMPETITORS]
    shown += [one for one in rows[MOST_COMPETITORS:] if one["exporter"] == mine]
    table = _plain(True, False, True, True, False)
    table.add_row(*(Text(head, "dim") for head in ("", f"En {found['year']}", "USD", "Parte", "")))
    for one in shown:
        own = one["exporter"] == mine
        name = (one["country"] or {}).get("nameEs", one["exporter"])
        table.add_row(
            str(one["rank"]),
            f"{name} ◄" if own else name,
            number(one["valueUsd"]),
            percent(one["share"]),
            Text("█" * max(1, round(one["share"] * BAR_CELLS)), "green" if own else "blue"),
            style="bold green" if own else "",
        )
    rest = found["suppliers"] - len(shown)
    if rest > 0:
        share = 1 - sum(one["share"] for one in shown)
        value = int(found["totalUsd"]) - sum(int(one["valueUsd"]) for one in shown)
        table.add_row("", f"otros {rest}", number(value), percent(share), style="dim")
    return table


def _chains(answer: Answer) -> RenderableType:
    if not answer["chains"]:
        return _gaps(answer, "chains") if answer["chains"] is None else _untraded(answer)
    code = answer["quote"]["product"]["code"] if answer["quote"] else ""
    said = []
    for chain in answer["chains"]:
        text = Text.assemble((chain["name"], "bold"), f" ({', '.join(chain['species'])})")
        own = [one for one in chain["products"] if code.startswith(one["code"])]
        if own:
            nearest = max(own, key=lambda one: len(one["code"]))
            specific = _SPECIFICITY[nearest["specificity"]]
            text.append(f" · {dotted(nearest['code'])} {nearest['form']}: {specific}")
        said.append(text)
    return Group(*said)


def _untraded(answer: Answer) -> RenderableType:
    return Text("\n".join(gap["detail"] for gap in answer["missing"] if gap["what"] == "chains"))


def _dates(answer: Answer) -> RenderableType | None:
    quote, trade = answer["quote"], answer["competitors"]
    if not quote or not quote["coverage"]["validFrom"] or not trade or not trade["year"]:
        return None
    coverage = quote["coverage"]
    if date.fromisoformat(answer["on"]).year == trade["year"]:
        return None
    days = span(coverage["validFrom"], coverage["validTo"])
    inferred = "" if coverage["datesStated"] else " (fechas inferidas: la fuente no las dice)"
    return Text(
        f"El arancel es de {answer['on'][:4]}: rige {days}{inferred}. El comercio es de "
        f"{trade['year']}: no son del mismo año.",
        "yellow",
    )


def _sources(answer: Answer) -> RenderableType:
    rows: list[Any] = [one["provenance"] for one in (answer["quote"] or {}).get("candidates", ())]
    rows += [one["provenance"] for one in (answer["history"] or {}).get("years", ())]
    rows += (answer["competitors"] or {}).get("provenance", [])
    for chain in answer["chains"] or ():
        rows += chain["provenance"]
    table = Table.grid(padding=(0, 1, 0, 0))
    for cited in dict.fromkeys(row["citeAs"] for row in rows if row):
        table.add_row("·", cited, style="dim")
    return table
