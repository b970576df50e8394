async def test_show(real):
    import json, time

    async def quote(i, e, p, **m):
        a = await real.get("/v1/quotes", params={"importer": i, "exporter": e, "product": p, **m})
        print("\n==", i, e, p, m, a.status_code)
        q = a.json()
        if a.status_code != 200:
            print(q)
            return
        print(
            q["completeness"],
            q["best"] and q["best"]["applied_percent"],
            q["best_loaded"] and q["best_loaded"]["applied_percent"],
            q["product"],
            q["on"],
            q["coverage"],
            len(q["lines"]),
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

    for e in "MEX PER URY PRY DEU SUR CHL COL VEN BOL ECU ARG PAN CUB ISR GUY IND".split():
        await quote("BRA", e, "08012200", on="2021-06-01")
    await quote("BRA", "MEX", "8503.00", nomenclature="HS2022")
    await quote("BRA", "MEX", "8503.00")
    await quote("BRA", "MEX", "0801.22")
    for e in "ZAF DEU BOL BRA".split():
        await quote("PER", e, "0801220000", on="2022-06-01")
    await quote("URY", "DEU", "080122", on="2024-06-01")
    await quote("URY", "BRA", "080122", on="2025-03-01")
    await quote("URY", "PER", "080122", on="2025-03-01")
    await quote("URY", "PER", "080122", on="1950-01-01")
    await quote("BRA", "PER", "080122", on="2021-11-01")
    await quote("CHL", "PER", "080122")
    for q in [
        "castaña",
        "castana",
        "nuez del Brasil",
        "castanha-do-brasil",
        "Brazil nut",
        "castañna",
        "motor",
        "radiadores de fundicion",
        "paiche",
        "asaí",
    ]:
        t = time.perf_counter()
        a = await real.get("/v1/search", params={"q": q})
        dt = time.perf_counter() - t
        t = time.perf_counter()
        a = await real.get("/v1/search", params={"q": q + " "})
        dt2 = time.perf_counter() - t
        r = a.json()
        print(
            q,
            dt,
            dt2,
            len(a.content),
            r["understood_as"],
            [(h["code"], h["score"], h["match"]) for h in r["hits"][:6]],
            [x["heading"]["code"] for x in r["headings"]][:60],
            r["missing"],
        )
        if q == "motor":
            print(
                [
                    [h["code"] for h in x["hits"]]
                    for x in r["headings"]
                    if x["heading"]["code"] == "7322"
                ]
            )
