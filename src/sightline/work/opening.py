"""Makes and opens workspaces: the folder, its settings, its catalogue and the chain it appends to."""

import getpass
import json
import os
import shutil
from pathlib import Path

from sqlalchemy import inspect, select

from sightline.core.clock import Clock, Ids, SystemClock
from sightline.core.errors import NewerWorkspace, NotAWorkspace, SightlineError, WrongUse
from sightline.core.settings import FILE, Settings, keys_folder, read_settings
from sightline.store.catalogue import Catalogue, open_catalogue, sqlite_url
from sightline.store.keyring import Keyring, load_keyring
from sightline.store.migrate import HEAD, revision, upgrade
from sightline.store.names_near import NAMED_BY
from sightline.store.tables import meta
from sightline.store.text_index import PostgresText, SqliteText
from sightline.store.vaults import open_vault
from sightline.work.case import Case, Chain
from sightline.work.names_index import follow_names
from sightline.work.people import written_name
from sightline.work.schemas import declaration_texts, fingerprint, load_schema
from sightline.work.write import adopt_schema, open_chain

TEMPLATE = """# Settings of this case. Lines that begin with # are not in force; the values shown are the ordinary ones.

[case]
title = {title}
# by = "name recorded with every act; else your login"
# zone = "IANA zone of dates that name none, for example Asia/Damascus; unknown when empty"

# [catalogue]
# url = "postgresql://user@host/database"
# text = "at once"        # or "following": the text index lags, imports run faster

# [keys]
# folder = ""             # signing and sealing keys; outside this folder by default

# [network]
# proxy = ""
"""


