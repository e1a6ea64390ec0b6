"""Opens the vault that the settings name."""

from pathlib import Path

from sightline.store.vault import FolderVault
from sightline.store.vault_kind import Vault
from sightline.store.vault_s3 import open_s3


def open_vault(url: str, workspace: Path) -> Vault:
    """Open a vault: the folder ``objects/`` of the workspace, or where ``[vault] url`` says.

    Raises
    ------
    BadSetting
        The URL is of no kind that is known here.
    """
    if url == "":
        return FolderVault(workspace / "objects", workspace / "tmp")
    return open_s3(url, workspace / "tmp")
