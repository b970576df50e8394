"""Asks a service what an HTTP client expects beyond "returns JSON", one row for each convention.

    python conventions.py http://127.0.0.1:8001 --collection /v1/agreements \
        --item /v1/countries/BRA --missing /v1/agreements/none --invalid "/v1/quotes?importer=1"

Nothing is written to the service. Exit code 1 when a row fails.
"""

import argparse
import json
import re
import sys

import httpx

FORMATS = (
    "text/csv",
    "application/x-ndjson",
    "application/vnd.apache.parquet",
    "application/vnd.apache.arrow.stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
NOT_A_REQUEST = "/definitely/not/here"
ORIGIN = "https://observatorio.example"


class Probe:
    """The rows found so far, and the client they are asked with."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=30)
        self.rows: list[tuple[str, str, bool, str]] = []

    def row(self, group: str, name: str, holds: object, got: object = "") -> None:
        """Note whether one convention holds, with what was seen."""
        self.rows.append((group, name, bool(holds), str(got)[:120]))

    def problem(self, group: str, name: str, answer: httpx.Response, status: int) -> None:
        """Note whether an answer is problem+json of this status."""
        kind = answer.headers.get("content-type", "")
        try:
            body = answer.json()
        except ValueError:
            body = {}
        holds = (
            answer.status_code == status
            and kind.startswith("application/problem+json")
            and isinstance(body, dict)
            and {"type", "title", "status", "detail"} <= body.keys()
            and body["status"] == status
        )
        self.row(group, name, holds, f"{answer.status_code} {kind} {sorted(body)}")


def caching(probe: Probe, path: str) -> None:
    """ETag, 304, Cache-Control, Vary and HEAD on a collection."""
    answer = probe.http.get(path)
    head = probe.http.head(path)
    tag = answer.headers.get("etag", "")
    known = {"if-none-match": tag}
    listed = {"if-none-match": f'"x", W/{tag.removeprefix("W/")}'}
    vary = {name.strip().lower() for name in answer.headers.get("vary", "").split(",")}
    row = probe.row
    row("CACHE", "GET answers 200", answer.status_code == 200, answer.status_code)
    row("CACHE", "HEAD answers as GET, without body", head.status_code == 200 and not head.content)
    row("CACHE", "ETag on GET", tag, tag)
    again = probe.http.get(path, headers=known)
    row("CACHE", "If-None-Match: 304", again.status_code == 304 and not again.content)
    again = probe.http.get(path, headers=listed)
    row("CACHE", "If-None-Match in a list, weakly: 304", again.status_code == 304)
    row("CACHE", "ETag is stable", probe.http.get(path).headers.get("etag") == tag, tag)
    row("CACHE", "Cache-Control", "cache-control" in answer.headers)
    row("CACHE", "Vary: Accept and Accept-Encoding", {"accept", "accept-encoding"} <= vary, vary)


def paging(probe: Probe, path: str) -> None:
    """Link to the next page, and that it leads on."""
    answer = probe.http.get(path)
    found = re.search(r'<([^>]+)>\s*;\s*rel="?next"?', answer.headers.get("link", ""))
    probe.row("PAGE", 'Link rel="next"', found, answer.headers.get("link"))
    if found:
        following = probe.http.get(found.group(1))
        moved = following.status_code == 200 and following.content != answer.content
        probe.row("PAGE", "the next page loads and differs", moved, following.status_code)


def formats(probe: Probe, path: str) -> None:
    """Negotiation of media types and codings."""
    for kind in FORMATS:
        answer = probe.http.get(path, headers={"accept": kind})
        given = answer.headers.get("content-type", "")
        probe.row("FORMAT", f"Accept: {kind}", given.startswith(kind), given)
    answer = probe.http.get(path, headers={"accept": "image/png"})
    probe.problem("FORMAT", "Accept: image/png is a 406 problem", answer, 406)
    answer = probe.http.get(path, headers={"accept": "text/csv;q=0.1, application/json"})
    given = answer.headers.get("content-type", "")
    probe.row("FORMAT", "q-values hold", given.startswith("application/json"), given)
    for coding in ("gzip", "br", "zstd"):
        with probe.http.stream("GET", "/openapi.json", headers={"accept-encoding": coding}) as sent:
            given = sent.headers.get("content-encoding", "")
        probe.row("FORMAT", f"compression: {coding}", given == coding, given)
    plain = probe.http.get(path, headers={"accept-encoding": "identity;q=1, gzip;q=0"})
    given = plain.headers.get("content-encoding", "identity")
    probe.row("FORMAT", "gzip;q=0 holds", given == "identity", given)


def operation(probe: Probe, path: str, item: str) -> None:
    """Request ids, CORS, probes of the operator, languages."""
    answer = probe.http.get(path, headers={"origin": ORIGIN})
    exposed = answer.headers.get("access-control-expose-headers", "").lower()
    probe.row("OPS", "request id", "x-request-id" in answer.headers)
    nosniff = answer.headers.get("x-content-type-options")
    probe.row("OPS", "X-Content-Type-Options: nosniff", nosniff == "nosniff", nosniff)
    asked = {"origin": ORIGIN, "access-control-request-method": "GET"}
    preflight = probe.http.options(path, headers=asked)
    allowed = preflight.headers.get("access-control-allow-origin")
    probe.row("OPS", "CORS preflight", allowed, preflight.status_code)
    shown = all(name in exposed for name in ("etag", "link"))
    probe.row("OPS", "CORS exposes ETag and Link", shown, exposed)
    for page in ("/healthz", "/readyz", "/metrics"):
        status = probe.http.get(page).status_code
        probe.row("OPS", f"GET {page}", status == 200, status)
    for lang in ("es", "pt", "en"):
        answer = probe.http.get(item, headers={"accept-language": lang})
        given = answer.headers.get("content-language", "")
        probe.row("LANG", f"Accept-Language: {lang}", given.startswith(lang), given)


def openapi(probe: Probe) -> None:
    """Hygiene of the OpenAPI document."""
    document = probe.http.get("/openapi.json").json()
    methods = {"get", "post", "put", "patch", "delete"}
    found = [
        entry
        for item in document["paths"].values()
        for method, entry in item.items()
        if method in methods
    ]
    wanted = {"operationId", "summary", "tags", "description"}
    described = {"contact", "license", "description"} <= document["info"].keys()
    refusals = [
        "application/problem+json" in answer.get("content", {})
        for entry in found
        for status, answer in entry["responses"].items()
        if status[0] in "4d"
    ]
    row = probe.row
    row("OPENAPI", "3.1 or later", document["openapi"] >= "3.1", document["openapi"])
    row("OPENAPI", "servers, contact, license, description", document.get("servers") and described)
    row("OPENAPI", "operations are described", all(wanted <= entry.keys() for entry in found))
    row("OPENAPI", "4xx are problem+json", refusals and all(refusals))
    row("OPENAPI", "security is declared", all("security" in entry for entry in found))
    row("OPENAPI", "examples", "example" in json.dumps(document))


def main() -> int:
    """Ask for everything; print the rows and the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    for name in ("collection", "item", "missing", "invalid"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    probe = Probe(given.base)
    probe.problem("ERROR", "unknown item is a 404 problem", probe.http.get(given.missing), 404)
    probe.problem("ERROR", "unknown path is a 404 problem", probe.http.get(NOT_A_REQUEST), 404)
    probe.problem("ERROR", "bad parameter is a 422 problem", probe.http.get(given.invalid), 422)
    refused = probe.http.delete(given.collection)
    probe.problem("ERROR", "wrong method is a 405 problem", refused, 405)
    probe.row("ERROR", "405 has Allow", "GET" in refused.headers.get("allow", ""))
    caching(probe, given.collection)
    paging(probe, given.collection)
    formats(probe, given.collection)
    operation(probe, given.collection, given.item)
    openapi(probe)
    for group, name, holds, got in probe.rows:
        print(f"{'ok  ' if holds else 'FAIL'} {group:8}{name}  [{got}]")
    failed = sum(not holds for _, _, holds, _ in probe.rows)
    print(f"{len(probe.rows) - failed}/{len(probe.rows)} conventions")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
