"""The search index as a pure object."""

from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import MatchKind
from hypothesis import given
from hypothesis import strategies as st
from tariff_api.nomenclature.index import Document, Index, Term
from tariff_api.nomenclature.language import Wording

TEXTS = {
    "08": "Frutas y frutos comestibles",
    "0801": "Cocos, nueces del Brasil y nueces de marañón",
    "080122": "Nueces del Brasil > Sin cáscara",
    "73": "Manufacturas de fundición",
    "7322": "Radiadores; generadores de aire caliente con ventilador o soplador con motor",
    "732211": "Radiadores y sus partes > De fundición",
    "732219": "Radiadores y sus partes > Los demás",
    "8407": "Motores de émbolo de encendido por chispa",
    "840710": "Motores de aviación",
}


def index() -> Index:
    documents = []
    for code, text in TEXTS.items():
        above = [TEXTS[code[:digits]] for digits in (2, 4) if code[:digits] in TEXTS]
        path = " > ".join([*dict.fromkeys(one for one in above if one != text), text])
        documents.append(Document(code, len(code) == 6, {Lang.ES: Wording(text, path)}))
    return Index(documents, [Term("castaña", Lang.ES, "080122"), Term("aire", Lang.ES, "7322")])


INDEX = index()


def codes(query: str) -> list[str]:
    return [one.document.code for one in INDEX.search(query).found]


def test_accents_and_case_do_not_matter() -> None:
    assert codes("CASTANA") == codes("castaña") == ["080122"]
    assert codes("fundicion") == codes("fundición")


def test_singular_and_plural_find_the_same() -> None:
    assert set(codes("motor")) == set(codes("motores"))


def test_words_of_the_path_find_what_lies_below() -> None:
    assert "732211" in codes("motor")


def test_the_heading_that_has_the_word_comes_before_what_lies_below() -> None:
    found = codes("motor")

    assert found.index("7322") < found.index("732219")


def test_a_code_that_has_all_words_comes_first() -> None:
    assert codes("radiadores de fundición")[0] == "732211"


def test_a_name_beats_any_text() -> None:
    assert codes("aire")[0] == "7322"
    assert INDEX.search("aire").found[0].match is MatchKind.NAME


def test_the_beginning_of_a_word_is_enough() -> None:
    assert codes("ventil") == codes("ventilador")


def test_short_words_are_not_corrected() -> None:
    assert INDEX.search("coxo").unknown == ["coxo"]


def test_empty_words_find_nothing() -> None:
    assert codes("de la") == []


def test_headings_group_what_lies_below() -> None:
    groups = INDEX.search("motor").headings()

    assert set(groups) == {"7322", "8407"}
    assert {INDEX.documents[one].code for one in groups["7322"]} == {"7322", "732211", "732219"}


def test_chapters_count_what_was_found_and_the_best_comes_first() -> None:
    found = INDEX.search("motor")

    assert found.chapters() == {"73": 3, "84": 2}
    assert next(iter(found.chapters())) == found.found[0].document.code[:2]


@given(
    word=st.sampled_from(["castaña", "radiadores", "fundición", "ventilador"]),
    place=st.integers(1, 7),
)
def test_one_letter_twice_is_still_found(word: str, place: int) -> None:
    at = min(place, len(word) - 1)
    typed = word[:at] + word[at] + word[at:]

    assert set(codes(typed)) >= set(codes(word))


@given(st.text(max_size=40))
def test_any_text_is_answered_in_order(query: str) -> None:
    found = INDEX.search(query).found

    assert list(found) == sorted(found, key=lambda one: (-one.score, one.document.code))


def bare(*texts: tuple[Lang, str]) -> Index:
    return Index(
        [
            Document(f"{number:04}", False, {lang: Wording(text, text)})
            for number, (lang, text) in enumerate(texts, 1)
        ],
        [],
    )


def test_portuguese_plurals_and_singulars_find_the_same() -> None:
    found = bare(
        (Lang.PT, "Amendoins"), (Lang.PT, "Aviões"), (Lang.PT, "Maçãs"), (Lang.PT, "Papel")
    )

    for typed, code in (("amendoim", "0001"), ("avião", "0002"), ("maçã", "0003")):
        assert [one.document.code for one in found.search(typed).found] == [code]
    assert [one.document.code for one in found.search("papéis").found] == ["0004"]


def test_words_written_together_or_apart_find_the_same() -> None:
    found = bare(
        (Lang.EN, "Sun-flower seed oil"), (Lang.EN, "Tooth brushes"), (Lang.ES, "Microondas")
    )

    for typed, code in (("sunflower", "0001"), ("toothbrush", "0002"), ("micro ondas", "0003")):
        assert [one.document.code for one in found.search(typed).found] == [code]


def test_a_word_is_not_corrected_to_one_that_begins_otherwise() -> None:
    found = bare((Lang.ES, "Cacao en grano"))

    assert found.search("racao").unknown == ["racao"]
    assert found.search("cacoa").understood_as == "cacao"


def test_lines_of_other_nomenclatures_find_their_subheading() -> None:
    found = Index(
        [Document("0102", True, {Lang.ES: Wording("Animales bovinos", "Animales bovinos")})],
        [],
        [Term("Vacas para cría", Lang.ES, "0102"), Term("Otras", Lang.ES, "9999")],
    )

    assert [one.document.code for one in found.search("vacas").found] == ["0102"]
