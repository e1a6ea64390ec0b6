"""What comes into a case and what leaves it."""

from collections.abc import Mapping
from pathlib import Path

from sightline.calls.opened import Opened
from sightline.model.disclosed import INTERNAL
from sightline.publish.dossier import Published
from sightline.publish.dossier import publish as _publish
from sightline.publish.exporters import choose_exporter, export_dossier
from sightline.work.add import Summary, summary
from sightline.work.add import add as _add
from sightline.work.adopt import Adopted
from sightline.work.adopt import adopt as _adopt
from sightline.work.disclose import disclose as _disclose
from sightline.work.export import Exported, export_statements
from sightline.work.importing import Imported, import_statements
from sightline.work.network import open_door
from sightline.work.others.importing import import_other
from sightline.work.sheet import SheetExported, export_sheet
from sightline.work.sheets.edits import SheetImported, import_sheet
from sightline.work.taking.intake import Wish

SHEETS = (".xlsx", ".csv")


class ExchangingCalls(Opened):
    """Take in files and the statements of others; write sheets, formats of others and dossiers."""

    __slots__ = ()

    def add(
        self,
        *addresses: str | Path,
        fetch: bool = False,
        mapping: Mapping[str, str] | None = None,
        via: str | None = None,
        why: str | None = None,
        look: bool = True,
    ) -> Summary:
        """Take in files, folders, lists, saved pages and addresses; ``fetch`` allows the network, ``look`` examines."""
        door = open_door(self.inside) if fetch else None
        wish = Wish(door=door, mapping=mapping or {}, via=via, why=why)
        return summary(list(_add(self.inside, [str(a) for a in addresses], wish, look=look)))

    def load(
        self, file: str | Path, *, form: str | None = None, source: str | None = None
    ) -> Imported | SheetImported:
        """Import statements (``.jsonl``), a sheet (``.xlsx``, ``.csv``), or with ``form`` ftm, acled or ucdp."""
        if form is not None:
            return import_other(self.inside, Path(file), form, source=source)
        take = import_sheet if Path(file).suffix.lower() in SHEETS else import_statements
        return take(self.inside, Path(file))

    def adopt(self, folder: str | Path) -> Adopted:
        """Take in what another copy of this case holds and this one does not, as it is."""
        return _adopt(self.inside, Path(folder))

    def export(self, file: str | Path, *, kind: str = "Item") -> Exported | SheetExported:
        """Write all statements (``.jsonl``), or a sheet of one kind (``.xlsx``, ``.csv``)."""
        if Path(file).suffix.lower() in SHEETS:
            return export_sheet(self.inside, Path(file), kind=kind)
        return export_statements(self.inside, Path(file))

    def export_as(self, form: str, file: str | Path, *, audience: str = INTERNAL) -> Published:
        """Write what an audience may have as ``ftm``, ``geojson``, ``acled`` or ``ucdp``; never a protected source."""
        chosen = choose_exporter(form)
        return export_dossier(
            _disclose(self.inside, audience=audience, copied=form != "site"), Path(file), chosen
        )

    def publish(self, folder: str | Path, *, audience: str = INTERNAL) -> Published:
        """Write a dossier that works from a folder: the team's, or only what was released to an audience."""
        return _publish(_disclose(self.inside, audience=audience), Path(folder))
