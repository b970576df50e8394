"""Settings and the page that lists them."""

from pathlib import Path

from servicekit.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_on_the_page_that_lists_them() -> None:
    page = PAGE.read_text("utf-8")

    absent = [name for name in Settings.model_fields if f"`ESLABON_{name.upper()}`" not in page]

    assert absent == []
