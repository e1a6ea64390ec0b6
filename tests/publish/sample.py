"""Dossiers to publish in tests: a small case in the spirit of April 2014, a crowded one, and a hostile one.

Everything here is invented wording; positions are those of a public gazetteer, rounded.
"""

import hashlib
import struct
import zlib
from datetime import UTC, datetime
from typing import Any

import attrs

from sightline.model.disclosed import (
    Arrivals,
    Correction,
    Demonstration,
    Dossier,
    Note,
    Proof,
    Section,
    TimeOffered,
    Todo,
)
from sightline.model.shown import (
    ClaimRow,
    ClaimSide,
    Link,
    ShownCapture,
    ShownEntity,
    ShownEvidence,
    ShownFile,
    ShownFinding,
    ShownJudgement,
    ShownMedia,
    ShownPosition,
    ShownQualifier,
    ShownRelation,
    ShownSpan,
    ShownStatement,
)
from sightline.model.shown_time import ShownTime, shown_time
from sightline.model.time import read

DAY = 86_400_000
ZONE = "Asia/Damascus"
RECORDED = "22 November 2026"
RECORDED_MS = int(datetime(2026, 11, 22, 9, 30, tzinfo=UTC).timestamp() * 1000)


def ms(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000)


def written(edtf: str, text: str = "") -> ShownTime:
    time = shown_time(read(edtf, zone=ZONE))
    return attrs.evolve(time, text=text) if text else time


def day(year: int, month: int, number: int) -> ShownTime:
    return written(f"{year}-{month:02}-{number:02}")


def name_of(code: str, title: str) -> Link:
    return Link(title, code)


BLOG = name_of("SRC-1", "The blog")
CENTRE = name_of("SRC-2", "Kafr Zita media centre")
STATE_TV = name_of("SRC-3", "Syrian state television")
MEDICAL = name_of("SRC-4", "Medical centre of Al-Tamanah")
PAPER = name_of("SRC-5", "A newspaper, with a consultancy")
CONSULTANCY = name_of("SRC-6", "The consultancy")
OFFICIALS = name_of("SRC-7", "US officials, unnamed")
POST_13 = name_of("ITM-1", "The blog's post of 13 April")
POST_22 = name_of("ITM-2", "The blog's post of 22 April")
POST_30 = name_of("ITM-3", "The blog's post of 30 April")
TOWN_12 = name_of("ITM-4", "Guest post on Albukamal, 12 April")
TOWN_29 = name_of("ITM-5", "Guest post on Albukamal, 29 April")
REPORT = name_of("ITM-6", "State television, evening news of 12 April")
KAFR_ZITA, AT_TAMANAH, TALMENES = (
    (35_373_600_0, 36_601_400_0),
    (35_458_600_0, 36_746_300_0),
    (35_636_000_0, 36_727_000_0),
)
ATSHAN, KHAN_SHAYKHUN, HARASTA = (
    (35_372_200_0, 36_841_700_0),
    (35_442_000_0, 36_651_000_0),
    (33_558_000_0, 36_365_000_0),
)


def say(subject: Link, label: str, value: str, **more: Any) -> ShownStatement:
    """Make one statement with the ordinary fields filled in."""
    made = hashlib.sha256(
        f"{subject.code}|{label}|{value}|{more.get('said')}".encode("utf-8", "replace")
    ).hexdigest()
    ordinary: dict[str, Any] = {
        "id": made,
        "subject": subject,
        "property": label.lower().replace(" ", "_"),
        "label": label,
        "value": value,
        "recorded": RECORDED,
        "recorded_ms": RECORDED_MS,
        "recorded_by": "example",
        "ledger": ("7f3a", int(made[:3], 16)),
    }
    return ShownStatement(**{**ordinary, **more})


def bears(item: Link, where: str = "", quote: str = "", **more: Any) -> tuple[ShownEvidence, ...]:
    digest = hashlib.sha256(str(item.code).encode("utf-8", "replace")).hexdigest()
    return (ShownEvidence(item, where=where, quote=quote, archived=digest, **more),)


