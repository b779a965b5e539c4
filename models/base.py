"""The one base of all records: frozen, and refusing fields nobody declared."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = "1.0"
"""Version of the records' shape; it changes whenever a field does."""


class Frozen(BaseModel):
    """A record that cannot be altered and holds only what its class declares."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
