"""What is built of which releases, and the probabilities that are stored."""

from pathlib import Path

import asyncpg
from eslabon.client import HttpxTransport
from eslabon.client.niche import NicheClient
from eslabon.contracts.envelope import Provenance
from eslabon.contracts.model import ModelKind
from niche_api.app import create_app
from niche_api.model.build import targets
from servicekit.releases.builds import Input
from servicekit.settings import Settings

from tests.niche_api.conftest import Serve


def released(service: str, dataset: str, source: str, year: int) -> Input:
    """Return a current release."""
    made = Provenance.model_construct(
        dataset=dataset, slice=f"source={source},year={year}", release=year
    )
    return Input(service, made)


def test_targets_read_no_later_year_and_the_last_human_capital_known() -> None:
    totals = [released("matrix", "totals", "ATLAS", year) for year in (2019, 2012, 2016)]
    totals.append(released("matrix", "totals", "BACI", 2023))
    skills = [released("niche", "human_capital", "OIT", year) for year in (2010, 2018)]
    found = {target.parts["year"]: target for target in targets([*totals, *skills])}
    read = {
        year: [(one.release.dataset, one.parts["year"]) for one in target.inputs]
        for year, target in found.items()
    }
    assert read == {
        "2016": [("totals", "2012"), ("totals", "2016"), ("human_capital", "2010")],
        "2019": [
            *(("totals", year) for year in ("2012", "2016", "2019")),
            *(("human_capital", year) for year in ("2010", "2018")),
        ],
    }


async def test_every_product_without_advantage_has_a_probability(built_url: str) -> None:
    connection = await asyncpg.connect(built_url)
    try:
        counts = await connection.fetch(
            """select r.parts->>'year' as year, count(p.place) as said,
                      count(*) filter (where c.rca < 1) as open_,
                      count(p.place) filter (where c.rca >= 1) as with_advantage,
                      bool_and(p.extrapolated = (c.rca >= 0.25)) filter (where p.place is not null)
                          as marked,
                      bool_and(p.low <= p.probability and p.probability <= p.high
                          and p.probability between 0 and 1) as bounded
               from niche.release r
               join niche.release k on k.dataset = 'complexity_cells' and k.slice = r.slice
               join niche.complexity_cells c on c.release_id = k.id
               left join niche.probabilities p
                   on p.release_id = r.id and p.place = c.place and p.product = c.product
               where r.dataset = 'probabilities' group by 1 order by 1"""
        )
        inputs = await connection.fetchval(
            """select inputs from niche.release where dataset = 'models'
               and slice = 'source=ATLAS,year=2016'"""
        )
    finally:
        await connection.close()
    assert [row["year"] for row in counts] == ["2016", "2019"]
    for row in counts:
        assert row["with_advantage"] == 0
        assert row["said"] > 0.97 * row["open_"]
        assert row["marked"]
        assert row["bounded"]
    assert "year=2012" in inputs
    assert "year=2019" not in inputs


async def test_the_model_comes_as_a_contract(built_url: str, serve: Serve, tmp_path: Path) -> None:
    settings = Settings(database_url=built_url, uploads=tmp_path)
    with serve(create_app(settings)) as address:
        async with HttpxTransport("niche", address) as transport:
            model = await NicheClient(transport).model("en", year=2019)
    assert model.kind is ModelKind.LOGIT
    assert model.models[0].tests[0].scores[0].roc_auc.value > 0.7
