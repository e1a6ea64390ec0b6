from types import ModuleType

import pytest

from sightline.model.shown import ShownEntity
from sightline.publish.addresses import pages_of, safe_address, shelves_of


def test_shelves_come_in_reading_order_and_codes_count_naturally() -> None:
    entities = [
        ShownEntity(code, kind, code)
        for code, kind in [("ITM-10", "Item"), ("ITM-9", "Item"), ("INC-1", "Incident")]
    ]
    shelves = shelves_of(entities)
    assert ["Incident", "Item"] == [shelf.kind for shelf in shelves]
    assert ["ITM-9", "ITM-10"] == [entity.code for entity in shelves[1].entities]


def test_a_code_that_climbs_out_of_the_folder_is_named_by_its_digest() -> None:
    pages = pages_of(
        shelves_of([ShownEntity("../../etc/passwd", "../..", "x"), ShownEntity("ITM-1", "Item", "y")])
    )
    assert "item/ITM-1.html" == pages["ITM-1"]
    assert ".." not in pages["../../etc/passwd"]
    assert 1 == pages["../../etc/passwd"].count("/")
    assert pages["../../etc/passwd"].isascii()


def test_kinds_whose_names_look_alike_do_not_share_pages() -> None:
    # a workspace may call a kind of its own "item" beside the built-in "Item"
    entities = [
        ShownEntity("ITM-1", "Item", "a"),
        ShownEntity("ITM-1x", "item", "b"),
        ShownEntity("X-1", "assets", "c"),
    ]
    shelves = shelves_of(entities)
    assert 3 == len({shelf.path for shelf in shelves})
    assert 3 == len(set(pages_of(shelves).values()))
    assert "assets" not in {shelf.folder for shelf in shelves}


def test_every_hostile_code_has_a_page_of_its_own(sample: ModuleType) -> None:
    entities = sample.hostile().entities
    assert len(entities) == len(set(pages_of(shelves_of(entities)).values()))


@pytest.mark.parametrize(
    "text", ["https://example.org/a?b=c#d", "http://example.org:8080/", "HTTPS://EXAMPLE.ORG/"]
)
def test_web_addresses_may_be_opened(text: str) -> None:
    assert text == safe_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org/x",
        "https://",
        "https://[broken",
        "http://exa mple.org/",
        "",
    ],
)
def test_everything_else_stays_text(text: str) -> None:
    assert safe_address(text) is None
