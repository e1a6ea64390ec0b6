"""Dies by SIGKILL at the k-th write, for k = 1, 2, …: run by ``test_crash.py`` as a process of its own.

Each life is a fork that works on a fresh copy of one case. Before every call that changes a file, and before every
commit, a counter goes up; at k the process is gone. Another fork then opens what was left, checks it, and does the
same again. One line of JSON tells of each k.
"""

import csv
import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from sightline.store.read import find_entity
from sightline.store.tables import captures, citations, entities, events, objects, runs, statements
from sightline.work import adopt as adopting
from sightline.work import importing
from sightline.work.adopt import adopt
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checking.checked import FINISH
from sightline.work.checkpoint import checkpoint, rotate_key
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.imports import beside as import_beside
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.protect import erase, finish, protect
from sightline.work.protecting.find import Target
from sightline.work.rebuild import rebuild
from sightline.work.say import say as say_that
from sightline.work.sheet import export_sheet
from sightline.work.sheets.edits import import_sheet
from sightline.work.taking import collect as collecting
from sightline.work.taking.collect import Wish, collect
from sightline.work.undoing import undo

WRITES = ("fsync", "link", "replace", "rename", "unlink", "chmod", "write", "mkdir", "rmdir", "open")
WORDS = ("Nollimar", "Marzipan")
WHO = {"authority": "editor", "reason": "risk"}


