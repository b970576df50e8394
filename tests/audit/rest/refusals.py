"""Refusals that no schema can announce: schemathesis counts them as answers, each by its kind.

A request may have the form that OpenAPI gives and still ask for what the data do not hold. Any
other refusal of a request of that form stays a failure: 422 as such is not let through.
"""

from typing import Any

import schemathesis
from schemathesis.checks import CHECKS

BEYOND_A_SCHEMA = {
    "bad-cursor": "a cursor is signed",
    "same-country": "importer and exporter are compared with each other",
    "not-a-party": "the parties of an agreement are data",
    "ambiguous-name": "a short name that stands for two things is one of a few",
    "years-reversed": "the first year and the last one are compared with each other",
    "days-reversed": "the first day and the last one are compared with each other",
    "years-contradict": "one year and a span of years exclude each other",
    "mean-of-everything": "the mean of several years is of one trader or product",
    "level-above-product": "the digits of a product and a level are compared with each other",
    "duties-not-asked": "what only counts with duties goes with duties=true",
    "importer-needed": "one variant of three is of an importer",
    "year-not-in-edition": "which years an edition gives a member is data",
    "duties-in-json": "duties go by pages, which only json has",
    "too-many-duties": "how many members can supply the headings of a page is data",
    "chapter-of-exports": "which classes of norms are on exports is data",
    "wrong-nomenclature": "which codes an edition has is data",
    "nomenclature-not-loaded": "which editions are loaded is data",
    "quantity-without-unit": "a quantity and its unit go together",
    "two-weights": "a quantity in kilograms and a weight exclude each other",
    "two-comparisons": "releases and editions are asked for by parameters that exclude each other",
    "one-of-three": "an offer, a firm and what is written exclude each other",
    "weights-zero": "weights are added up",
    "round-refused": "slots, firms and pairs of a round are compared with each other",
    "agenda-impossible": "which rules of a round can hold together is to be found out",
    "agenda-not-found": "whether a round has an agenda is to be found out",
    "contacts-refused": "the rows of a file are read, and its firms looked up",
    "too-long-for-xlsx": "how long a list and its texts are is data",
    "too-many-lines": "how many lines stand below a code is data",
    "wrong-slice": "the parts of a slice depend on the dataset",
    "unknown-adapter": "which layouts of files are read depends on the dataset",
    "empty-upload": "a file of any bytes has no schema that could bound it",
    "upload-refused": "the columns of a file depend on the dataset",
    "idempotency-key-reused": "it depends on an earlier request",
    "publication-gone": "which publications are kept depends on the operator",
    "release-gone": "which releases are kept depends on the operator",
}
GRAPH_TYPES = ("application/graphql-response+json", "application/json")
_as_it_comes: Any = CHECKS.get_one("positive_data_acceptance")
CHECKS.unregister("positive_data_acceptance")  # the one below takes its name


def _media_type(response: schemathesis.Response) -> str:
    return str(response.headers.get("content-type", [""])[0]).partition(";")[0].strip()


def _names_what_is_not_there(response: schemathesis.Response) -> bool:
    """True where each error of a graph is of an argument: a graph has no patterns for those."""
    found = response.json() if _media_type(response) in GRAPH_TYPES else None
    errors = found.get("errors", []) if isinstance(found, dict) else []
    return bool(errors) and all(
        "path" in error and error.get("extensions", {}).get("code") == "BAD_USER_INPUT"
        for error in errors
    )


def _kind(response: schemathesis.Response) -> str:
    if _media_type(response) != "application/problem+json":
        return ""
    return str(response.json()["type"]).rpartition(":")[2]


@schemathesis.check
def positive_data_acceptance(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> bool | None:
    """Hold a refused request against the service, unless it is one of those above."""
    if _kind(response) in BEYOND_A_SCHEMA or _names_what_is_not_there(response):
        return None
    answered: bool | None = _as_it_comes(ctx, response, case)
    return answered
