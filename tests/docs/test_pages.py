"""What the documents show exists: verbs, options, files, words, decisions."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]

WRITTEN = [page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "reference"]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *WRITTEN])

# The words of the design: the glossary has each, once.
WORDS = [
    "Item", "Capture", "Object", "Media", "Observation", "Claim", "Finding", "Judgement", "Statement", "Incident",
    "Geolocation", "Chronolocation", "Corroboration", "Checkpoint", "Entity", "Source", "Place", "Actor", "Artefact",
    "Assessment", "Aggregate incident", "Ledger", "Event", "Leaf", "Vault", "Writer", "Layer", "Workspace", "Dossier",
    "Audience", "Certainty", "Code", "EDTF", "Erased", "Fit to be shown", "Key", "Kind", "Negated", "Original",
    "Outcome", "Property", "Proposal", "Qualifier", "Quote", "Rank", "Release", "Said", "Salt", "Sandbox", "Schema",
    "Sheet", "Stale", "State", "Unsigned", "Valid", "Via", "View", "Vocabulary", "Withheld",
]  # fmt: skip


def commands(page: Path) -> list[str]:
    """List the lines in which a page shows `sightline VERB …` being typed."""
    shown, inside = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.lstrip().startswith("```"):
            inside = line.lstrip().startswith("```console")
        elif inside and (typed := re.match(r"\s*\$ (?:\S*/)?sightline (.*)", line)) is not None:
            shown.append(typed[1])
    return shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_verbs_and_options_that_are_shown_exist(page: Path, verbs: dict[str, set[str]]) -> None:
    faults = []
    for typed in commands(page):
        words = typed.split()
        two = " ".join(words[:2])
        verb = two if two in verbs else words[0]
        if verb not in verbs:
            faults.append(f"no such verb: {typed}")
            continue
        options = set(re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", re.sub(r'"[^"]*"', "", typed)))
        faults += [
            f"no such option: {option} in {typed}" for option in sorted(options - verbs[verb] - verbs[""])
        ]
    assert [] == faults


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_out_of_the_checkout_root_lead_somewhere(page: Path) -> None:
    # The pages below docs/ are checked by `mkdocs build --strict`; these two are read where they lie.
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [] == [target for target in targets if not (ROOT / target).exists()]


def test_the_readme_shows_exactly_two_commands_of_make() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert ["$ make demo", "$ make test"] == re.findall(r"^\$ make .*$", readme, flags=re.MULTILINE)


def test_targets_of_make_that_are_shown_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    for page in PAGES:
        shown = set(re.findall(r"(?:`|\$ )make ([a-z]+)", page.read_text(encoding="utf-8")))
        assert set() == shown - targets, page.name


def test_the_glossary_has_every_word_once_and_sorted() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    assert [] == [word for word in WORDS if word not in terms]
    assert len(set(terms)) == len(terms)
    assert sorted(terms, key=str.casefold) == terms


def test_every_decision_is_dated_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = sorted(folder.glob("[0-9]*.md"))
    assert [f"{n:04d}" for n in range(1, len(pages) + 1)] == [page.name[:4] for page in pages]
    for page in pages:
        assert f"({page.name})" in index
        assert f"decisions/{page.name}" in nav
        lines = page.read_text(encoding="utf-8").splitlines()
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", lines[2]) is not None, (
            f"{page.name}: the date stands under the title"
        )


def test_no_page_loads_anything_from_elsewhere() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert config["theme"]["font"] is False
    assert [] == [
        entry for key in ("extra_css", "extra_javascript") for entry in config.get(key, []) if "//" in entry
    ]


def test_there_is_news_of_every_kind_in_its_form() -> None:
    kinds = {"added", "changed", "fixed", "removed"}
    faults = [
        path.name
        for path in sorted((ROOT / "changelog.d").iterdir())
        if path.name not in {"README.md", "template.md.jinja"}
        and path.name.split(".")[-2:-1] not in [[k] for k in kinds]
    ]
    assert [] == faults