def make_case(
    folder: Path,
    *,
    title: str = "",
    url: str = "",
    zone: str = "",
    clock: Clock | None = None,
    by: str | None = None,
) -> Case:
    """Make a workspace and open it; one whose making was interrupted is made anew.

    Parameters
    ----------
    zone : str
        IANA zone of dates that name none; unknown when empty.

    Raises
    ------
    WrongUse
        The folder holds a workspace, or other files.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUse("is no folder", item=str(folder), todo="choose a new folder")
    if (folder / FILE).exists():
        raise WrongUse("is a workspace already", item=str(folder), todo="open it, or choose another folder")
    unfinished = (folder / FILE).with_suffix(".new")
    if unfinished.exists():
        for ending in ("", "-wal", "-shm"):
            (folder / f"catalogue.sqlite3{ending}").unlink(missing_ok=True)
    elif folder.exists() and any(folder.iterdir()):
        raise WrongUse(
            "is not empty",
            item=str(folder),
            todo="choose a new folder; your files are added to it with sightline add",
        )
    text = TEMPLATE.format(title=json.dumps(title, ensure_ascii=False))
    if url:
        text = text.replace(
            '# [catalogue]\n# url = "postgresql://user@host/database"',
            f"[catalogue]\nurl = {json.dumps(url)}",
        )
    if zone:
        text = text.replace(
            text[text.index("# zone ") : text.index("\n", text.index("# zone "))],
            f"zone = {json.dumps(zone)}",
        )
    folder.mkdir(parents=True, exist_ok=True)
    with unfinished.open("w", encoding="utf-8") as out:  # first of all: by it a making that stopped is known
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    for name in ("objects", "index", "tmp", "schemas"):
        (folder / name).mkdir(exist_ok=True)
    settings = read_settings(unfinished)
    catalogue = open_catalogue(settings.catalogue_url or sqlite_url(folder / "catalogue.sqlite3"))
    if inspect(catalogue.engine).has_table("events"):
        catalogue.close()
        raise WrongUse(
            "the catalogue holds a case already", item="[catalogue] url", todo="use an empty database"
        )
    upgrade(catalogue)
    case = _assemble(folder, settings, catalogue, Chain(b"", None), clock=clock, by=by)
    with catalogue.writing() as connection:
        case.text.create(connection)
    open_chain(case)
    adopt_schema(case)
    follow_names(case, None)
    unfinished.replace(folder / FILE)
    return case


def open_case(folder: Path, *, clock: Clock | None = None, by: str | None = None) -> Case:
    """Open a workspace.

    Raises
    ------
    NotAWorkspace, NewerWorkspace, BadSetting, BadSchema
        What is wrong, with its line where there is one.
    """
    settings_file = folder / FILE
    if not settings_file.is_file():
        raise NotAWorkspace(
            "is not a workspace", item=str(folder), todo=f"make one with: sightline init {folder}"
        )
    settings = read_settings(settings_file)
    path = folder / "catalogue.sqlite3"
    if not settings.catalogue_url and not path.is_file():
        raise NotAWorkspace("its catalogue is missing", item=str(path), todo="restore it from a backup")
    catalogue = open_catalogue(settings.catalogue_url or sqlite_url(path))
    try:
        return _open(folder, settings, catalogue, clock=clock, by=by)
    except SightlineError:
        catalogue.close()
        raise


def _open(
    folder: Path, settings: Settings, catalogue: Catalogue, *, clock: Clock | None, by: str | None
) -> Case:
    found = revision(catalogue)
    if found != HEAD:
        if found is not None and found > HEAD:
            raise NewerWorkspace(
                f"was made by a newer Sightline (format {found}, this one knows {HEAD})",
                item=str(folder),
                todo="update Sightline",
            )
        upgrade(catalogue)
    _empty(folder / "tmp")
    with catalogue.reading() as connection:
        known = dict(connection.execute(select(meta.c.key, meta.c.value)).all())
    writer = bytes.fromhex(known.get("writer", ""))
    case = _assemble(folder, settings, catalogue, _chain(folder, settings, writer), clock=clock, by=by)
    _follow_schema(case, known.get("schema"))
    if os.access(folder, os.W_OK):
        follow_names(case, known.get(NAMED_BY))
    return case


def close_case(case: Case) -> None:
    """Let go of the catalogue."""
    case.catalogue.close()


def _assemble(
    folder: Path,
    settings: Settings,
    catalogue: Catalogue,
    chain: Chain,
    *,
    clock: Clock | None,
    by: str | None,
) -> Case:
    real = clock or SystemClock()
    return Case(
        folder=folder,
        settings=settings,
        catalogue=catalogue,
        vault=open_vault(settings.vault_url, folder),
        schema=load_schema(folder),
        text=SqliteText() if catalogue.sqlite else PostgresText(),
        clock=real,
        ids=Ids(real),
        chain=chain,
        keys_folder=keys_folder(settings, folder),
        by=written_name(by if by is not None else settings.case_by.strip() or _login()),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _chain(folder: Path, settings: Settings, writer: bytes) -> Chain:
    """Find the keys of the writer, and see whether this folder is the one they were made for."""
    try:
        keyring: Keyring = load_keyring(keys_folder(settings, folder), writer)
    except FileNotFoundError:
        return Chain(writer, None, copied=True)
    home = keyring.folder / "home.json"
    stands = json.loads(home.read_text())["folder"] if home.exists() else str(folder.resolve())
    elsewhere = stands != str(folder.resolve()) and (Path(stands) / FILE).is_file()
    return Chain(writer, keyring, copied=elsewhere)


def _follow_schema(case: Case, known: str | None) -> None:
    """Adopt declarations that changed since the last act, when this copy may write."""
    texts = declaration_texts(case.folder)
    if known == fingerprint(texts) or case.chain.copied or not os.access(case.folder, os.W_OK):
        return
    adopt_schema(case)


def _empty(folder: Path) -> None:
    """Empty the folder of unfinished work of processes that are gone."""
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.iterdir()):
        owner = path.name.split("-")[1] if path.name.count("-") >= 2 else ""
        if owner.isdigit() and Path(f"/proc/{owner}").exists():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
