"""Opens the other copy of a case: its settings, its catalogue and its vault, all for reading only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from sightline.core.errors import NewerWorkspace, NotAWorkspace, WrongUse
from sightline.core.settings import FILE, read_settings
from sightline.store.catalogue import Catalogue
from sightline.store.migrate import HEAD, revision
from sightline.store.read_only import read_only_file, read_only_server
from sightline.store.vault_kind import Vault
from sightline.store.vaults import open_vault
from sightline.work.case import Case
from sightline.work.schemas import declaration_texts


@frozen(slots=True)
class Other:
    """Another copy of the case, which nothing is written to."""

    folder: Path
    catalogue: Catalogue
    vault: Vault


@contextmanager
def other_copy(case: Case, folder: Path) -> Iterator[Other]:
    """Open another workspace for reading, and close it after.

    Raises
    ------
    WrongUse
        It is this very case; or it declares kinds that are not declared here.
    NotAWorkspace, NewerWorkspace, BadSetting
        It cannot be opened.
    """
    if folder.resolve() == case.folder.resolve():
        raise WrongUse("is this case itself", item=str(folder), todo="name the folder of another copy")
    if not (folder / FILE).is_file():
        raise NotAWorkspace("is not a workspace", item=str(folder), todo="name the folder of another copy")
    settings = read_settings(folder / FILE)
    _refuse_unknown_kinds(case, folder)
    path = folder / "catalogue.sqlite3"
    if settings.catalogue_url.startswith("postgres"):
        catalogue = read_only_server(settings.catalogue_url)
    elif settings.catalogue_url:
        raise NotAWorkspace(
            "its catalogue is neither in its folder nor on PostgreSQL",
            item=str(folder),
            todo="check its settings",
        )
    elif path.is_file():
        catalogue = read_only_file(path)
    else:
        raise NotAWorkspace("its catalogue is missing", item=str(path), todo="restore it from a backup")
    try:
        _refuse_other_format(catalogue, folder)
        home = case.folder if settings.vault_url else folder  # what a bucket lends lies in our own tmp
        yield Other(folder, catalogue, open_vault(settings.vault_url, home))
    finally:
        catalogue.close()


def _refuse_other_format(catalogue: Catalogue, folder: Path) -> None:
    found = revision(catalogue)
    if found is None:
        raise NotAWorkspace("its catalogue holds no case", item=str(folder), todo="restore it from a backup")
    if found > HEAD:
        raise NewerWorkspace(
            f"was made by a newer Sightline (format {found}, this one knows {HEAD})",
            item=str(folder),
            todo="update Sightline",
        )
    if found < HEAD:
        raise WrongUse(
            f"was made by an older Sightline (format {found}, this one writes {HEAD})",
            item=str(folder),
            todo=f"open it once with this one: sightline status -w {folder}",
        )


def _refuse_unknown_kinds(case: Case, folder: Path) -> None:
    """Refuse while the other copy has kinds of its own that this one could only show as unknown."""
    here = declaration_texts(case.folder)
    for name in sorted(declaration_texts(folder)):
        if name.startswith("workspace/") and name not in here:
            file = name.removeprefix("workspace/")
            raise WrongUse(
                f"declares kinds in schemas/{file} that this case does not know; nothing was taken",
                item=str(folder),
                todo=f"copy {folder / 'schemas' / file} into {case.folder / 'schemas'}, and adopt again",
            )
