"""Totals sent by themselves: what the file leaves out is added up, once."""

from decimal import Decimal

import asyncpg
import pytest
from servicekit.releases.faults import RefusedError

from tests.matrix_api.loading import load_and_publish

HEADER = "area,nomenclature,product,exports_usd,imports_usd\n"
Rows = dict[tuple[str, str], tuple[Decimal | None, Decimal | None]]


async def totals(connection: asyncpg.Connection, url: str, *lines: str, year: str = "2019") -> Rows:
    """Load lines of one slice; return (exports, imports) by area and product."""
    content = HEADER + "\n".join(lines) + "\n"
    await load_and_publish(url, {("totals", "OWN", year): content})
    rows = await connection.fetch(
        "select t.area, t.product, trim_scale(t.exports_usd), trim_scale(t.imports_usd)"
        " from matrix.totals t join matrix.release r on r.id = t.release_id"
        " where r.superseded is null"
    )
    return {(area, product): (sold, bought) for area, product, sold, bought in rows}


async def test_headings_give_chapters_everything_and_the_world(
    connection: asyncpg.Connection, fresh_database: str
) -> None:
    found = await totals(
        connection,
        fresh_database,
        "MEX,HS1992,0101,1.5,",
        "MEX,HS1992,0102,2,",
        "MEX,HS1992,0201,4,",
        "PER,HS1992,0101,8,",
    )
    assert {key: sold for key, (sold, _) in found.items()} == {
        ("MEX", "0101"): Decimal("1.5"),
        ("MEX", "0102"): 2,
        ("MEX", "0201"): 4,
        ("MEX", "01"): Decimal("3.5"),
        ("MEX", "02"): 4,
        ("MEX", "TOTAL"): Decimal("7.5"),
        ("PER", "0101"): 8,
        ("PER", "01"): 8,
        ("PER", "TOTAL"): 8,
        ("WLD", "0101"): Decimal("9.5"),
        ("WLD", "0102"): 2,
        ("WLD", "0201"): 4,
        ("WLD", "01"): Decimal("11.5"),
        ("WLD", "02"): 4,
        ("WLD", "TOTAL"): Decimal("15.5"),
    }
    assert {bought for _, bought in found.values()} == {None}


async def test_what_the_file_gives_stays(
    connection: asyncpg.Connection, fresh_database: str
) -> None:
    found = await totals(
        connection,
        fresh_database,
        "MEX,HS2022,010121,1,10",
        "MEX,HS2022,010129,2,",
        "MEX,HS2022,0102,5,",
        "MEX,HS2022,01,9,",
        "WLD,HS2022,TOTAL,1000,2000",
        "WLD,HS2022,010121,70,",
    )
    assert found["MEX", "0101"] == (3, 10)
    assert found["MEX", "01"] == (9, None)
    assert found["MEX", "TOTAL"] == (9, None)
    assert found["WLD", "TOTAL"] == (1000, 2000)
    assert found["WLD", "010121"] == (70, None)
    assert found["WLD", "010129"] == (2, None)
    assert found["WLD", "0101"] == (70, None)
    assert len(found) == 5 + 7


async def test_their_advantage_comes_with_them(
    connection: asyncpg.Connection, fresh_database: str
) -> None:
    await totals(
        connection,
        fresh_database,
        "MEX,HS1992,0101,30,",
        "MEX,HS1992,0201,10,",
        "PER,HS1992,0201,40,",
    )
    rows = await connection.fetch("select area, product, rca from matrix.rca")
    found = {(area, product): rca for area, product, rca in rows}
    assert found == {
        ("MEX", "0101"): pytest.approx((30 / 40) / (30 / 80)),
        ("MEX", "01"): pytest.approx(2),
        ("MEX", "0201"): pytest.approx((10 / 40) / (50 / 80)),
        ("MEX", "02"): pytest.approx(0.4),
        ("PER", "0201"): pytest.approx(1.6),
        ("PER", "02"): pytest.approx(1.6),
    }


@pytest.mark.parametrize(
    ("year", "lines", "named"),
    [
        ("2019", ("MEX,HS1992,0101,1,", "MEX,HS2022,0102,1,"), "HS1992, HS2022"),
        ("last", ("MEX,HS1992,0101,1,",), "last"),
    ],
)
async def test_a_file_has_one_edition_of_the_system_and_a_year(
    connection: asyncpg.Connection, fresh_database: str, year: str, lines: tuple[str], named: str
) -> None:
    with pytest.raises(RefusedError) as raised:
        await totals(connection, fresh_database, *lines, year=year)
    assert raised.value.fault.value == named
    assert await connection.fetchval("select count(*) from matrix.release") == 0


async def test_what_flows_add_up_to_is_not_filled_again(
    connection: asyncpg.Connection, fresh_database: str
) -> None:
    rows = ["MEX,BRA,HS2022,850300,7,EXPORTER", "MEX,BRA,HS2022,850300,8,IMPORTER"]
    rows += ["MEX,BRA,HS2022,850440,1,IMPORTER"]
    content = "exporter,importer,nomenclature,product,value_usd,reported_by\n" + "\n".join(rows)
    await load_and_publish(fresh_database, {("flows", "OWN", 2019): content})
    found = await connection.fetch(
        "select area, exports_usd, imports_usd from matrix.totals where product = 'TOTAL'"
    )
    assert {tuple(row) for row in found} == {("MEX", 7, None), ("BRA", None, 9), ("WLD", 7, 9)}
    assert await connection.fetchval("select count(*) from matrix.totals") == 4 + 6 + 6


async def test_flows_are_added_up_by_pair(
    connection: asyncpg.Connection, fresh_database: str
) -> None:
    one_figure = ["MEX,BRA,HS2022,850300,7,", "MEX,BRA,HS2022,850440,8,RECONCILED"]
    of_sides = ["MEX,PER,HS2022,850300,3,EXPORTER", "MEX,PER,HS2022,850300,4,IMPORTER"]
    header = "exporter,importer,nomenclature,product,value_usd,reported_by\n"
    await load_and_publish(
        fresh_database,
        {
            ("flows", "OWN", 2019): header + "\n".join(one_figure),
            ("flows", "OWN", 2020): header + "\n".join(of_sides),
        },
    )
    found = await connection.fetch(
        "select exporter, importer, nomenclature, exports_usd, imports_usd from matrix.partners"
    )
    assert {tuple(row) for row in found} == {
        ("MEX", "BRA", "HS2022", 15, 15),
        ("MEX", "PER", "HS2022", 3, 4),
    }
