"""What leaves in a release: a canary stands in every field of what is not released, and the whole site is searched.

The rules of who may see what are written here a second time, as plainly as possible, and compared with what is found.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sightline.core.clock import FixedClock
from sightline.core.errors import NotDisclosed, WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.evidence_record import finding, finding_id, stored
from sightline.model.finding import Finding, Json, Proposal
from sightline.model.record import judgement
from sightline.model.schema import Property, Schema
from sightline.publish.dossier import publish
from sightline.store.tables import entity_keys, statements
from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.disclose import disclose
from sightline.work.disclosing.release import reaching
from sightline.work.identities import judge_identity
from sightline.work.opening import close_case, make_case
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.record import record
from sightline.work.releasing import release
from sightline.work.resolve import Resolver
from sightline.work.taking.collect import Added, Wish, collect
from sightline.work.write import writing

KINDS = ("Source", "Item", "Actor", "Incident", "Aggregate", "Place", "Artefact", "Assessment", "Post")
NEVER: frozenset[str] = frozenset()
FORBIDDEN = frozenset(
    {
        "note", "tag", "external_id", "list_field", "found_via", "kept_because", "consent_terms", "contact",
        "informant", "real_name", "person_name", "spatial", "gazetteer_id", "reference_code",
        "victims", "publishable", "hazardous",
    }
)  # fmt: skip
"""Properties that stay in the team whatever is released."""


class Planted:
    """Canaries by text, each with the entities that must all be released before it may leave; None: never."""

    def __init__(self) -> None:
        self.numbers = count(100)
        self.owners: dict[str, frozenset[str] | None] = {}
        self.secret: set[str] = set()
        """Words that are withheld from everybody, the team included."""

    def word(self, *owners: str, leaves: bool = True, secret: bool = False) -> str:
        """Make a word that stands nowhere else."""
        text = f"Canary{next(self.numbers)}Zq"
        if secret:
            self.secret.add(text)
        self.owners[text] = frozenset(owners) if leaves else None
        return text

    def point(self) -> dict[str, Json]:
        """Make a point whose digits stand nowhere else; no release gives a point as it was."""
        number = next(self.numbers)
        self.owners[f"{number}78913"] = None
        return {"lat": f"35.{number}7891", "lon": f"36.{number}78913", "radius_m": 40}

    def value(self, schema: Schema, prop: Property, owner: str) -> Json:
        """Make a value of a property; None where it can hold no canary."""
        leaves = prop.id not in FORBIDDEN and not prop.sensitive
        match prop.type:
            case "text" | "identifier":
                return self.word(owner, leaves=leaves, secret=prop.sensitive)
            case "url":
                return f"https://example.org/{self.word(owner, leaves=leaves)}"
            case "place":
                return self.point()
            case "date":
                day = date.fromordinal(500_000 + next(self.numbers)).isoformat()
                self.owners[day] = frozenset({owner}) if leaves else None
                return day
        return None


def plant(case: Case, planted: Planted) -> dict[str, str]:
    """Fill a case: two of each kind, a canary in every field; gives the code of each entity by its name."""
    names = [f"{kind}-{letter}" for kind in KINDS for letter in "ab"] + ["Actor-person"]
    keys = {name: f"{name.partition('-')[0].lower()}/{planted.word(leaves=False)}" for name in names}
    drafts = []
    for name in names:
        kind = case.schema.kinds[name.partition("-")[0]]
        for prop in (p for p in kind.properties.values() if p.id != "pseudonym"):  # it protects a source
            value = planted.value(case.schema, prop, name)
            if value is not None:
                drafts += _told(planted, keys, name, prop, value)
    drafts.append(Draft(keys["Actor-person"], "actor_kind", "person", origin="analyst"))
    drafts += [
        Draft(keys["Incident-a"], "attributed_to", {"entity": keys[actor]}, source=keys["Source-b"])
        for actor in ("Actor-b", "Actor-person")
    ]
    drafts += [
        Draft(keys["Item-a"], "shows", {"entity": keys["Incident-b"]}, via=keys["Source-b"], origin="analyst")
    ]
    drafts += [Draft(keys["Incident-a"], "place", {"entity": keys["Place-b"]}, origin="analyst")]
    drafts += [Draft(keys["Aggregate-a"], "member", {"entity": keys["Incident-b"]}, origin="analyst")]
    withheld, closed = planted.word(leaves=False, secret=True), planted.word(leaves=False)
    drafts += [Draft(keys["Incident-a"], "summary", word, origin="analyst") for word in (withheld, closed)]
    with writing(case) as writer:
        record(writer, Resolver(case), drafts)
    _decide(case, planted, keys, withheld, closed)
    with case.catalogue.reading() as connection:
        rows = connection.execute(select(entity_keys.c.key, entity_keys.c.entity))
        codes = {row.key: row.entity for row in rows}
    return {name: bytes(codes[key]).hex() for name, key in keys.items()}


def _told(planted: Planted, keys: dict[str, str], name: str, prop: Property, value: Json) -> Iterator[Draft]:
    leaves = prop.id not in FORBIDDEN and not prop.sensitive and prop.type != "place"
    cited = {"Source-b", "Item-b"}
    evidence = EvidenceRef(
        keys["Item-b"], quote=planted.word(name, *cited, leaves=leaves, secret=prop.sensitive)
    )
    yield Draft(
        keys[name],
        prop.id,
        value,
        qualifiers={
            "basis": planted.word(
                name, leaves=prop.id not in FORBIDDEN and not prop.sensitive and not prop.camera
            )
        },
        source=keys["Source-b"],
        evidence=(evidence,),
        note=planted.word(name, *cited, leaves=leaves, secret=prop.sensitive),
    )


def _decide(case: Case, planted: Planted, keys: dict[str, str], withheld: str, closed: str) -> None:
    with case.catalogue.reading() as connection:
        ids = {
            word: bytes(
                connection.execute(
                    select(statements.c.id).where(statements.c.value == f'"{word}"')
                ).scalar_one()
            )
            for word in (withheld, closed)
        }
    protect(
        case,
        Target("statement", ids[withheld].hex()),
        authority=planted.word(leaves=False),
        reason=planted.word(leaves=False),
    )
    retract(case, ids[closed].hex(), how="mistranscribed", reason=planted.word(leaves=False))
    judge_identity(case, "different", [keys["Place-a"], keys["Place-b"]], reason=planted.word(leaves=False))
    with writing(case) as writer:
        one = judgement(
            case.ids.new(), "statement", ids[closed], "verified", reason=planted.word(leaves=False)
        )
        writer.append("judgement.made", [one], why=planted.word(leaves=False))


def take_in(case: Case, planted: Planted, folder: Path) -> tuple[str, str]:
    """Take in a file, with a finding and a picture of it; gives the item's code and what stands in the picture."""
    inside = folder / planted.word(leaves=False)
    inside.mkdir()
    path = inside / f"{planted.word(leaves=False)}.txt"
    path.write_text(planted.word(leaves=False))
    wish = Wish(via=planted.word(leaves=False), why=planted.word(leaves=False))
    (added,) = collect(case, [str(path)], wish)
    assert isinstance(added, Added)
    assert added.sha256 is not None
    picture = planted.word("File", "fit")
    kept = case.vault.put(picture.encode())
    found = Finding(
        "media.picture", 1, "found", planted.word(leaves=False), {"serial": planted.word(leaves=False)},
        uncertainty=planted.word(leaves=False), todo=planted.word(leaves=False),
        proposals=(Proposal("title", planted.word(leaves=False)),),
    )  # fmt: skip
    about = bytes.fromhex(added.sha256)
    product: dict[str, Json] = {
        "sha256": kept.sha256.hex(),
        "role": "thumbnail",
        "media_type": "image/jpeg",
        "caption": planted.word(leaves=False),
    }
    body = finding(
        finding_id((about,), found), about, found, products=[product], prints=None, sandbox="bubblewrap", ms=1
    )
    with writing(case) as writer:
        made = stored(kept.sha256, kept.sha512, kept.size, role="derivative", media_type="image/jpeg")
        writer.append("object.examined", [made, body])
    return added.code, picture


