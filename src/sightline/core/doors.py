from typing import Protocol
class Door(Protocol):
    pass
