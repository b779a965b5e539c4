#!/usr/bin/env python3
"""The tagger: for each damaged word of a window, which onset and which rime it had. Needs torch; use does not.

    train_diacritics_tagger.py WORK --minutes M [--device cuda] [--width W] [--resume]

Reads WORK/ids.npy, gaps.npy and pools.npz; writes WORK/tagger.pt every few minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parent))
from train_diacritics_loop import arguments, begin, convolved, fit
from train_diacritics_windows import Windows

from diacritics.shapes import CHARACTERS, HASHES, LENGTH, ONSET_INDEX, RIME_INDEX

WINDOW, WIDTH = 128, 256
DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4, 8, 16)
MIX = {
    "clean": 6,
    "strip": 36,
    "some": 6,
    "eng": 16,
    "eng-poor": 5,
    "fra": 5,
    "fra-poor": 2,
    "deu": 5,
    "deu-poor": 2,
    "por": 3,
    "por-poor": 1,
    "vie": 6,
    "vie-poor": 10,
    "layer1": 5,
    "layer2": 5,
    "system": 24,
}


class Tagger(nn.Module):
    """Letters and whole form of each word, then gated convolutions over the words around it."""

    def __init__(self, width: int = WIDTH, drop: float = 0.05) -> None:
        super().__init__()
        self.width = width
        self.letter = nn.Embedding(len(CHARACTERS) + 2, 48, padding_idx=0)
        self.place = nn.Parameter(torch.randn(LENGTH, 48) * 0.05)
        self.triple = nn.Linear(3 * 48, 256)
        self.whole = nn.Embedding(HASHES, 64)
        nn.init.normal_(self.whole.weight, std=0.1)
        self.join = nn.Linear(256 + 64, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in DILATIONS)
        self.gates = nn.ModuleList(nn.Linear(3 * width, 2 * width) for _ in DILATIONS)
        self.top = nn.Linear(2 * width, 256)
        self.onset = nn.Linear(256, len(ONSET_INDEX) + 1)
        self.rime = nn.Linear(256, len(RIME_INDEX) + 1)
        self.drop = nn.Dropout(drop)

    def embed(self, letters: torch.Tensor, hashes: torch.Tensor) -> torch.Tensor:
        """A vector for each form, [forms, width]; the whole of one form in ten is hidden while training."""
        e = self.letter(letters) + self.place * (letters > 0).unsqueeze(2)
        e = functional.pad(e, (0, 0, 1, 1))
        h = functional.relu(self.triple(torch.cat([e[:, :-2], e[:, 1:-1], e[:, 2:]], 2))).amax(1)
        whole = self.whole(hashes)
        if self.training:
            whole = whole * (torch.rand(len(whole), 1, device=whole.device) > 0.1)
        return self.join(torch.cat([h, whole], 1))

    def forward(self, letters: torch.Tensor, hashes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of onsets and rimes of windows of forms, [windows, forms, classes]."""
        first = self.embed(letters.flatten(0, 1), hashes.flatten()).view(*hashes.shape, self.width)
        x = convolved(first, self.norms, self.gates, DILATIONS, self.drop)
        h = functional.relu(self.top(torch.cat([x, first], 2)))
        return self.onset(h), self.rime(h)


def loss_of(model: nn.Module, data: Windows, count: int, *, held_out: bool = False) -> tuple[torch.Tensor, ...]:
    """Mean loss of a batch, whether each word is right [windows, forms], whether it is a word, sources [windows]."""
    drawn = data.batch(count, WINDOW, held_out=held_out)
    letters, hashes = data.pools["letters"][drawn["rows"]], data.pools["hashes"][drawn["rows"]]
    target = data.pools["target"][drawn["kinds"]].long()
    with torch.autocast(data.device, torch.bfloat16):
        onset, rime = model(letters, hashes)
    losses = [
        functional.cross_entropy(head.float().flatten(0, 1), target[..., i].flatten(), ignore_index=-1)
        for i, head in enumerate((onset, rime))
    ]
    right = (onset.argmax(2) == target[..., 0]) & (rime.argmax(2) == target[..., 1])
    return losses[0] + losses[1], right, target[..., 0] >= 0, drawn["source"]


def measured(model: nn.Module, data: Windows, batches: int, count: int) -> str:
    """Loss and words right on held-out text, by kinds of source."""
    model.eval()
    sums: dict[str, list[float]] = {}
    total = 0.0
    with torch.no_grad():
        for _ in range(batches):
            loss, right, word, source = loss_of(model, data, count, held_out=True)
            total += loss.item()
            hits, words = (right & word).sum(1).tolist(), word.sum(1).tolist()
            for s, hit, n in zip(source.tolist(), hits, words, strict=True):
                kind = data.names[s].rstrip("0123456789")
                kind_sums = sums.setdefault(kind, [0, 0])
                kind_sums[0] += hit
                kind_sums[1] += n
    model.train()
    parts = [f"{kind} {100 * hit / max(n, 1):.2f}" for kind, (hit, n) in sorted(sums.items())]
    return f"held out: loss {total / batches:.4f}, right: " + ", ".join(parts)


def main() -> None:
    args = arguments(__doc__)
    args.add_argument("--name", default="tagger")
    args.add_argument("--width", type=int, default=WIDTH)
    args.add_argument("--drop", type=float, default=0.05)
    args.add_argument("--without", default="none", help="sources whose name begins so are left out of the mixture")
    given = args.parse_args()
    begin(given)
    model = Tagger(given.width, given.drop).to(given.device)
    mix = {source: share for source, share in MIX.items() if not source.startswith(given.without)}
    data = Windows(given.work, mix, given.device, given.seed)
    fit(
        model,
        lambda network: loss_of(network, data, given.batch)[0],
        lambda batches: measured(model, data, batches, given.batch),
        given.work / f"{given.name}.pt",
        given,
    )


if __name__ == "__main__":
    main()
