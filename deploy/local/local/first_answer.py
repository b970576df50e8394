"""Asks the gateway one Consulta Integrada and shows it as a table."""

from decimal import Decimal
from typing import Any

import httpx
from rich.console import Console
from rich.markup import escape
from rich.table import Table

ASKED = {"importer": "BRA", "exporter": "PER", "product": "08012200", "on": "2021-06-01"}
QUERY = """
query ($importer: String!, $exporter: String!, $product: String!, $on: Date!) {
  marketAccess(importer: $importer, exporter: $exporter, product: $product, on: $on, lang: ES) {
    importer { nameEs }
    exporter { nameEs }
    product { nomenclature code description }
    quote {
      on
      candidates { kind agreement appliedText isBest why provenance { citeAs } }
      missing { detail }
    }
    history {
      years { year valueUsd share provenance { citeAs } }
      missing { detail }
    }
    competitors {
      year
      competitors { exporter country { nameEs } valueUsd share }
      provenance { citeAs }
      missing { detail }
    }
    chains { name }
    missing { detail }
  }
}
"""


def show(gateway_url: str, console: Console) -> None:
    """Prints the access of Brazil nuts without shell from Peru to Brazil, with its sources.

    A copy without data, or a service that is down, is said in one line: the start has succeeded.
    """
    try:
        body = httpx.post(
            f"{gateway_url}/graphql",
            json={"query": QUERY, "variables": ASKED},
            timeout=30,
            trust_env=False,
        ).json()
    except (httpx.HTTPError, ValueError) as error:
        console.print(f"[yellow]La primera consulta no respondió: {error!r}[/yellow]")
        return
    answer = (body.get("data") or {}).get("marketAccess")
    for problem in body.get("errors", []):
        console.print(f"[yellow]Primera consulta: {escape(problem['message'])}[/yellow]")
    if answer:
        _print(answer, console)


def _print(answer: dict[str, Any], console: Console) -> None:
    quote, product = answer["quote"], answer["product"]
    importer, exporter = (
        (answer[side] or {}).get("nameEs", ASKED[side]) for side in ("importer", "exporter")
    )
    console.print(f"\n[bold]Consulta Integrada[/bold] · de {exporter} a {importer}", end="")
    if product:
        last = product["description"].rpartition(" > ")[2]
        console.print(f" · {product['nomenclature']} {product['code']} {escape(last)}", end="")
    console.print(f" · el {quote['on'] if quote else ASKED['on']}")
    sources: dict[str, None] = {}
    if quote and quote["candidates"]:
        table = Table("", "Acuerdo", "Arancel", "Por qué", box=None, pad_edge=False)
        for candidate in quote["candidates"]:
            table.add_row(
                "[green]►[/green]" if candidate["isBest"] else "",
                candidate["agreement"] or ("NMF" if candidate["kind"] == "MFN" else "desconocido"),
                candidate["appliedText"],
                escape(candidate["why"]),
            )
            sources[candidate["provenance"]["citeAs"]] = None
        console.print(table)
    _print_trade(answer, importer, sources, console)
    for chain in answer["chains"] or []:
        console.print(f"Cadena amazónica: {chain['name']}")
    blocks = [quote, answer["history"], answer["competitors"], answer]
    gaps = dict.fromkeys(gap["detail"] for block in blocks if block for gap in block["missing"])
    for gap in gaps:
        console.print(f"[dim]Falta: {escape(gap)}[/dim]", soft_wrap=True)
    for source in sources:
        console.print(f"[dim]Fuente: {escape(source)}[/dim]", soft_wrap=True)


def _print_trade(
    answer: dict[str, Any], importer: str, sources: dict[str, None], console: Console
) -> None:
    suppliers = answer["competitors"] or {"competitors": [], "provenance": []}
    if suppliers["competitors"]:
        listed = ", ".join(
            f"{(row['country'] or {}).get('nameEs', row['exporter'])} "
            f"{_usd(row['valueUsd'])} ({row['share']:.0%})"
            for row in suppliers["competitors"][:4]
        )
        console.print(f"{importer} compró en {suppliers['year']} de: {listed}", soft_wrap=True)
    for year in (answer["history"] or {"years": []})["years"]:
        if year["valueUsd"] is not None and year["share"] is not None:
            sold = f"{_usd(year['valueUsd'])}, {year['share']:.0%} de lo que compró"
            console.print(f"De este origen en {year['year']}: {sold}")
        if year["provenance"]:
            sources[year["provenance"]["citeAs"]] = None
    sources.update(dict.fromkeys(row["citeAs"] for row in suppliers["provenance"]))


def _usd(value: str) -> str:
    return f"{Decimal(value):,.0f} USD".replace(",", " ")
