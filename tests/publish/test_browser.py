"""The site as a reader meets it: from a folder, in Debian's Chromium, with no network."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


class Watched:
    """A page, with everything it asked for and everything it complained of."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type != "log" else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", self._failed)
        page.set_default_timeout(8_000)

    def _failed(self, request: "Request") -> None:
        # leaving a page while its icon is still being read aborts that; nothing is wrong then
        if "ERR_ABORTED" not in str(request.failure):
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def open(self, path: Path, fragment: str = "") -> "Page":
        self.page.goto(path.as_uri() + fragment)
        return self.page

    def check(self) -> None:
        assert [] == self.complaints
        assert [] == [url for url in self.asked if not url.startswith("file://")]


@pytest.fixture
def wide(browser: "Browser") -> Iterator[Watched]:
    context = browser.new_context(viewport=WIDE)
    watched = Watched(context.new_page())
    yield watched
    watched.check()
    context.close()


@pytest.fixture
def phone(browser: "Browser") -> Iterator[Watched]:
    context = browser.new_context(viewport=PHONE, has_touch=True, color_scheme="dark")
    watched = Watched(context.new_page())
    yield watched
    watched.check()
    context.close()


def test_the_front_page_draws_its_map_and_timeline(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "index.html")
    assert "6" == page.locator(".map").get_attribute("data-drawn")
    assert 6 <= page.locator(".map path.m-point").count()
    assert 6 <= page.locator(".map path.m-radius").count()
    assert 200 < page.locator(".map path.m-land").count()
    assert 13 == page.locator(".tl-row").count()
    assert 0 < (page.locator(".tl-bar").first.bounding_box() or {})["width"]


def test_two_accusers_stand_side_by_side_one_click_from_their_statements(
    wide: Watched, april_site: Path
) -> None:
    page = wide.open(april_site / "index.html")
    left, right = (page.locator(".side").nth(n).bounding_box() for n in (0, 1))
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    page.locator(".side").nth(0).get_by_text("the statement, with its record").click()
    page.locator(".st:target").wait_for(
        state="visible"
    )  # a page that is still being opened shows nothing yet
    page.go_back()
    page.locator(".side").nth(1).get_by_text("The blog's post of 13 April").click()
    assert page.url.endswith("item/ITM-1.html")


def test_a_point_opens_the_incidents_that_stand_there(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "incident" / "INC-1.html")
    page.locator(".map path.m-point:not(.m-faint)").click(force=True)
    names = page.locator(".leaflet-popup li a")
    assert 6 == names.count()
    names.filter(has_text="did not go off").click()
    assert page.url.endswith("incident/INC-2.html")


def test_looking_back_changes_what_is_shown(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "place" / "PLC-5.html")
    assert 7 == page.locator(".st:visible").count()
    gone = page.locator(".st.st-taken .v")
    assert "line-through" in gone.evaluate("element => getComputedStyle(element).textDecorationLine")
    page.get_by_text("12 April 2014", exact=True).first.click()
    assert 6 == page.locator(".st:visible").count()
    assert "none" in gone.evaluate("element => getComputedStyle(element).textDecorationLine")
    assert "1 statement is put away" in page.locator(".back-said").inner_text()
    assert 6 == page.locator(".tl-row:visible").count()
    # the view has an address of its own, so it can be handed on
    again = page.url
    page.goto("about:blank")
    page.goto(again)
    assert 6 == page.locator(".st:visible").count()
    page.get_by_text("to date", exact=True).click()
    page.locator("fieldset[data-axis=held]").get_by_text("29 April 2014").click()
    # "still going on" was said on the 12th; for the 29th that is a last word, not knowledge
    assert 5 == page.locator(".st .mark-last:visible").count()
    page.get_by_text("any date", exact=True).click()
    assert 7 == page.locator(".st:visible").count()


def test_looking_back_at_our_own_correction(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "incident" / "INC-1.html")
    old = page.locator(".st-superseded")
    old.get_by_text("superseded", exact=True).wait_for()
    page.locator("fieldset[data-axis=known]").get_by_text("22 November 2026").click()
    assert "none" in old.locator(".v").evaluate("element => getComputedStyle(element).textDecorationLine")
    old.get_by_text("superseded", exact=True).wait_for(state="hidden")
    page.get_by_text("the first of at least six at the town").wait_for(state="hidden")


