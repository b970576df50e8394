"""Asks the gateway the first Consultas Integradas and shows them as tables."""

import httpx
from rich.console import Console
from rich.markup import escape

from local.answer_tables import integrated, short

QUERY = """
{
  motors: marketAccess(
    importer: "BRA", exporter: "MEX", product: "8503.00", on: "2021-06-01", lang: ES
  ) {
    ...Answer
    history {
      years {
        year valueUsd importerTotalUsd share unitValueUsdPerKg
        missing { reason }
        provenance { citeAs }
      }
      missing { detail }
    }
    competitors {
      year totalUsd suppliers
      competitors { rank exporter country { nameEs } valueUsd share }
      provenance { citeAs }
      missing { detail }
    }
  }
  nuts: marketAccess(
    importer: "BRA", exporter: "PER", product: "0801.22.00", on: "2021-06-01", lang: ES
  ) {
    ...Answer
    history { missing { detail } }
    competitors { missing { detail } }
  }
}

fragment Answer on MarketAccess {
  on
  importer { nameEs }
  exporter { iso3 nameEs }
  quote {
    completeness
    product { nomenclature code description }
    lines { product { code } }
    coverage { validFrom validTo datesStated }
    candidates {
      kind agreement agreementCandidates appliedText conditional isBest why
      provenance { citeAs }
    }
    missing { detail }
  }
  chains {
    name species
    products { code form specificity }
    provenance { citeAs }
  }
  missing { what detail }
}
"""


def show(gateway_url: str, console: Console) -> None:
    """Prints parts of motors from Mexico to Brazil, every block, and Brazil nuts from Peru.

    A copy without data, or a service that is down, is said in one line: the start has succeeded.
    """
    try:
        body = httpx.post(
            f"{gateway_url}/graphql",
            json={"query": QUERY},
            timeout=30,
            trust_env=False,
            verify=False,  # plain HTTP on this machine, as for the sample
        ).json()
    except (httpx.HTTPError, ValueError) as error:
        console.print(f"[yellow]La primera consulta no respondió: {error!r}[/yellow]")
        return
    for said in dict.fromkeys(problem["message"] for problem in body.get("errors", [])):
        console.print(f"[yellow]Primera consulta: {escape(said)}[/yellow]", soft_wrap=True)
    answers = body.get("data") or {}
    for name, table in (("motors", integrated), ("nuts", short)):
        if answers.get(name):
            console.print()
            console.print(table(answers[name]))
