"""Relations through time: a source's latest word counts, sources that differ are said to, and the pages show it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from sightline.model.disclosed import Dossier
from sightline.model.shown import Link, ShownEntity, ShownPosition, ShownStatement
from sightline.model.shown_time import ShownTime, shown_time
from sightline.model.time import read
from sightline.publish.as_of import MOST_HELD, answer, dates_of
from sightline.publish.dossier import publish
from sightline.publish.layout import place
from sightline.publish.network import network_of
from sightline.publish.territory import territory_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def when(edtf: str) -> ShownTime:
    return shown_time(read(edtf))


def said(
    number: int,
    subject: str,
    prop: str,
    code: str,
    *,
    valid: str | None = None,
    on: str = "2021-05-12",
    source: str = "SRC-1",
    relation: str = "between",
    **more: str,
) -> ShownStatement:
    return ShownStatement(
        f"{number:032x}", Link(subject, subject, "Actor"), prop, prop, code, code=code, relation=relation,
        valid=None if valid is None else when(valid), said=when(on), source=Link(source, source, "Source"), **more,  # type: ignore[arg-type]
    )  # fmt: skip


JOINED = said(1, "ACT-1", "member_of", "ACT-2", valid="2021-03-02/", on="2021-03-20")
LEFT = said(2, "ACT-1", "member_of", "ACT-2", valid="2021-04-30/", on="2021-05-12", polarity="negated")
STAYED = said(3, "ACT-1", "member_of", "ACT-2", valid="2021-03-02/2021-06-20", on="2021-07-08")
GONE = said(4, "ACT-1", "member_of", "ACT-2", valid="2021-06-21/", on="2021-07-08", polarity="negated")
ALL = (JOINED, LEFT, STAYED, GONE)


@pytest.mark.parametrize(
    "held, by, letter",
    [
        ("2021-04-01", "2021-03-31", "l"),  # attested from March on; nobody said by then when it would end
        ("2021-05-15", "2021-05-31", "d"),
        ("2021-05-15", "2021-07-31", "y"),  # the source took its word back: it was a member all the time
        ("2021-07-01", "2021-07-31", "d"),
        ("2021-01-01", "2021-07-31", "n"),
    ],
)
def test_the_latest_word_of_a_source_by_then_counts(held: str, by: str, letter: str) -> None:
    found = answer(ALL, read(held), read(by))
    assert letter == found or (letter == "l" and found in "ylp")


def test_sources_that_differ_are_disputed_and_each_deny_alone_is_a_denial() -> None:
    other = said(5, "ACT-1", "member_of", "ACT-2", valid="2021-05-15", source="SRC-2")
    assert "x" == answer((LEFT, other), read("2021-05-15"), read("2021-05-31"))
    assert "y" == answer((other,), read("2021-05-15"), read("2021-05-31"))
    assert "d" == answer((LEFT,), read("2021-05-15"), read("2021-05-31"))


def test_what_is_only_hedged_is_possible() -> None:
    hedged = said(6, "ACT-1", "member_of", "ACT-2", valid="2021-05-15", certainty="hedged")
    assert "p" == answer((hedged,), read("2021-05-15"), read("2021-05-31"))


def test_more_dates_than_a_slider_has_room_for_are_thinned_and_counted() -> None:
    many = [
        said(n, "A", "fights", "B", valid=f"20{n // 300:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}")
        for n in range(200)
    ]
    dates = dates_of(many)
    assert len(dates.held) <= MOST_HELD
    assert dates.left_out > 0
    assert [s.span.begin_earliest for s in dates.held] == sorted(
        s.span.begin_earliest or 0 for s in dates.held
    )


def test_the_same_network_is_always_drawn_alike_and_within_its_sheet() -> None:
    ties = [(0, 1), (1, 2), (3, 4), (0, 0)]
    spots = place(6, ties, width=100, height=50)
    assert spots == place(6, ties, width=100, height=50)
    assert all(0 <= x <= 100 and 0 <= y <= 50 for x, y in spots)
    assert 6 == len(set(spots))
    assert [] == place(0, [], width=1, height=1)
    assert 1 == len(place(1, [], width=10, height=10))


@pytest.fixture
def dossier() -> Dossier:
    spot = ShownPosition(350_000_000, 360_000_000, 1500, "town", "Fordham")
    holds = [
        said(10, "ACT-1", "controls", "PLC-1", valid="2021-05-15", relation="territory", source="Television"),
        said(
            11, "ACT-2", "controls", "PLC-1", valid="2021-05-15", relation="territory", source="Media office"
        ),
    ]
    return Dossier(
        "A <b>case</b>",
        "internal",
        "today",
        entities=(
            ShownEntity("ACT-1", "Actor", "Harbour <script>alert(1)</script>", statements=(*ALL, holds[0])),
            ShownEntity("ACT-2", "Actor", "Front", statements=(holds[1],)),
            ShownEntity("PLC-1", "Place", "Fordham", positions=(spot,)),
        ),
    )


def test_a_month_is_written_as_one() -> None:
    dates = dates_of(
        [said(1, "A", "fights", "B", valid="2021-04"), said(2, "A", "fights", "B", valid="2021")]
    )
    assert {"April 2021", "2021"} <= {step.label for step in dates.held}


def test_a_place_without_a_position_is_hatched_in_the_list(tmp_path: Path, browser: "Browser") -> None:
    # without a map there was no choice of a source and no hatching at all
    holds = [
        said(
            n, f"ACT-{n}", "controls", "PLC-1", valid="2021-05-15", relation="territory", source=f"Source {n}"
        )
        for n in (1, 2)
    ]
    entities = (
        ShownEntity("ACT-1", "Actor", "Front", statements=(holds[0],)),
        ShownEntity("ACT-2", "Actor", "Guard", statements=(holds[1],)),
        ShownEntity("PLC-1", "Place", "Ford"),
    )
    site = publish(Dossier("A", "internal", "today", entities=entities), tmp_path / "site").folder
    page = browser.new_page()
    page.goto((site / "control.html").as_uri())
    face = page.locator(".ground-face")
    assert "45deg" in face.evaluate("e => e.style.background")
    page.locator(".by-source").select_option(label="Source 1")
    assert "45deg" not in face.evaluate("e => e.style.background")
    page.close()


def test_a_withheld_or_superseded_statement_draws_nothing() -> None:
    hidden = said(7, "ACT-1", "fights", "ACT-2", valid="2021-05-15", status="withheld")
    entities = {
        "ACT-1": ShownEntity("ACT-1", "Actor", "A", statements=(hidden,)),
        "ACT-2": ShownEntity("ACT-2", "Actor", "B"),
    }
    assert network_of(entities) is None
    assert territory_of(entities) is None


def test_pages_of_it_are_written_and_nothing_in_them_is_markup(dossier: Dossier, tmp_path: Path) -> None:
    site = publish(dossier, tmp_path / "site").folder
    network, control = (site / "network.html").read_text(), (site / "control.html").read_text()
    assert "<script>alert" not in network + control
    assert "Harbour" in network
    rows = json.loads((site / "data/control.js").read_text().split("control=", 1)[1].rstrip(";\n"))
    assert [[350_000_000, 360_000_000, 1500, "Fordham", "place/plc-1.html", 0]] == [
        [*row[:4], row[4].lower(), row[5]] for row in rows
    ]
    assert 'href="network.html"' in (site / "index.html").read_text()


def test_moving_the_slider_changes_what_is_shown(
    dossier: Dossier, tmp_path: Path, browser: "Browser"
) -> None:
    site = publish(dossier, tmp_path / "site").folder
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / "network.html").as_uri())
    row = page.locator("ul.relations > li", has_text="Front").first
    page.locator("#as-said").select_option(label="12 May 2021")
    days = page.locator(".as-days li").all_text_contents()
    page.evaluate(
        "at => { const r = document.querySelector('#as-held'); r.value = at; r.dispatchEvent(new Event('input')); }",
        str(days.index("12 May 2021")),
    )
    assert "d" == row.get_attribute("data-now")
    # a reader who hears the slider hears a date, not a number
    assert "12 May 2021" == page.locator("#as-held").get_attribute("aria-valuetext")
    page.locator(".as-of-said", has_text="changed since").wait_for()
    page.locator("#as-said").select_option(index=2)
    assert "y" == row.get_attribute("data-now")
    told = []
    while page.locator("[data-step='1']").is_enabled():
        page.locator("[data-step='1']").click()
    while page.locator("[data-step='-1']").is_enabled():
        told.append(row.locator(".as-word").text_content())
        page.locator("[data-step='-1']").click()
    assert any("denied (was: held)" in str(word) for word in told), told
    assert days[0] == page.locator("#as-held").get_attribute("aria-valuetext")
    page.goto((site / "control.html").as_uri())
    page.wait_for_selector(".c-face")
    assert "sources differ" in page.locator(".ground-state").first.text_content()
    assert "Sources differ on 1 of 1 place: Fordham" == page.locator(".grounds-said").text_content()
    assert "45deg" in page.locator(".c-face").first.evaluate("e => e.style.background")
    # the hatching stands in the list as well: most places of a case have no position
    assert "45deg" in page.locator(".ground-face").first.evaluate("e => e.style.background")
    page.locator(".by-source").first.select_option(label="Television")
    assert "45deg" not in page.locator(".ground-face").first.evaluate("e => e.style.background")
    assert 1 == page.locator(".control li:visible").count()
    assert "45deg" not in page.locator(".c-face").first.evaluate("e => e.style.background")
    assert [] == faults
    page.close()


def test_unnamed_sources_are_voices_of_their_own() -> None:
    # two protected sources, each shown without a name, were taken for one whose latest word counts
    unnamed = Link("a source, not named", None, "Source")
    yes = evolve(said(7, "ACT-1", "member_of", "ACT-2", valid="2021-05-15"), source=unnamed)
    no = evolve(yes, id=f"{8:032x}", polarity="negated")
    assert "x" == answer((yes, no), read("2021-05-15"), read("2021-05-31"))