def test_1700_items_are_listed_and_filtered_without_delay(wide: Watched, crowded_site: Path) -> None:
    began = time.monotonic()
    page = wide.open(crowded_site / "item-list.html")
    assert 1701 == page.locator(".row").count()
    assert 5 > time.monotonic() - began
    box = page.locator(".filter input[type=search]")
    began = time.monotonic()
    box.fill("video_01234")
    page.wait_for_function("document.querySelectorAll('.chunk .row:not([hidden])').length === 1")
    assert 1 > time.monotonic() - began
    assert "1 of 1,700" == page.locator(".filter-said").inner_text()
    taken = page.evaluate(
        """() => { const box = document.querySelector('.filter input[type=search]'); const began = performance.now();
        for (const text of ['', 'v', 'vi', 'homs', '']) { box.value = text; box.dispatchEvent(new Event('input')); }
        document.body.getBoundingClientRect(); return performance.now() - began; }"""
    )
    assert 1000 > taken
    box.fill("فيديو رقم ٥٥")
    page.wait_for_function("document.querySelectorAll('.chunk .row:not([hidden])').length < 60")
    assert 0 < page.locator(".chunk .row:visible").count()
    box.fill("")
    page.get_by_text("failed", exact=True).first.click()
    assert "34 of 1,700" == page.locator(".filter-said").inner_text()
    page.get_by_role("button", name="by date").click()
    assert "34 of 1,700" == page.locator(".filter-said").inner_text()


def test_find_finds_words_of_statements(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "find.html")
    page.locator(".find input").fill("HELICOPTER atshan")
    assert 1 == page.locator(".found li").count()
    page.locator(".found a").click()
    assert page.url.endswith("incident/INC-4.html")


def test_pictures_are_grey_and_blurred_until_asked_for(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "item" / "ITM-10.html")
    picture = page.locator(".media-graphic img")
    assert "blur" in picture.evaluate("element => getComputedStyle(element).filter")
    # what could be dragged out of the page, or seen without its style sheet, is no picture of anything
    assert picture.get_attribute("src").endswith("-blurred.png")
    page.get_by_text("Judged graphic. Show it in grey").click()
    page.wait_for_timeout(400)
    assert "-blurred" not in picture.get_attribute("src")
    assert "grayscale(1)" == picture.evaluate("element => getComputedStyle(element).filter")
    assert "none" == page.locator(".media-fit img").evaluate("element => getComputedStyle(element).filter")


def test_a_term_explains_itself_in_place(wide: Watched, april_site: Path) -> None:
    page = wide.open(april_site / "incident" / "INC-1.html")
    page.locator("a.term", has_text="may be").first.click()
    assert "hedges" in page.locator(".note-card").inner_text()
    page.keyboard.press("Escape")
    assert 0 == page.locator(".note-card").count()


def test_hostile_text_runs_nowhere(wide: Watched, hostile_site: Path) -> None:
    for path in sorted(hostile_site.rglob("*.html")):
        page = wide.open(path)
        assert page.evaluate("window.pwned") is None
        assert 0 == page.locator("main script, main iframe, main object").count()
    page = wide.open(hostile_site / "find.html")
    page.locator(".find input").fill("pwned")
    assert 0 < page.locator(".found li").count()
    page = wide.open(hostile_site / "map.html")
    page.locator(".map path.m-point").first.click(force=True)
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("which", ["april_site", "hostile_site"])
def test_nothing_is_wider_than_a_phone(phone: Watched, which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    for path in sorted(site.rglob("*.html")):
        page = phone.open(path)
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, path


def test_every_page_of_the_small_case_is_quiet(wide: Watched, april_site: Path) -> None:
    for path in sorted(april_site.rglob("*.html")):
        page = wide.open(path)
        assert 1 == page.locator("h1").count()


def test_without_scripts_everything_is_there(
    browser: "Browser", april_site: Path, sample: ModuleType
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto((april_site / "place" / "PLC-5.html").as_uri())
    assert 7 == page.locator(".st:visible").count()
    page.locator(".back").wait_for(state="hidden")
    page.goto((april_site / "map.html").as_uri())
    page.get_by_text("Kafr Zita, a device that did not go off").wait_for()
    assert sample is not None
    context.close()


def test_the_map_tells_what_lies_outside_its_first_view(wide: Watched, april_site: Path) -> None:
    # a place with no incident does not widen the first view, but must not be missed either
    page = wide.open(april_site / "map.html")
    more = page.locator(".map-more")
    told = more.text_content() or ""
    assert told.endswith(" lies outside this view: show it too")
    name = told.removesuffix(" lies outside this view: show it too")
    assert 0 == page.locator(".leaflet-tooltip", has_text=name).count()
    more.click()
    page.locator(".leaflet-tooltip", has_text=name).wait_for()
    assert 0 == more.count()