class Bomb:
    """Counts writes and ends the process at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def arm(self) -> None:
        for name in WRITES:
            setattr(os, name, self.around(name, getattr(os, name)))
        io.open = self.opening(io.open)  # what pathlib opens files with
        event.listen(Engine, "commit", lambda _connection: self.tick())

    def opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if set(mode) & set("wxa+"):
                self.tick()
            return real(file, mode, *args, **options)

        return call

    def around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if name != "open" or (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
                self.tick()
            return real(*args, **options)

        return call


def importing_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    importing.BATCH = 4
    import_beside.WORTH_IT = 99  # a second process for each life would take the time of most of them
    done = import_statements(case, folder / "rows.jsonl", tell=lambda done, _lines: say(done))
    say(done.lines)


def adding_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    for outcome in collect(case, [str(folder / "evidence")], Wish()):
        say(getattr(outcome, "sha256", None))
    say("end")


def listing_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    collecting.ROWS = 2
    for outcome in collect(case, [str(folder / "list.csv")], Wish()):
        say(outcome.path.rsplit("/", 1)[-1])


def protecting_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    target = Target("words", "Quixenby")
    done = protect(case, target, **WHO)
    say(done.event)


def sheet_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    done = import_sheet(case, folder / "sheet.csv")
    say([done.added, *done.entities])


def signing_scenario(case: Case, _folder: Path, say: Callable[[object], None]) -> None:
    say(checkpoint(case).size)
    say(rotate_key(case))
    say(checkpoint(case).size)


def adopting_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    adopting.LEAVES = 3
    adopt(case, folder / "copy", tell=lambda done, _of: say(done))


def erasing_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    say(erase(case, Target("words", "Quixenby"), **WHO).event)
    for name in sorted(case.vault.all()):
        say(erase(case, Target("object", name.hex()), **WHO).event)


def acting_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    with case.catalogue.reading() as connection:
        there = find_entity(connection, "place/n")
    say(new(case, "Place", name="Nollimar", key="place/n").code if there is None else there.code)
    say(say_that(case, "ACT-1", "alias", "Marzipan").id)
    judged = judge_statement(case, "ACT-1", "alias", verdict="accept")
    say(judged.id)
    say(judge_identity(case, "same", ["ACT-1", "ACT-2"]).ids[0])
    say(undo(case, judged.id).code)


def rebuilding_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    say(rebuild(case).events)


def making_scenario(case: Case, folder: Path, say: Callable[[object], None]) -> None:
    made = folder / "new"
    if (made / "sightline.toml").exists():
        return
    close_case(make_case(made, by="tester"))
    say("made")


SCENARIOS = {
    "erase": erasing_scenario,
    "act": acting_scenario,
    "rebuild": rebuilding_scenario,
    "make": making_scenario,
    "adopt": adopting_scenario,
    "adopt-withheld": adopting_scenario,
    "import": importing_scenario,
    "list": listing_scenario,
    "add": adding_scenario,
    "protect": protecting_scenario,
    "sign": signing_scenario,
    "sheet": sheet_scenario,
}


def counts(case: Case) -> dict[str, int]:
    with case.catalogue.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (statements, entities, citations, objects, captures)
        }


def after(name: str, case: Case, folder: Path, acknowledged: list[Any]) -> dict[str, Any]:
    """Look at what was left, do it again, and look once more."""
    first = check(case)
    out: dict[str, Any] = {"faults": [str(f) for f in first.faults if f.todo != FINISH]}
    with case.catalogue.reading() as connection:
        values = set(connection.execute(select(statements.c.value)).scalars())
        files = {bytes(s).hex() for s in connection.execute(select(objects.c.sha256)).scalars()}
        signed = connection.execute(
            select(func.count()).where(events.c.kind == "checkpoint.signed")
        ).scalar_one()
        open_runs = (
            select(func.count()).select_from(runs).where(runs.c.kind == "add", runs.c.finished.is_not(None))
        )
        finished = connection.execute(open_runs).scalar_one()
    if name == "import":
        last = max((a for a in acknowledged if isinstance(a, int)), default=0)
        out["lost"] = [n for n in range(last) if f'"value {n}"' not in values]
    elif name == "add":
        hashes = [a for a in acknowledged if a not in (None, "end")]
        out["lost"] = [h for h in hashes if h not in files or not case.vault.has(bytes.fromhex(h))]
    elif name == "list":
        with case.catalogue.reading() as connection:
            bad = connection.execute(select(captures.c.address)).scalars()
            there = {str(address).rsplit("/", 1)[-1] for address in bad}
        there |= {f"list.csv row {n + 1}" for n in range(1, 10) if f'"Film {n}"' in values}
        out["lost"] = [one for one in acknowledged if one not in there]
    elif name.startswith("adopt"):
        with case.catalogue.reading() as connection:
            mine = events.c.writer == case.chain.writer
            others = connection.execute(select(func.count()).select_from(events).where(~mine)).scalar_one()
        out["lost"] = [n for n in acknowledged if n > others]
    elif name == "sheet":
        out["lost"] = [word for word in WORDS if acknowledged and f'"{word}"' not in values]
    elif name == "act":
        out["lost"] = [word for word in WORDS[: len(acknowledged)] if f'"{word}"' not in values]
    elif name == "make":
        there = (folder / "new" / "sightline.toml").exists()
        out["lost"] = [] if there or not acknowledged else ["workspace"]
    elif name == "rebuild":
        out["lost"] = []
    elif name == "sign":
        out["lost"] = [] if signed >= sum(isinstance(a, int) for a in acknowledged) else ["checkpoint"]
    else:
        out["lost"] = []
        finish(case)
        with case.catalogue.reading() as connection:
            hidden = connection.execute(select(func.count()).where(statements.c.hidden > 0)).scalar_one()
        if acknowledged and hidden == 0:
            out["lost"] = ["protection"]
    out["finished"] = finished
    if not (name in ("add", "list") and finished):
        SCENARIOS[name](case, folder, lambda _said: None)
    out["again"] = [str(f) for f in check(case).faults]
    if name == "make":
        made = open_case(folder / "new", by="tester")
        out["again"] += [str(f) for f in check(made).faults]
        close_case(made)
    out["counts"] = counts(case)
    out["tmp"] = sorted(p.name for p in (case.folder / "tmp").iterdir())
    return out


def life(work: Callable[[], None]) -> int:
    """Run something in a fork and give how it ended; -9 when it was killed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    place, name, limit = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    template = place / "template"
    os.environ["SIGHTLINE_KEYS"] = str(template / "keys")
    prepare(template, name)
    began, k, step = time.monotonic(), 1, 1
    while True:
        folder = place / f"life-{k}"
        os.environ["SIGHTLINE_KEYS"] = str(folder / "keys")
        copy(template, folder)
        said = folder / "said"

        def dying(at: int = k, here: Path = folder, told: Path = said) -> None:
            case = open_case(here / "case", by="tester")
            handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            write = os.write
            Bomb(at).arm()
            SCENARIOS[name](case, here, lambda what: write(handle, json.dumps(what).encode() + b"\n"))

        def living(at: int = k, here: Path = folder, told: Path = said) -> None:
            acknowledged = (
                [json.loads(line) for line in told.read_text().splitlines()] if told.exists() else []
            )
            case = open_case(here / "case", by="tester")
            print(json.dumps({"k": at, **after(name, case, here, acknowledged)}), flush=True)
            close_case(case)

        ended = life(dying)
        looked = life(living)
        print(json.dumps({"k": k, "ended": ended, "looked": looked}), flush=True)
        shutil.rmtree(folder)
        if ended != -signal.SIGKILL or looked != 0:
            return
        if time.monotonic() - began > limit:  # a slow machine tries fewer points, spread over all of them
            step = 7
        k += step


