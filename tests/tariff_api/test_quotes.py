"""Quotes over HTTP on a small world of true facts."""

import httpx


async def quote(http, importer, exporter, product="08012200", **more):
    answer = await http.get(
        "/v1/quotes",
        params={"importer": importer, "exporter": exporter, "product": product, **more},
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_show(http):
    import json

    for e in "MEX PER URY PRY DEU SUR CHL COL VEN BOL ECU ARG IND".split():
        q = await quote(http, "BRA", e, on="2021-06-01")
        print(
            "\n==",
            e,
            q["completeness"],
            q["best"] and q["best"]["applied_percent"],
            q["product"],
            q["on"],
        )
        for c in q["candidates"]:
            print(
                "  ",
                c["kind"],
                c["agreement"],
                c["attribution"],
                c["agreement_candidates"],
                c["margin_percent"],
                c["applied_text"],
                c["status"],
                c["conditional"],
                c["is_best"],
                c["why"],
            )
        for m in q["missing"]:
            print("   -", m)
