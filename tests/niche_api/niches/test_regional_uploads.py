"""A ministry's file of its departments is refused line by line, with what to change."""

from pathlib import Path

import pytest
from niche_api.app import SERVICE
from niche_api.regional.tables import REGIONAL_EXPORTS
from servicekit.releases.faults import RefusedError
from servicekit.releases.rows import Upload, rows

from tests.niche_api.loading import loaded

HEADER = "region,nomenclature,product,value,unit,establishments,scope\n"
SLICE = {"country": "BOL", "source": "INE", "year": "2020"}


def send(url: str, *lines: str, **slice_: str) -> None:
    """Load a file of these lines."""
    content = (HEADER + "\n".join(lines) + "\n").encode()
    loaded(url, [("regional_exports", {**SLICE, **slice_}, content)])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("La Paz,HS2017,0101,100,USD,,", "region"),
        ("BO-L,HS2017,animales,100,USD,,", "product"),
        ("BO-L,HS2017,0101,-1,USD,,", "value"),
        ("BO-L,HS2017,0101,mucho,USD,,", "value"),
        ("BO-L,HS2017,0101,100,bolivianos,,", "unit"),
        ("BO-L,HS2017,0101,100,USD,-2,", "establishments"),
        ("BO-L,HS2017,0101,100,USD,,agro", "scope"),
        ("BO-L,,0101,100,USD,,", "nomenclature"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(tmp_path: Path, line: str, column: str) -> None:
    path = tmp_path / "regiones.csv"
    path.write_text(f"{HEADER}BO-S,HS2017,0202,5,USD,,\n{line}\n", "utf-8")
    blocks = list(rows(REGIONAL_EXPORTS, Upload(path, "csv", SLICE, 1 << 20)))
    (fault,) = (fault for block in blocks for fault in block.checked.faults)
    assert (fault.line, fault.column) == (3, column)
    assert all(fault.reason.values())


@pytest.mark.parametrize(
    ("lines", "slice_", "said"),
    [
        (["PE-LIM,HS2017,0101,1,USD,,"], {}, "not of the slice's country"),
        (["BO-L,HS2017,010121,1,USD,,"], {}, "four digits"),
        (["BO-L,HS2017,0101,1,USD,,", "BO-L,HS2022,0202,1,USD,,"], {}, "one classification"),
        (["BO-L,HS2017,0101,1,USD,,", "BO-L,HS2017,0202,1,KG,,"], {}, "one unit"),
        (["BO-L,HS2017,0101,1,USD,,", "BO-L,HS2017,0202,1,USD,,01-05"], {}, "same chapters"),
        (["BO-L,HS2017,2801,1,USD,,01-05"], {}, "outside the chapters"),
        (["BO-L,HS2017,0101,1,USD,,"], {"year": "20"}, "four digits"),
    ],
)
def test_a_rule_of_the_whole_file_is_told(
    fresh_database: str, lines: list[str], slice_: dict[str, str], said: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        send(fresh_database, *lines, **slice_)
    assert said in str(caught.value)


def test_codes_may_have_dots(fresh_database: str) -> None:
    send(fresh_database, "BO-L,HS2017,01.01,1,USD,,")


def test_two_groups_that_share_codes_are_refused(fresh_database: str) -> None:
    header = "scheme,group,nomenclature,code_from,code_to,name_es,reference\n"
    lines = "mine,a,HS,01,10,A,X\nmine,b,HS,0901,0910,B,X\n"
    with pytest.raises(RefusedError, match="share codes"):
        loaded(fresh_database, [("product_groups", "X", (header + lines).encode())])


def test_the_template_explains_every_column_in_spanish() -> None:
    assert REGIONAL_EXPORTS in SERVICE.datasets
    assert [column.name for column in REGIONAL_EXPORTS.columns] == [
        "region", "nomenclature", "product", "name", "value", "unit", "establishments", "scope",
    ]  # fmt: skip
    assert all(column.description["es"] for column in REGIONAL_EXPORTS.columns)
