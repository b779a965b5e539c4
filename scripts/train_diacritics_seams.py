#!/usr/bin/env python3
"""Where words begin in garbled text: for each sign of a line, whether a word, a sign or a figure begins there.

    train_diacritics_seams.py WORK --minutes M [--device cuda]

Reads WORK/ids.npy, gaps.npy and pools.npz; writes WORK/seams.pt every few minutes. Blanks are lost and made up at rates
that differ from window to window; where a letter left a blank behind (see train_diacritics_habits.py) it stands too.
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

from diacritics.shapes import CHARACTERS
from diacritics.tokens import FIGURE, PARAGRAPH, SIGN, WORD

TOKENS, LENGTH, WIDTH = 72, 320, 112
DILATIONS = (1, 2, 4, 8, 16, 1, 2, 4, 8)
MIX = {
    "clean": 4,
    "strip": 4,
    "some": 2,
    "eng": 12,
    "eng-poor": 6,
    "fra": 3,
    "fra-poor": 2,
    "deu": 3,
    "deu-poor": 2,
    "por": 2,
    "por-poor": 1,
    "vie-poor": 6,
    "system": 40,
}
# Shares of blanks that are lost and of places within words where one is made up; an engine's own, and an old engine's.
LOST, LOST_OLD = (0, 0, 0, 0.01, 0.03, 0.1), (0, 0, 0.01, 0.04, 0.12, 0.3)
ADDED, ADDED_OLD = (0, 0, 0, 0, 0.005, 0.02), (0, 0, 0, 0.005, 0.02, 0.06)
INSIDE, BEGINS = 0, {WORD: 1, SIGN: 2, FIGURE: 3}
UNASKED = -1


class Seams(nn.Module):
    """Gated convolutions over the signs of a line, each told whether a blank follows it."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.sign = nn.Embedding(len(CHARACTERS) + 2, width, padding_idx=0)
        self.blank = nn.Embedding(2, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in DILATIONS)
        self.gates = nn.ModuleList(nn.Linear(3 * width, 2 * width) for _ in DILATIONS)
        self.top = nn.Linear(width, 128)
        self.begin = nn.Linear(128, 1 + len(BEGINS))

    def forward(self, signs: torch.Tensor, blanks: torch.Tensor) -> torch.Tensor:
        """Scores of what begins at each sign, [lines, signs, classes]."""
        x = convolved(self.sign(signs) + self.blank(blanks), self.norms, self.gates, DILATIONS)
        return self.begin(functional.relu(self.top(x)))


def lines(data: Windows, count: int, *, held_out: bool = False) -> tuple[torch.Tensor, ...]:
    """Signs, blanks behind them, what begins there, whether a blank was lost or made up before; [count, LENGTH]."""
    drawn = data.batch(count, TOKENS, held_out=held_out)
    signs = data.pools["signs"][drawn["rows"]].long()
    kind = data.pools["classes"][drawn["kinds"]].long()
    valid = (signs > 0) & (kind != PARAGRAPH)[..., None]
    place = torch.arange(signs.shape[2], device=data.device)
    last = place == valid.sum(2, keepdim=True) - 1
    after = torch.cat([drawn["gaps"][:, 1:], torch.ones_like(drawn["gaps"][:, :1])], 1).bool()
    after |= torch.cat([kind[:, 1:] == PARAGRAPH, torch.ones_like(after[:, :1])], 1)
    true = last & after[..., None]
    inner = ((data.pools["breaks"][drawn["rows"]].long()[..., None] >> place) & 1).bool() & ~last
    old = data.old[drawn["source"]]
    rates = [
        torch.where(old, *(torch.tensor(r, device=data.device)[(data.uniform(count) * len(r)).long()] for r in pair))
        for pair in ((LOST_OLD, LOST), (ADDED_OLD, ADDED))
    ]
    lost, added = (data.uniform(*signs.shape) < rate[:, None, None] for rate in rates)
    blanks = torch.where(true, ~lost, (inner | added) & ~last)
    begins = torch.tensor([BEGINS[WORD], BEGINS[FIGURE], BEGINS[SIGN], INSIDE], device=data.device)
    labels = torch.where(place == 0, begins[kind][..., None], INSIDE)
    flat = valid.flatten(1)
    at = torch.where(flat, flat.long().cumsum(1) - 1, LENGTH).clamp(max=LENGTH)
    changed = blanks != true

    def gathered(values: torch.Tensor, empty: int) -> torch.Tensor:
        out = torch.full((count, LENGTH + 1), empty, device=data.device, dtype=torch.long)
        return out.scatter(1, at, values.flatten(1).long())[:, :LENGTH]

    labels = gathered(labels, UNASKED)
    moved = functional.pad(gathered(changed, 0)[:, :-1], (1, 0))
    return gathered(signs, 0), gathered(blanks, 0), labels, moved.bool()


def loss_of(model: nn.Module, data: Windows, count: int, *, held_out: bool = False) -> tuple[torch.Tensor, ...]:
    """Mean loss of a batch, scores, what was asked, where a blank misleads."""
    signs, blanks, labels, moved = lines(data, count, held_out=held_out)
    with torch.autocast(data.device, torch.bfloat16):
        scores = model(signs, blanks)
    loss = functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=UNASKED)
    return loss, scores, labels, moved


def measured(model: nn.Module, data: Windows, batches: int, count: int) -> str:
    """Right beginnings on held-out text: all, where a blank misleads, and false ones elsewhere."""
    model.eval()
    sums = torch.zeros(6, device=data.device)
    with torch.no_grad():
        for _ in range(batches):
            loss, scores, labels, moved = loss_of(model, data, count, held_out=True)
            asked = labels != UNASKED
            right = ((scores.argmax(2) > 0) == (labels > 0)) & asked
            counts = (right, asked, right & moved, asked & moved, asked & ~moved & ~right)
            sums += torch.stack([loss * len(labels), *(count.sum() for count in counts)])
    model.train()
    loss, right, asked, mended, moved, spoilt = sums.tolist()
    return (
        f"held out: loss {loss / batches / count:.5f}, right {100 * right / asked:.3f}, where a blank misleads "
        f"{100 * mended / max(moved, 1):.2f} of {moved:.0f}, wrong elsewhere {spoilt:.0f} of {asked:.0f}"
    )


def main() -> None:
    args = arguments(__doc__)
    args.add_argument("--width", type=int, default=WIDTH)
    given = args.parse_args()
    begin(given)
    model = Seams(given.width).to(given.device)
    data = Windows(given.work, MIX, given.device, given.seed)
    fit(
        model,
        lambda network: loss_of(network, data, given.batch)[0],
        lambda batches: measured(model, data, batches, given.batch),
        given.work / "seams.pt",
        given,
    )


if __name__ == "__main__":
    main()