def prepare(template: Path, name: str) -> None:
    """Make the case that every life begins with."""
    template.mkdir()

    def work() -> None:
        case = make_case(template / "case", by="tester")
        rows = [{"entity": f"actor/{n % 3}", "property": "name", "value": f"value {n}"} for n in range(10)]
        if name in ("protect", "erase"):
            rows.append({"entity": "actor/1", "property": "name", "value": "Quixenby"})
        (template / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (template / "evidence").mkdir()
        for n in range(3):
            (template / "evidence" / f"{n}.txt").write_text(f"file {n} names nobody\n")
        films = [
            f"https://youtu.be/abcdefgh{n:03d},Film {n},2014-04-{n:02d},Channel {n % 2}" for n in range(1, 8)
        ]
        films[4] += ",too,many"
        (template / "list.csv").write_text("\n".join(["Link,Title,Date,Channel", *films]) + "\n")
        if name not in ("import", "add", "list"):
            import_statements(case, template / "rows.jsonl")
        if name == "sheet":
            edited_sheet(case, template / "sheet.csv")
        close_case(case)
        if name.startswith("adopt"):
            work_on_a_copy(template, withhold=name == "adopt-withheld")

    if life(work) != 0:
        raise SystemExit("the case could not be made")


def edited_sheet(case: Case, path: Path) -> None:
    """Write a sheet of the actors, in which one got a note and another one was added."""
    export_sheet(case, path, kind="Actor", columns=("name", "note"))
    head, first, *rest = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    first[head.index("note")] = WORDS[1]
    added = ["" for _ in head]
    added[head.index("name")] = WORDS[0]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([head, first, *rest, added])


def work_on_a_copy(template: Path, *, withhold: bool) -> None:
    """Make the other copy that is adopted: files, statements, and maybe something withheld."""
    shutil.copytree(template / "case", template / "copy")
    case = open_case(template / "copy", by="other")
    list(collect(case, [str(template / "evidence")], Wish()))
    rows = [{"entity": f"actor/{n % 4}", "property": "name", "value": f"other {n}"} for n in range(4)]
    (template / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    import_statements(case, template / "more.jsonl")
    if withhold:
        protect(case, Target("words", "value 3"), **WHO)
        protect(case, Target("object", min(case.vault.all()).hex()), **WHO)
    close_case(case)


def copy(template: Path, folder: Path) -> None:
    shutil.copytree(template, folder)
    for home in (folder / "keys").glob("*/home.json"):
        home.write_text(json.dumps({"folder": str((folder / "case").resolve())}))


if __name__ == "__main__":
    main()
