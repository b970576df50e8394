"""The model of the sample over HTTP."""

from tests.niche_api.conftest import Ask


def test_x(ask_built: Ask) -> None:
    print(ask_built("/v1/datasets/models").json())
