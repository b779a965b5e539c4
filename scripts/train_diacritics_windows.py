"""Endless batches of damaged text: windows of running text, each as one source would have read it. Needs torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from pathlib import Path

# Parts of a mixture: sources by name; «system» stands for all made-up engines, «some» for half of the words stripped.
Mix = dict[str, float]
FALLIBLE = ("vie", "layer", "system")
OLD = ("layer", "system")
OTHERWISE = 0.07
CAPITALS = 0.05
HELD_OUT = 0.004


class Windows:
    """Text and stock of readings on a device; the last HELD_OUT of the text is kept for measuring."""

    def __init__(self, work: Path, mix: Mix, device: str, seed: int) -> None:
        ids = np.load(work / "ids.npy")
        gaps = np.unpackbits(np.load(work / "gaps.npy"), count=len(ids))
        with np.load(work / "pools.npz") as stored:
            pools = {name: stored[name] for name in stored.files}
        self.device = device
        self.random = torch.Generator(device).manual_seed(seed)
        self.ids, self.gaps = (torch.from_numpy(a).to(device) for a in (ids, gaps))
        names = pools.pop("sources").tolist()
        self.pools = {
            name: torch.from_numpy(array.astype(_WIDER.get(array.dtype.name, array.dtype))).to(device)
            for name, array in pools.items()
        }
        self.clean, self.strip, self.some = names.index("clean"), names.index("strip"), len(names)
        shares = torch.zeros(len(names) + 1)
        systems = sum(name.startswith("system") for name in names)
        for i, name in enumerate([*names, "some"]):
            shares[i] = mix.get(name, 0)
            if name.startswith("system"):
                shares[i] = mix["system"] / systems
        self.shares = shares.to(device)
        self.names = [*names, "some"]
        self.fallible = torch.tensor([name.startswith(FALLIBLE) for name in self.names], device=device)
        self.old = torch.tensor([name.startswith(OLD) for name in self.names], device=device)
        self.training = int(len(ids) * (1 - HELD_OUT))

    def uniform(self, *shape: int) -> torch.Tensor:
        """Numbers from 0 to 1."""
        return torch.rand(shape, generator=self.random, device=self.device)

    def batch(self, count: int, width: int, *, held_out: bool = False) -> dict[str, torch.Tensor]:
        """Types, rows of readings, blanks before, [count, width]; sources [count]. Windows begin anywhere."""
        low, high = (self.training, len(self.ids)) if held_out else (0, self.training)
        start = low + (self.uniform(count) * (high - low - width)).long()
        where = start[:, None] + torch.arange(width, device=self.device)
        kinds = self.ids[where].long()
        capitals = self.uniform(count, 1) < CAPITALS
        kinds = torch.where(capitals, self.pools["upper"][kinds].long(), kinds)
        source = torch.multinomial(self.shares, count, replacement=True, generator=self.random)
        each = source[:, None].expand(count, width)
        other = (self.uniform(count, width) < OTHERWISE) & self.fallible[source][:, None]
        each = torch.where(other, self.clean, each)
        coin = torch.where(self.uniform(count, width) < 0.5, self.strip, self.clean)
        each = torch.where(each == self.some, coin, each)
        size = self.pools["sizes"][each, kinds]
        rows = self.pools["starts"][each, kinds] + (self.uniform(count, width) * size).long()
        return {"kinds": kinds, "rows": rows, "gaps": self.gaps[where], "source": source}


_WIDER = {"uint16": np.int32, "int16": np.int32}
