"""Claims, figures, explanations, features and lives as pages: none of it is markup, all of it works without scripts."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sightline.model.disclosed import Dossier
from sightline.model.shown import ClaimRow, ClaimSide, Link, ShownEntity, ShownQualifier, ShownStatement
from sightline.model.shown_time import shown_time
from sightline.model.shown_weighing import (
    AchCell,
    AchCite,
    AchExplanation,
    AchFalls,
    AchPiece,
    FeatureCell,
    FeaturePlace,
    FeatureRow,
    FeatureSight,
    FigureVoice,
    ShownAch,
    ShownFeatures,
    ShownFigure,
)
from sightline.model.time import read
from sightline.publish.dossier import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e'
ID = f"{1:032x}"
STATES = (
    "affirmed",
    "hedged",
    "negated",
    "disputed",
    "denied",
    "refuted",
    "superseded",
    "retracted",
    "rejected",
)


def said(number: int, subject: str, prop: str, value: str, **more: object) -> ShownStatement:
    return ShownStatement(f"{number:032x}", Link(EVIL, subject), prop, prop, value, **more)  # type: ignore[arg-type]


def ach(text: str) -> ShownAch:
    cells = (
        AchCell("A", "CC", "Very consistent", text, ID),
        AchCell("B", "II", "Very inconsistent", text, ID),
    )
    cite = AchCite(text, "INC-1", ID, text, "retracted")
    return ShownAch(
        (
            AchExplanation("A", text, ID, 1, "0", 1, 0, text, text, ID),
            AchExplanation("B", text, ID, 2, "1.2", 0, 1),
        ),
        (
            AchPiece(1, text, ID, "0.6", text, text, "parts", text, text, cells, (cite,)),
            AchPiece(
                2, text, ID, "0.3", "", "", "all_alike", "", "", (AchCell("A", "", "not judged yet"),), ()
            ),
        ),
        "ICD 203",
        text,
        text,
        text,
        (text,),
        (text,),
        (cite,),
        ((text, text),),
        (text,),
        (AchFalls(text, "SRC-1", (1, 2), text),),
        text,
    )


def features(text: str) -> ShownFeatures:
    def sight(code: str, *, hedged: bool = False, negated: bool = False) -> FeatureSight:
        return FeatureSight(ID, code, text, text, text, text, hedged, negated)

    return ShownFeatures(
        (
            FeatureRow("three tail fins", "1.0", 1, (FeatureCell(0, "seen", (sight("INC-1"),)),)),
            FeatureRow(
                text,
                "0.0",
                2,
                (
                    FeatureCell(0, "hedged", (sight("INC-1", hedged=True),)),
                    FeatureCell(1, "disputed", (sight("INC-2"), sight("INC-2", negated=True))),
                ),
            ),
        ),
        (
            FeaturePlace("INC-1", text, "Incident", (("INC-2", text, text),)),
            FeaturePlace("INC-2", text, "Incident"),
        ),
        text,
    )


def dossier(text: str) -> Dossier:
    sides = tuple(
        ClaimSide(
            Link(text, "SRC-1"),
            text,
            f"{n:032x}",
            state=state,
            state_note=text,
            agrees=(text,),
            contradicts=(text, text),
            independent=text,
        )
        for n, state in enumerate(STATES, 1)
    )
    figure = ShownFigure(
        text,
        "2",
        "3",
        "no upper bound",
        text,
        "3 sources, at most 1 with no tie found",
        (FigureVoice(text, "SRC-1", text, ID, (text,), True),),
        (text,),
    )
    time = shown_time(read("2021-04-02/"))
    about = (
        ShownQualifier("Question", "Date", id="question", term="date"),
        ShownQualifier("Basis", text, id="basis"),
    )
    return Dossier(
        text,
        "internal",
        "today",
        entities=(
            ShownEntity(
                "INC-1",
                "Incident",
                text,
                table=(
                    ClaimRow(
                        "One source",
                        (ClaimSide(Link("This case"), text),),
                        sources="1 source, at most 1 with no tie found",
                    ),
                    ClaimRow(text, sides, reasons=(text,), sources="9 sources, at most 2 with no tie found"),
                ),
                figures=(figure,),
                statements=(
                    said(
                        1,
                        "INC-1",
                        "casualties",
                        "2",
                        qualifiers=(ShownQualifier("State", text, id="state", term="killed"),),
                    ),
                ),
            ),
            ShownEntity("INC-2", "Incident", text),
            ShownEntity("SRC-1", "Source", text),
            ShownEntity(
                "ASM-1",
                "Assessment",
                text,
                ach=ach(text),
                statements=(said(5, "ASM-1", "confidence", text, status="superseded"),),
            ),
            ShownEntity(
                "ACT-1",
                "Actor",
                text,
                statements=(
                    said(6, "ACT-1", "name", text),
                    said(
                        7,
                        "ACT-1",
                        "member_of",
                        text,
                        code="ACT-2",
                        valid=time,
                        polarity="negated",
                        source=Link(text, "SRC-1"),
                    ),
                ),
            ),
            ShownEntity("ACT-2", "Actor", text),
            ShownEntity(
                "VER-1",
                "Verification",
                text,
                statements=(
                    said(8, "VER-1", "of", text, code="INC-1"),
                    said(9, "VER-1", "conclusion", text, qualifiers=about),
                ),
            ),
        ),
        features=features(text),
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(dossier(EVIL), tmp_path_factory.mktemp("weighing") / "site").folder


PAGES = (
    "incident/INC-1.html",
    "assessment/ASM-1.html",
    "actor/ACT-1.html",
    "verification/VER-1.html",
    "features.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_a_page_is_markup_and_nothing_in_it_is_inline(site: Path, path: str) -> None:
    page = (site / path).read_text()
    assert "<img src=x" not in page
    assert "<script>" not in page
    assert "\u202e" not in page
    assert (
        re.search(r"<[^>]*\s(?:style|on[a-z]+)\s*=\s*[\"'](?!><img)", re.sub(r'"[^"]*"', '""', page)) is None
    )


def test_every_state_is_told_in_words_and_with_a_sign(site: Path) -> None:
    page = (site / "incident/INC-1.html").read_text()
    for words in (
        "says so",
        "may be",
        "says it is not so",
        "disputed by another",
        "denied by the one it speaks of",
        "refuted by a person",
        "superseded",
        "taken back",
        "rejected by a person",
    ):
        assert words in page
    assert 9 == page.count('class="cst-sign"') - page.count('class="fig-voices"')
    assert "9 sources, at most 2 with no tie found" in page
    assert "1 source, at most" not in page  # of one alone there is nothing to be tied
    # the question that is answered in ways that cannot all be so stands first
    assert page.index("9 sources, at most") < page.index("One source")
    assert "no upper bound" in page
    assert "VER-1" in page


def test_cells_say_in_words_what_their_letters_mean(site: Path) -> None:
    page = (site / "assessment/ASM-1.html").read_text()
    for words in (
        "very consistent",
        "very inconsistent",
        "not judged yet",
        "decides nothing",
        "cites nothing: assumed",
    ):
        assert words in page
    assert "Pieces 1, 2 rest on" in page
    assert "1 earlier statement" in page


def test_a_dossier_without_any_of_it_has_none_of_its_pages(tmp_path: Path) -> None:
    bare = Dossier("A", "internal", "today", entities=(ShownEntity("INC-1", "Incident", "A"),))
    out = publish(bare, tmp_path / "site").folder
    assert not (out / "features.html").exists()
    page = (out / "incident/INC-1.html").read_text()
    assert "weighing.css" not in page
    assert "features.html" not in page


def test_on_a_telephone_nothing_runs_over_and_the_matrix_is_ordered(site: Path, browser: "Browser") -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    for path in PAGES:
        page.goto((site / path).as_uri())
        assert 0 == page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        ), path
    names = page.locator(".feat tbody th")
    assert "three tail fins" == names.nth(1).text_content()  # what only one shows connects nothing
    page.locator("[data-by=weight]").click()
    assert "three tail fins" == names.first.text_content()
    page.locator("[data-by=count]").click()
    assert "three tail fins" == names.nth(1).text_content()
    page.locator(".feat-sort input").check()
    assert [False, True] == [page.locator(".feat tbody tr").nth(n).is_hidden() for n in (0, 1)]
    page.locator(".feat-sort select").select_option(index=2)
    assert 1 == page.locator(".feat tbody tr:visible").count()
    assert [] == faults
    context.close()


def test_without_scripts_all_of_it_is_there(site: Path, browser: "Browser") -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "features.html").as_uri())
    assert 2 == page.locator(".feat tbody tr:visible").count()
    page.locator("form.feat-sort").wait_for(state="hidden")
    page.goto((site / "actor/ACT-1.html").as_uri())
    page.locator(".life-bar").click()
    assert page.url.endswith(f"#s-{7:032x}")
    # the statement lies in a fold, which opens by hand as well
    page.locator(".group.fold > summary").first.click()
    assert 0 < page.locator(".st:visible").count()
    context.close()


def test_the_answer_stands_at_the_top_and_leads_to_all_of_it(site: Path) -> None:
    text = (site / "incident/INC-1.html").read_text()
    assert text.index('id="short"') < text.index('id="figures"') < text.index('id="table"')
    assert "1 of 2 questions is answered in ways that cannot all be so" in text
    assert 'id="short"' not in (site / "incident/INC-2.html").read_text()
    weighed = (site / "assessment/ASM-1.html").read_text()
    assert weighed.index("What was concluded") < weighed.index("Explanations against the evidence")


def test_a_link_into_a_fold_opens_it(site: Path, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto((site / "incident/INC-1.html").as_uri())
    assert 0 == page.locator(".st:visible").count()
    page.locator(f'.fig-voices a[href="#s-{1:032x}"]').first.click()
    page.locator(f"#s-{1:032x}").wait_for()
    # also from another page
    page.goto("about:blank")
    page.goto((site / "incident/INC-1.html").as_uri() + f"#s-{1:032x}")
    page.locator(f"#s-{1:032x}").wait_for()
    page.close()


def test_a_print_has_what_lies_folded(site: Path, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto((site / "incident/INC-1.html").as_uri())
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert 0 == page.locator("details:not([open])").count()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert 0 < page.locator("details:not([open])").count()
    page.close()


def test_the_parts_of_a_dossier_are_one_tap_away_on_a_telephone_without_scripts(
    site: Path, browser: "Browser"
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "incident/INC-1.html").as_uri())
    page.locator("nav.parts").wait_for(state="hidden")
    page.locator("label.menu").click()
    page.locator("nav.parts").wait_for()
    context.close()


def test_looking_back_puts_away_what_others_records_said_later(tmp_path: Path, browser: "Browser") -> None:
    # members of a coalition are told by the members' records: its own page used to show them whatever date was chosen
    def member(number: int, code: str, on: str) -> ShownStatement:
        link = Link(code, code, "Actor")
        time = shown_time(read(on))
        return ShownStatement(
            f"{number:032x}", link, "member_of", "Member of", "Front", code="ACT-1", valid=time, said=time
        )

    early, late = member(21, "ACT-2", "2021-03-20"), member(22, "ACT-3", "2021-07-08")
    entities = (
        ShownEntity("ACT-1", "Actor", "Front"),
        ShownEntity("ACT-2", "Actor", "Second", statements=(early,)),
        ShownEntity("ACT-3", "Actor", "Third", statements=(late,)),
    )
    site = publish(Dossier("A", "internal", "today", entities=entities), tmp_path / "site").folder
    page = browser.new_page()
    page.goto((site / "actor/ACT-1.html").as_uri())
    rows = page.locator(".life-row:visible")
    assert 2 == rows.count()
    page.locator("fieldset[data-axis=said] label", has_text="20 March 2021").click()
    assert ["ACT-2"] == [text.strip() for text in rows.locator(".life-label a").all_text_contents()]
    page.close()