MADE = count(1)


@contextmanager
def planted_case() -> Iterator[tuple[Case, Planted, dict[str, str], Path]]:
    """Make a case full of canaries."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = Planted()
        number = next(MADE)  # keys of two cases share a folder here, and must not share a name
        clock = FixedClock(1_400_000_000_000 + number * 10_000_000, seed=number * 100_000)
        home = folder / planted.word(leaves=False)
        case = make_case(home, title="A case", clock=clock, by=planted.word(leaves=False))
        try:
            codes = plant(case, planted)
            codes["File"], _ = take_in(case, planted, folder)
            yield case, planted, codes, folder
        finally:
            close_case(case)


def words_in(folder: Path, words: dict[str, frozenset[str] | None]) -> set[str]:
    """Find which words stand in any file or name of a folder."""
    whole = b"\n".join(
        p.name.encode() + (p.read_bytes() if p.is_file() else b"") for p in sorted(folder.rglob("*"))
    )
    return {word for word in words if word.encode() in whole}


NAMES = [f"{kind}-{letter}" for kind in KINDS for letter in "ab"] + ["Actor-person", "File"]


@settings(
    max_examples=8,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    to=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["public", "court", "partner"])),
    audience=st.sampled_from(["public", "court", "partner"]),
    fit=st.sampled_from([None, "fit", "graphic", "never"]),
)
def test_no_canary_leaves(keys: Path, to: dict[str, str], audience: str, fit: str | None) -> None:
    with planted_case() as (case, planted, codes, folder):
        for name, whom in to.items():
            release(
                case, codes[name], to=whom, reason=planted.word(leaves=False), by=planted.word(leaves=False)
            )
        if fit is not None:
            release(case, codes["File"], fit=fit)
        publish(disclose(case, audience=audience), folder / "site")
        out = {name for name, whom in to.items() if whom in (audience, "public")} | (
            {"fit"} if fit == "fit" else set()
        )
        found = words_in(folder / "site", planted.owners)
        may = {word for word, owners in planted.owners.items() if owners is not None and owners <= out}
        assert set() == found - may
        summaries = {
            w
            for w, owners in planted.owners.items()
            if owners is not None and len(owners) == 1 and owners <= out
        }
        assert out - {"fit", "File", "Actor-person"} == set() or summaries & found != set(), (
            "nothing at all was released"
        )


@pytest.fixture
def everything(keys: Path) -> Iterator[tuple[Case, Planted, dict[str, str], Path]]:
    with planted_case() as made:
        for code in made[2].values():
            release(made[0], code, to="public", reason="r", by="b")
        yield made


def test_all_released(everything: tuple[Case, Planted, dict[str, str], Path]) -> None:
    # a release of everything still holds back what no release may hold
    case, planted, codes, folder = everything
    release(case, codes["File"], fit="fit")
    publish(disclose(case, audience="public"), folder / "site")
    found = words_in(folder / "site", planted.owners)
    never = {word for word, owners in planted.owners.items() if owners is None}
    assert set() == found & never
    assert sum(p.suffix == ".jpg" for p in (folder / "site" / "media").iterdir()) == 1
    # and what may leave does: otherwise the search above proves nothing
    assert 300 < len(found)


def test_internal_holds_back_only_what_is_withheld(
    everything: tuple[Case, Planted, dict[str, str], Path],
) -> None:
    case, planted, _, folder = everything
    publish(disclose(case), folder / "site")
    found = words_in(folder / "site", planted.owners)
    assert len(planted.owners) * 0.85 < len(found)
    assert 12 <= len(planted.secret)
    assert set() == found & planted.secret


def test_places_keep_district_precision(everything: tuple[Case, Planted, dict[str, str], Path]) -> None:
    case, *_ = everything
    shown = disclose(case, audience="public")
    points = [point for entity in shown.entities for point in entity.positions]
    assert points
    assert all(point.radius_m >= 75_000 for point in points)
    assert all("camera" not in point.role for point in points)


def test_unreleased_persons_are_a_person(keys: Path) -> None:
    with planted_case() as (case, _, codes, _):
        release(case, codes["Incident-a"], to="public", reason="r", by="b")
        (incident,) = disclose(case, audience="public").entities
        named = [s.value for s in incident.statements if s.property == "attributed_to"]
        assert ["an actor, not named", "a person, not named"] == named
        assert {"a source, not named"} == {
            s.source.title for s in incident.statements if s.source is not None
        }
        assert {"an item, not released"} == {e.item.title for s in incident.statements for e in s.evidence}
        assert {None} == {s.code for s in incident.statements}


def test_consent_outweighs_release(keys: Path) -> None:
    with planted_case() as (case, _, codes, _):
        release(case, codes["Item-a"], to="public", reason="r", by="b")
        assert 1 == len(disclose(case, audience="public").entities)
        with writing(case) as writer:
            record(writer, Resolver(case), [Draft(codes["Item-a"], "consent", "withdrawn", origin="analyst")])
        assert () == disclose(case, audience="public").entities


def test_hidden_author_takes_the_address_along(keys: Path) -> None:
    # the address of a post names the account that posted it
    with planted_case() as (case, _, codes, _):
        with writing(case) as writer:
            by = {"entity": codes["Source-b"]}
            record(writer, Resolver(case), [Draft(codes["Item-a"], "author", by, origin="analyst")])
        release(case, codes["Item-a"], to="public", reason="r", by="b")
        (item,) = disclose(case, audience="public").entities
        assert not {"url", "platform_id"} & {s.property for s in item.statements}
        release(case, codes["Source-b"], to="public", reason="r", by="b")
        item = next(e for e in disclose(case, audience="public").entities if e.kind == "Item")
        assert {"url", "platform_id"} <= {s.property for s in item.statements}


def test_court_and_partner_are_apart(case: Case) -> None:
    assert {"court", "public"} == reaching(case.schema, "court")
    assert {"partner", "public"} == reaching(case.schema, "partner")
    assert {"public"} == reaching(case.schema, "public")


def test_no_such_audience(case: Case) -> None:
    with pytest.raises(WrongUse, match="no audience"):
        disclose(case, audience="press")
    with pytest.raises(NotDisclosed):
        publish(object(), case.folder / "site")  # type: ignore[arg-type]
