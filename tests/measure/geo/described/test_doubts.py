"""A namesake that nothing but its spelling speaks for is no answer: it is listed with the reason, or turned down."""

import pytest

from sightline.measure.geo.gazetteer.builtin import builtin_source, read_builtin
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.measure.geo.places import Around
from sightline.measure.geo.resolving import resolve

FILLING = ["AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "LT", "LV", "MT",
           "NL", "PL"]  # fmt: skip


def place(name: str, lat: float, lon: float, country: str, people: int, *others: str) -> Place:
    names = (Name(name, preferred=True), *map(Name, others))
    return Place(names, lat, lon, country, population=people, ids=(("made", f"{name} {country}"),))


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    """Index towns of very many countries: a gazetteer of the world, which lacks most villages."""
    towns = [
        place(f"Vbgd{'aeiou'[n % 5] * (n // 5 + 1)}k", 47.0, 5.0 + n, code, 900)
        for n, code in enumerate(FILLING)
    ]
    towns += [
        place("Tall-e Marun", 31.48, 50.79, "IR", 900, "تل مارون"),
        place("Heesch", 51.73, 5.53, "NL", 12_000),
        place("Sarmede", 45.98, 12.38, "IT", 3_000),
        place("Halban", 49.53, 97.74, "MN", 800),
        place("Kherson", 46.64, 32.61, "UA", 320_000, "Херсон"),
        place("Benghazi", 32.11, 20.07, "LY", 650_000, "بنغازي"),
        place("Kafr Zita", 35.3742, 36.6033, "SY", 21_000, "كفر زيتا"),
    ]
    return Gazetteer((build(towns, Source("world", digest="world")),))


@pytest.mark.parametrize("text", ["تل مروان", "Heesh", "Sarmadah", "Halban"])
def test_a_lone_namesake_of_a_far_country_is_listed_with_the_doubt(world: Gazetteer, text: str) -> None:
    # Tall Marwan of Syria was resolved to Tall-e Marun in Iran, with nothing that spoke for Iran
    answer = resolve(text, world)
    assert ("ambiguous", 1) == (answer.status, len(answer.candidates))
    assert answer.candidates[0].name in answer.why
    assert "may be meant, but" in answer.why


@pytest.mark.parametrize(
    "text, more",
    [
        ("Halban", {"country": "MN"}),
        ("Halban", {"near": Around(49.5, 97.7)}),
        ("Heesch", {"context": "a shop in Heesch, near Vbgdak", "country": "NL"}),
        ("تل مروان", {"country": "Iran"}),
    ],
)
def test_what_is_asked_or_said_takes_the_doubt_away(
    world: Gazetteer, text: str, more: dict[str, object]
) -> None:
    assert "resolved" == resolve(text, world, **more).status


@pytest.mark.parametrize("text", ["Kherson", "Херсон", "Benghazi", "بنغازي", "Kafr Zita", "كفر زيتا"])
def test_towns_that_are_known_and_so_written_need_no_more_words(world: Gazetteer, text: str) -> None:
    assert "resolved" == resolve(text, world).status


def test_a_point_measured_from_a_doubtful_place_is_doubtful(world: Gazetteer) -> None:
    answer = resolve("15 km north of تل مروان", world)
    assert "ambiguous" == answer.status
    assert "nothing said ties Tall-e Marun in IR to this" in answer.why
    assert "resolved" == resolve("15 km north of Kafr Zita", world).status
    unknown = resolve("between Kafr Zita and Nowhereville", world)
    assert ("unresolved", "the place it starts from is not known: Nowhereville") == (
        unknown.status,
        unknown.why,
    )


def test_a_passage_about_another_province_turns_a_small_namesake_down(localities: Gazetteer) -> None:
    for text, context in (
        ("Dariyah", "Dariyah, on the south-western edge of Damascus"),  # one lies in the province of Raqqa
        ("Al-Jazeera", "Al-Jazeera reporter in Idlib"),  # a lesser name of Hasaka
    ):
        answer = resolve(text, localities, context=context)
        assert "resolved" != answer.status or "Rif Dimashq" == answer.candidates[0].admin, text
    far = resolve("الصقلاويه", localities, context="ريف القامشلي: الصقلاويه")
    assert "resolved" != far.status


def test_a_village_far_from_every_town_of_the_passage_is_doubted(world: Gazetteer) -> None:
    answer = resolve("Kafr Zita", world, context="Benghazi was shelled that day, and so was Kafr Zita.")
    assert "ambiguous" == answer.status
    assert "km from every town that the passage names" in answer.why


def test_a_word_that_sounds_like_a_country_is_not_the_country(localities: Gazetteer) -> None:
    answer = resolve("Sarin", localities, context="Sarin was used in Khan Sheikhoun, Idlib")
    assert "Syria" not in [one.name for one in answer.candidates]


def test_a_site_of_a_town_is_not_the_town(localities: Gazetteer) -> None:
    street = resolve("Tadef Street", localities, context="a shop on Tadef Street, Aleppo")
    assert "ambiguous" == street.status
    assert "a street, a square, a market or the like is said" in street.why
    assert "resolved" == resolve("Tadef", localities, context="a shop in Tadef, Aleppo").status


def test_a_spelling_that_differs_too_much_is_never_sure(localities: Gazetteer) -> None:
    answer = resolve("Umm Dalal", localities, context="Umm Dalal, rural Aleppo")
    assert "resolved" != answer.status


def test_the_real_towns_of_the_world_are_kept_apart_from_villages_they_lack() -> None:
    some = "IR SY UA MT CY EE LV LT IE DK BG GR AL MK ME SI HR LU IS GE AM AZ".split()
    towns = (one for one in read_builtin() if one.country in some)
    built = Gazetteer((build(towns, builtin_source()),))
    assert "ambiguous" == resolve("تل مروان", built).status
    assert "ambiguous" == resolve("15 km north of تل مروان", built).status
    for text in ("Deir ez-Zor", "Kharkiv", "كفر زيتا"):
        assert "resolved" == resolve(text, built).status, text
