"""The handle of one case: fields, no verbs. Every verb is a function of ``work`` that takes it first."""

from pathlib import Path

from attrs import define, frozen

from sightline.core.clock import Clock, Ids
from sightline.core.settings import Settings
from sightline.model.schema import Schema
from sightline.store.catalogue import Catalogue
from sightline.store.keyring import Keyring
from sightline.store.text_index import TextIndex
from sightline.store.vault_kind import Vault


@define(slots=True)
class Chain:
    """The writer this copy of the case appends as; it changes once, when a copy begins a chain of its own."""

    writer: bytes
    keyring: Keyring | None
    """The keys of ``writer``; None when they are not on this machine."""
    copied: bool = False
    """This folder is a copy of a workspace that lives elsewhere: the next act begins a chain of its own."""


@frozen(slots=True)
class Case:
    """One open workspace."""

    folder: Path
    settings: Settings
    catalogue: Catalogue
    vault: Vault
    schema: Schema
    text: TextIndex
    clock: Clock
    ids: Ids
    chain: Chain
    keys_folder: Path
    by: str
    """Who works here, recorded with every act."""
