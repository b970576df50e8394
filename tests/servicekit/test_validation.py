"""Every fault that pydantic can find gets a sentence in each language."""

from eslabon.contracts.envelope import Lang
from pydantic_core._pydantic_core import list_all_errors
from servicekit.validation import faults, pointer


def test_every_kind_of_fault_has_a_whole_sentence_in_each_language() -> None:
    for known in list_all_errors():
        error = {
            "type": known["type"],
            "loc": ("query", "amount"),
            "input": "x",
            "ctx": known.get("example_context") or {},
        }

        ((where, sentence, _),) = faults([error])

        assert where in ("/query/amount", ""), known["type"]
        assert set(sentence) == set(Lang)
        for text in sentence.values():
            assert text.endswith("."), text
            assert "{" not in text, text
            assert "None" not in text, text


def test_choices_are_listed() -> None:
    error = {"type": "enum", "loc": ("query", "lang"), "input": "fr",
             "ctx": {"expected": "'es', 'pt' or 'en'"}}  # fmt: skip

    ((_, sentence, _),) = faults([error])

    assert sentence[Lang.ES] == "`lang` puede ser `es`, `pt` o `en`; cambie `fr`."


def test_a_pattern_is_explained_by_an_example() -> None:
    error = {"type": "string_pattern_mismatch", "loc": ("query", "importer"), "input": "1"}

    ((_, sentence, _),) = faults([error], lambda location: "BRA")

    assert sentence[Lang.EN] == (
        "`importer` does not have the expected form (for example `BRA`); change `1`."
    )


def test_pointers_escape_slashes_and_tildes() -> None:
    assert pointer(("body", "items", 3, "a/b~c")) == "/items/3/a~1b~0c"
    assert pointer(("path", "code")) == "/path/code"