def picture(width: int, height: int, shade: int) -> bytes:
    """Make a PNG of a few shades, without any library."""
    rows = b"".join(
        b"\0" + bytes((shade + 40 * ((x // 24 + y // 24) % 4)) % 256 for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def media(shade: int, caption: str, *, fit: Any = "unseen", at: int | None = None) -> ShownMedia:
    data = picture(320, 200, shade)
    return ShownMedia(
        hashlib.sha256(data).hexdigest(), "image/png", lambda: data, "key_frame", caption, at, fit, (320, 200)
    )


def at(place: tuple[int, int], label: str, radius_m: int = 1500, precision: str = "town") -> ShownPosition:
    return ShownPosition(place[0], place[1], radius_m, precision, label, "site")


def _first() -> ShownEntity:
    me = name_of("INC-1", "Kafr Zita, barrel bomb and gas")
    eleven = day(2014, 4, 11)
    claims = (
        ClaimRow(
            "Who did it",
            (
                ClaimSide(
                    STATE_TV,
                    "Jabhat al-Nusra released chlorine; two people died and more than a hundred suffocated.",
                    say(me, "Attributed to", "Jabhat al-Nusra", said=day(2014, 4, 12)).id,
                    "11 April 2014",
                    day(2014, 4, 12),
                    contradicts=("Kafr Zita media centre",),
                    evidence=bears(REPORT, "0:41 to 1:10"),
                ),
                ClaimSide(
                    CENTRE,
                    (
                        "A helicopter dropped a barrel bomb that gave off a toxic gas. Only the government is "
                        "known to fly helicopters."
                    ),
                    say(me, "Attributed to", "Syrian government", said=day(2014, 4, 13)).id,
                    "11 April 2014",
                    day(2014, 4, 13),
                    contradicts=("Syrian state television",),
                    evidence=bears(POST_13, "paragraph 2"),
                ),
            ),
            (
                "Argument recorded by the blog: no helicopter of Jabhat al-Nusra is known, and the site "
                "lay outside the government's reach, so how did it know which gas it was? An accident is "
                "a third explanation; nothing here rules it out."
            ),
        ),
    )
    statements = (
        say(
            me,
            "When",
            "11 April 2014",
            valid=eleven,
            said=day(2014, 4, 12),
            source=CENTRE,
            evidence=bears(POST_13),
        ),
        say(
            me,
            "Attributed to",
            "Jabhat al-Nusra",
            code="ACT-1",
            valid=eleven,
            said=day(2014, 4, 12),
            source=STATE_TV,
            evidence=bears(REPORT, "0:41 to 1:10", layer="transcript, Arabic"),
        ),
        say(
            me,
            "Attributed to",
            "Syrian government",
            code="ACT-2",
            valid=eleven,
            said=day(2014, 4, 13),
            source=BLOG,
            via=CENTRE,
            certainty="hedged",
            evidence=bears(POST_13, "paragraph 2"),
            note="The blog repeats what is said locally and says that it cannot verify it.",
        ),
        say(
            me,
            "Attributed to",
            "Jabhat al-Nusra",
            code="ACT-1",
            polarity="negated",
            said=day(2014, 4, 22),
            source=CENTRE,
            evidence=bears(POST_22),
        ),
        say(
            me,
            "Casualties",
            "2",
            qualifiers=(ShownQualifier("state", "killed"),),
            said=day(2014, 4, 12),
            source=STATE_TV,
            evidence=bears(REPORT, "0:41 to 1:10"),
        ),
        say(
            me,
            "Casualties",
            "more than 100",
            qualifiers=(ShownQualifier("state", "suffocated"), ShownQualifier("place", "Kafr Zita", "PLC-1")),
            said=day(2014, 4, 12),
            source=STATE_TV,
            evidence=bears(REPORT, "1:10 to 1:22"),
        ),
        say(
            me,
            "Victims",
            "Many of them are children; earlier reports spoke mostly of grown men at the front.",
            said=day(2014, 4, 13),
            source=BLOG,
            evidence=bears(POST_13, "paragraph 4"),
            rank="preferred",
        ),
        say(
            me,
            "Victims",
            "",
            status="withheld",
            status_note="Withheld on 22 November 2026 by the editor: names a witness.",
            source=MEDICAL,
            said=day(2014, 4, 30),
        ),
        say(
            me,
            "Place as written",
            "كفر زيتا",
            lang="ar",
            dir="rtl",
            raw="كفرزيتا",
            said=day(2014, 4, 12),
            source=CENTRE,
            evidence=(
                ShownEvidence(
                    POST_13,
                    quote="كفر زيتا، ريف حماة",
                    quote_lang="ar",
                    layer="extraction, Arabic",
                    where="characters 120 to 138",
                    url="https://example.org/post/13?a=1&b=2",
                    archived="ab" * 32,
                ),
            ),
        ),
        say(
            me,
            "Sequence",
            "the first of two at the town",
            status="superseded",
            status_note="Superseded on 23 November 2026: the second was found to be the failed one.",
            succeeded_by=say(
                me, "Sequence", "the first of at least six at the town", said=day(2014, 4, 22)
            ).id,
            said=day(2014, 4, 13),
            source=BLOG,
            retracted_ms=RECORDED_MS + DAY,
        ),
        say(
            me,
            "Sequence",
            "the first of at least six at the town",
            said=day(2014, 4, 22),
            source=BLOG,
            evidence=bears(POST_22),
            recorded="23 November 2026",
            recorded_ms=RECORDED_MS + DAY,
        ),
    )
    return ShownEntity(
        "INC-1",
        "Incident",
        me.title,
        subtitle="Two accusers, one town",
        when=eleven,
        where="Kafr Zita, Hama",
        state="contested",
        summary=(
            "People in the town say that a helicopter dropped a barrel bomb and that a toxic gas "
            "came out of it. The government's television names a different culprit on the following "
            "day."
        ),
        statements=statements,
        claims=claims,
        positions=(at(KAFR_ZITA, "Kafr Zita"),),
        relations=(
            ShownRelation("counted in", (name_of("AGG-1", "At least six attacks at Kafr Zita"),)),
            ShownRelation("shown in", (name_of("ITM-10", "Playlist of 11 April, 7 videos"),)),
            ShownRelation(
                "samples joined",
                (name_of("ITM-8", "Samples from the impact points"),),
                "11 April is Kafr Zita in the list of incidents",
            ),
        ),
        judgements=(
            ShownJudgement(
                "verified",
                "place of the playlist",
                "Minaret and water tower match the town.",
                "example",
                RECORDED,
            ),
            ShownJudgement(
                "same",
                "Kafr Zeita",
                "Two spellings.",
                "example",
                RECORDED,
                undone="on 23 November 2026 by example",
            ),
        ),
    )


def _incidents() -> list[ShownEntity]:
    rows: list[tuple[str, str, ShownTime, str, tuple[int, int]]] = [
        ("INC-2", "Kafr Zita, a device that did not go off", day(2014, 4, 12), "Kafr Zita", KAFR_ZITA),
        (
            "INC-3",
            "Al-Tamanah, first of three",
            written("[2014-04-12,2014-04-13]", "12 or 13 April 2014"),
            "Al-Tamanah",
            AT_TAMANAH,
        ),
        ("INC-4", "Atshan", day(2014, 4, 14), "Atshan", ATSHAN),
        ("INC-5", "Kafr Zita, at night", day(2014, 4, 16), "Kafr Zita", KAFR_ZITA),
        ("INC-6", "Al-Tamanah, second of three", day(2014, 4, 18), "Al-Tamanah", AT_TAMANAH),
        ("INC-7", "Kafr Zita, 18 April", day(2014, 4, 18), "Kafr Zita", KAFR_ZITA),
        ("INC-8", "Talmenes, dead animals near the impact points", day(2014, 4, 21), "Talmenes", TALMENES),
        (
            "INC-9",
            "Al-Tamanah, third of three",
            written("2014-04-28~/2014-04-30~", "in the days up to 30 April 2014"),
            "Al-Tamanah",
            AT_TAMANAH,
        ),
        ("INC-10", "Harasta, reported only", day(2014, 4, 11), "Harasta", HARASTA),
    ]
    made = []
    for code, title, when, where, place in rows:
        me = name_of(code, title)
        made.append(
            ShownEntity(
                code,
                "Incident",
                title,
                when=when,
                where=where,
                state="alleged",
                statements=(
                    say(
                        me,
                        "When",
                        when.text,
                        valid=when,
                        said=day(2014, 4, 22),
                        source=BLOG,
                        evidence=bears(POST_22),
                    ),
                    say(
                        me,
                        "Delivered by",
                        "a helicopter",
                        said=day(2014, 4, 22),
                        source=BLOG,
                        certainty="hedged",
                    ),
                ),
                positions=(at(place, where),),
            )
        )
    return made


def _town() -> ShownEntity:
    me = name_of("PLC-5", "Albukamal")
    first, second = day(2014, 4, 12), day(2014, 4, 29)
    factions = (
        "Kata'ib Junud al-Haq",
        "Katiba Bayariq al-Sunna",
        "Liwa al-Qadisiya al-Islamiya",
        "Liwa al-Mujahid Omar al-Mukhtar",
        "Kata'ib Allahu Akbar",
    )
    five = [
        say(
            me,
            "Governed by",
            name,
            said=first,
            valid=written("2014-04-12/.."),
            source=BLOG,
            evidence=bears(TOWN_12),
        )
        for name in factions
    ]
    statements = (
        *five,
        say(
            me,
            "Governed by",
            "Liwa Allahu Akbar",
            said=first,
            valid=written("2014-04-12/2014-04-29"),
            withdrawn_ms=second.begin_max,
            source=BLOG,
            evidence=bears(TOWN_12),
            note="Not to be taken for Kata'ib Allahu Akbar: two different groups.",
        ),
        say(
            me,
            "Governed by",
            "Liwa Allahu Akbar",
            polarity="negated",
            said=second,
            valid=written("2014-04-29/.."),
            source=BLOG,
            evidence=bears(TOWN_29),
            note="It no longer exists; its members went to ISIS or to other groups.",
        ),
    )
    return ShownEntity(
        "PLC-5",
        "Place",
        "Albukamal",
        subtitle="Also Abu Kamal; on the border with Iraq",
        where="Deir ez-Zor",
        statements=statements,
        positions=(at((34_450_600_0, 40_917_200_0), "Albukamal", 3000),),
        spans=tuple(ShownSpan(one.valid, one.value, one.id) for one in statements if one.valid is not None),
    )


def _items() -> list[ShownEntity]:
    posts = [
        (POST_13, day(2014, 4, 13)),
        (POST_22, day(2014, 4, 22)),
        (POST_30, day(2014, 4, 30)),
        (TOWN_12, day(2014, 4, 12)),
        (TOWN_29, day(2014, 4, 29)),
        (REPORT, day(2014, 4, 12)),
    ]
    items = [
        ShownEntity(
            link.code or "",
            "Item",
            link.title,
            subtitle="post",
            when=when,
            state="captured",
            captures=(
                ShownCapture(
                    f"https://example.org/{link.code}?q=1#top",
                    ("https://example.org/moved",),
                    "captured",
                    "22 November 2026, 09:30 UTC",
                    "example",
                    "sightline 0.1.0",
                    "named in the list of incidents",
                    "the first report of the attack",
                    (ShownFile("page.html", "original", "cd" * 32, 48_211, "text/html"),),
                ),
            ),
            findings=(
                ShownFinding(
                    "text.language", 1, "found", "The text is in English.", values=(("language", "en"),)
                ),
                ShownFinding(
                    "media.content_credentials",
                    2,
                    "nothing",
                    "No Content Credentials are in the file; that proves nothing.",
                ),
                ShownFinding(
                    "media.clocks",
                    1,
                    "against",
                    "The camera's clock is 14 hours before the post.",
                    "between 13 and 15 hours",
                    todo="Say which clock to believe: sightline judge",
                ),
                ShownFinding(
                    "media.metadata",
                    1,
                    "failed",
                    "The decoder stopped after 20 seconds.",
                    todo="Try again with a longer limit.",
                ),
            ),
        )
        for link, when in posts
    ]
    items.append(
        ShownEntity(
            "ITM-10",
            "Item",
            "Playlist of 11 April, 7 videos",
            subtitle="video",
            when=day(2014, 4, 11),
            where="Kafr Zita",
            state="failed",
            media=(
                media(30, "Cylinder, yellow paint", fit="fit", at=39_000),
                media(60, "Street after the impact", at=41_500),
                media(90, "Ward of the clinic", fit="graphic", at=63_000),
            ),
            captures=(
                ShownCapture(
                    "https://example.org/playlist",
                    state="failed",
                    fault="The server answered 404.",
                    todo="Look for a copy: sightline find --like",
                ),
            ),
        )
    )
    return items


def april() -> Dossier:
    """Make the small case."""
    aggregate = ShownEntity(
        "AGG-1",
        "Aggregate",
        "At least six attacks at Kafr Zita",
        when=written("2014-04-11/2014-04-22", "11 to 22 April 2014"),
        where="Kafr Zita",
        tally="At least six claimed, four dated, not added",
        aggregate=True,
        positions=(at(KAFR_ZITA, "Kafr Zita", 3000),),
        relations=(
            ShownRelation(
                "known members", tuple(name_of(f"INC-{n}", f"Kafr Zita ({n})") for n in (1, 2, 5, 7))
            ),
        ),
    )
    region = ShownEntity(
        "AGG-2",
        "Aggregate",
        "Around a dozen in the region",
        when=written("2014-04-09~/2014-04-30~", "the three weeks to 30 April 2014"),
        tally="Around a dozen claimed, ten listed, not added",
        aggregate=True,
    )
    level = ShownEntity(
        "ASM-1",
        "Assessment",
        "Deliberate use: MODERATE",
        subtitle="The consultancy, 13 April: possible, not likely",
        when=day(2014, 4, 13),
        statements=(
            say(
                name_of("ASM-1", "Deliberate use"),
                "Level",
                "MODERATE",
                said=day(2014, 4, 13),
                source=CONSULTANCY,
            ),
        ),
    )
    sources = [
        ShownEntity(link.code or "", "Source", link.title)
        for link in (BLOG, CENTRE, STATE_TV, MEDICAL, PAPER, CONSULTANCY, OFFICIALS)
    ]
    actors = [
        ShownEntity("ACT-1", "Actor", "Jabhat al-Nusra"),
        ShownEntity("ACT-2", "Actor", "Syrian government"),
    ]
    places = [
        ShownEntity("PLC-1", "Place", "Kafr Zita", "", "كفر زيتا", positions=(at(KAFR_ZITA, "Kafr Zita"),)),
        ShownEntity("PLC-2", "Place", "Al-Tamanah", positions=(at(AT_TAMANAH, "Al-Tamanah", 1000),)),
        _town(),
    ]
    return Dossier(
        "April 2014, as it was reported",
        "internal",
        "22 November 2026",
        "example",
        "example-case",
        (
            "Ten alleged attacks in three weeks, as a conflict blog gathered them. Who says what "
            "stands side by side; nothing here is settled."
        ),
        (
            Section(
                "What cannot be verified",
                (
                    "None of the reports could be verified on the spot.\n\nThe samples came from three "
                    "dates; the towns follow from the list of incidents."
                ),
            ),
        ),
        (_first(), *_incidents(), aggregate, region, level, *sources, *actors, *places, *_items()),
        "INC-1",
        (
            TimeOffered("said", "12 April 2014", "2014-04-12", ZONE),
            TimeOffered("said", "29 April 2014", "2014-04-29", ZONE),
        ),
        (
            Correction("13 April 2014", ms(2014, 4, 13), "said", "The blog updates its first post.", "ITM-1"),
            Correction(
                "29 April 2014",
                ms(2014, 4, 29),
                "said",
                "Five groups govern Albukamal, not six: one no longer exists.",
                "PLC-5",
            ),
            Correction(
                "23 November 2026",
                RECORDED_MS + DAY,
                "known",
                "The attack of 11 April is the first of at least six, not of two.",
                "INC-1",
            ),
        ),
        Arrivals(
            7,
            1,
            2,
            0,
            6,
            (Note("playlist of 11 April", "ITM-10", "The server answered 404."),),
            (Note("the report of 13 April was posted again on 25 April", "ITM-1"),),
            (Note("camera and upload are 14 hours apart", "ITM-2"),),
            (Note("“Telmans” fits two villages"),),
        ),
        (
            Todo("Look for a copy of the playlist of 11 April.", "ITM-10", "sightline find --like ITM-10"),
            Todo("Say which village “Telmans” is.", None, 'sightline place "Telmans" --in Idlib'),
            Todo("Have somebody else hold the checkpoint.", None, "sightline checkpoint"),
        ),
        Proof(
            412,
            6,
            "7f3a",
            "sightline 7f3a 400 q0LMvE4Ssvnw2dSDKJ8xN5SxIpQAHCwrbzsfUnsCOmM= 4HyaTQH7sW2",
            "22 November 2026",
            400,
            12,
            True,
            "22 November 2026",
            (
                "6 objects re-hashed, 412 events walked, 1 checkpoint verified",
                "12 events after the last checkpoint are not signed",
            ),
            withheld=1,
            demonstrations=(
                Demonstration(
                    "One flipped byte",
                    "A copy of this case was made and one bit of one kept file was changed in it.",
                    "sightline check --workspace copy",
                    "broken: object cd12… of ITM-1 is not what was kept\nexit code 1",
                ),
            ),
        ),
        "sightline init my-case && sightline add -w my-case ~/evidence",
    )


def crowded(number: int = 1700) -> Dossier:
    """Make a first dossier of many items and nothing else."""
    items = tuple(
        ShownEntity(
            f"ITM-{n}",
            "Item",
            f"Видео {n}" if n % 7 == 0 else f"فيديو رقم {n}" if n % 5 == 0 else f"video_{n:05}.mp4",
            subtitle=f"folder/{n % 13}",
            when=day(2014, 4, 1 + n % 28) if n % 11 else None,
            where="Homs" if n % 3 else "",
            state="failed" if n % 50 == 0 else "captured",
        )
        for n in range(1, number + 1)
    )
    return Dossier(
        "My case",
        "internal",
        "22 November 2026",
        entities=items,
        arrivals=Arrivals(number - number // 50, number // 50, objects=number - 40),
        todos=(Todo("Look at what failed.", None, "sightline items --state failed"),),
    )


HOSTILE = (
    '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">',
    "javascript:window.pwned=1",
    "\u202egnp.exe\u202c photo",
    '"><svg onload=window.pwned=1>',
    "{{ 7*7 }}{% raw %}",
    "</script><!--",
    "half \ud800 of a pair \x00 and a bell \x07",
)


def hostile() -> Dossier:
    """Make a dossier whose every text tries to be more than text."""
    entities = []
    for n, text in enumerate(HOSTILE, 1):
        me = Link(text, f"ITM-{n}")
        entities.append(
            ShownEntity(
                f"ITM-{n}",
                "Item",
                text,
                text,
                text,
                when=day(2014, 4, n),
                where=text,
                state=text,
                summary=text,
                statements=(
                    say(
                        me,
                        text,
                        text,
                        raw=text,
                        lang=text,
                        source=Link(text, text),
                        qualifiers=(ShownQualifier(text, text),),
                        evidence=(ShownEvidence(me, text, text, text, text, text, text),),
                        note=text,
                    ),
                ),
                claims=(
                    ClaimRow(text, (ClaimSide(me, text, contradicts=(text,)), ClaimSide(Link(text), text))),
                ),
                positions=(ShownPosition(35_0000000 + n, 36_0000000, 500, text, text),),
                captures=(ShownCapture(text, (text,), fault=text, files=(ShownFile(text, text, "ab", 1),)),),
            )
        )
    entities.append(ShownEntity("../../escape", HOSTILE[0], HOSTILE[0]))
    entities.append(ShownEntity("..\\..\\escape", "../../etc", HOSTILE[3]))
    return Dossier(
        HOSTILE[0],
        "internal",
        "today",
        lead=HOSTILE[3],
        entities=tuple(entities),
        corrections=(Correction(HOSTILE[0], 0, "said", HOSTILE[0], HOSTILE[3]),),
        todos=(Todo(HOSTILE[0], HOSTILE[1], HOSTILE[3]),),
        glossary=((HOSTILE[0], HOSTILE[3]),),
    )
