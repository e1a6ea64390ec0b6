"""The change of a signing key: one message that the old and the new key both sign, bound to a place in the chain."""

from attrs import frozen

from sightline.core.digest import canonical
from sightline.core.errors import Broken
from sightline.model.record import Record
from sightline.store.keyring import signature_fits


@frozen(slots=True)
class Rotation:
    """From one key to the next, after so many events with this root."""

    writer: bytes
    old: bytes
    new: bytes
    size: int
    root: bytes

    def message(self) -> bytes:
        """Write what both keys sign."""
        return canonical(
            {
                "is": "rotation",
                "new": self.new.hex(),
                "old": self.old.hex(),
                "root": self.root.hex(),
                "size": self.size,
                "writer": self.writer.hex(),
            }
        )


def rotation_body(rotation: Rotation, by_old: bytes, by_new: bytes) -> Record:
    """Make the body of the event, with both signatures."""
    return {
        "is": "rotation",
        "old": rotation.old.hex(),
        "new": rotation.new.hex(),
        "size": rotation.size,
        "root": rotation.root.hex(),
        "by_old": by_old.hex(),
        "by_new": by_new.hex(),
    }


def read_rotation(body: Record, writer: bytes, public: bytes) -> bytes:
    """Verify a rotation and give the new public key.

    Raises
    ------
    Broken
        It does not begin at the key in force, or one of the signatures does not fit.
    """
    try:
        old, new = bytes.fromhex(str(body["old"])), bytes.fromhex(str(body["new"]))
        rotation = Rotation(writer, old, new, int(str(body["size"])), bytes.fromhex(str(body["root"])))
        by_old, by_new = bytes.fromhex(str(body["by_old"])), bytes.fromhex(str(body["by_new"]))
    except (KeyError, ValueError) as error:
        raise Broken("the change of keys cannot be read") from error
    if old != public:
        raise Broken("the change of keys does not begin at the key in force")
    if not signature_fits(old, by_old, rotation.message()) or not signature_fits(
        new, by_new, rotation.message()
    ):
        raise Broken("the change of keys is not signed by both keys")
    return new
