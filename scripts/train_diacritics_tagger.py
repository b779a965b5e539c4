#!/usr/bin/env python3
"""The tagger: for each damaged word of a window, which onset and which rime it had. Needs torch; use does not.

    train_diacritics_tagger.py WORK --minutes M [--resume]

Reads WORK/ids.npy, types.txt and noise.pkl; writes WORK/tagger.pt every few minutes. A state of fewer convolutions
can be resumed: those it lacks begin as no change.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parent))
from train_diacritics_habits import make_systems
from train_diacritics_noise import Noise

from diacritics.letters import strip_marks
from diacritics.shapes import CHARACTERS, HASHES, LENGTH, ONSET_INDEX, RIME_INDEX, encode, hash_of
from diacritics.structure import parts
from diacritics.tagger import DILATIONS

WINDOW, BATCH, WIDTH = 64, 48, 224
MIX = {
    "clean": 6,
    "strip": 36,
    "some": 6,
    "eng": 14,
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
    "system": 16,
}


class Damage:
    """Damaged forms of word types, drawn from a pool for each source that fills as it is used."""

    def __init__(self, types: list[str], noise: dict[str, Noise], rng: random.Random, pool: int = 40) -> None:
        self.types, self.noise, self.rng, self.pool = types, noise, rng, pool
        self.rows: dict[str, int] = {}
        self.letters = np.zeros((1 << 20, LENGTH), dtype=np.uint16)
        self.hashes = np.zeros(1 << 20, dtype=np.int32)
        self.pools: dict[tuple[int, str], list[int]] = {}

    def row(self, form: str) -> int:
        """The row of a form's letters and hash, made where it is new."""
        found = self.rows.get(form)
        if found is None:
            found = self.rows[form] = len(self.rows)
            if found == len(self.letters):
                self.letters = np.concatenate([self.letters, np.zeros_like(self.letters)])
                self.hashes = np.concatenate([self.hashes, np.zeros_like(self.hashes)])
            self.letters[found], self.hashes[found] = encode(form), hash_of(form)
        return found

    def read(self, source: str, word: str) -> str:
        """What a source reads for a word; figures and signs are always read right."""
        if source == "clean" or not word[0].isalpha():
            return word
        if source == "strip":
            return strip_marks(word)
        if source == "some":
            return strip_marks(word) if self.rng.random() < 0.5 else word
        return self.noise[source].sample(word) or word[0]

    def draw(self, kind: int, source: str) -> int:
        """The row of one reading of a word type."""
        pool = self.pools.setdefault((kind, source), [])
        spot = int(self.rng.random() * self.pool)
        if spot < len(pool):
            return pool[spot]
        pool.append(self.row(self.read(source, self.types[kind])))
        return pool[-1]


class Tagger(nn.Module):
    """Letters and whole form of each word, then gated convolutions over the words around it."""

    def __init__(self) -> None:
        super().__init__()
        self.letter = nn.Embedding(len(CHARACTERS) + 2, 36, padding_idx=0)
        self.place = nn.Parameter(torch.randn(LENGTH, 36) * 0.05)
        self.triple = nn.Linear(3 * 36, 192)
        self.whole = nn.Embedding(HASHES, 64)
        nn.init.normal_(self.whole.weight, std=0.1)
        self.join = nn.Linear(192 + 64, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.gates = nn.ModuleList(nn.Linear(3 * WIDTH, 2 * WIDTH) for _ in DILATIONS)
        self.top = nn.Linear(2 * WIDTH, 256)
        self.onset = nn.Linear(256, len(ONSET_INDEX) + 1)
        self.rime = nn.Linear(256, len(RIME_INDEX) + 1)

    def begin_with(self, state: dict[str, torch.Tensor]) -> None:
        """Take up a state; convolutions beyond it get outputs of zero, so that the model begins as good as it was."""
        self.load_state_dict({**self.state_dict(), **state})
        for i, gate in enumerate(self.gates):
            if f"gates.{i}.weight" not in state:
                nn.init.zeros_(gate.weight[:WIDTH])
                nn.init.zeros_(gate.bias[:WIDTH])

    def embed(self, letters: torch.Tensor, hashes: torch.Tensor) -> torch.Tensor:
        """A vector for each form."""
        e = self.letter(letters) + self.place * (letters > 0).unsqueeze(2)
        e = functional.pad(e, (0, 0, 1, 1))
        h = functional.relu(self.triple(torch.cat([e[:, :-2], e[:, 1:-1], e[:, 2:]], 2))).amax(1)
        return self.join(torch.cat([h, self.whole(hashes)], 1))

    def forward(
        self, letters: torch.Tensor, hashes: torch.Tensor, where: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of onsets and rimes where the mask is set."""
        first = self.embed(letters, hashes)[where]
        x = first
        for norm, gate, d in zip(self.norms, self.gates, DILATIONS, strict=True):
            p = functional.pad(norm(x), (0, 0, d, d))
            x = x + functional.glu(gate(torch.cat([p[:, : -2 * d], p[:, d:-d], p[:, 2 * d :]], 2)), dim=2)
        h = functional.relu(self.top(torch.cat([x, first], 2)[mask]))
        return self.onset(h), self.rime(h)


def targets(types: list[str]) -> np.ndarray:
    """(onset, rime) of each type; 0 for words that are no syllables, -1 for figures and signs."""
    found = np.full((len(types), 2), -1, dtype=np.int64)
    for i, form in enumerate(types):
        if form[0].isalpha():
            split = parts(form.lower())
            found[i] = (
                (ONSET_INDEX[split[0]] + 1, RIME_INDEX[split[1]] + 1) if split and split[1] in RIME_INDEX else (0, 0)
            )
    return found


def with_capitals(types: list[str]) -> tuple[list[str], np.ndarray]:
    """The types and, for each, the index of its form in capitals (added where it is new)."""
    index = {form: i for i, form in enumerate(types)}
    types = list(types)
    upper = np.zeros(len(index), dtype=np.int32)
    for form, i in list(index.items()):
        big = form.upper()
        if big not in index:
            index[big] = len(types)
            types.append(big)
        upper[i] = index[big]
    return types, upper


class Windows:
    """Endless batches: windows of running text, each damaged by one source."""

    def __init__(self, work: Path, rng: random.Random) -> None:
        self.ids = np.load(work / "ids.npy")
        types, self.upper = with_capitals((work / "types.txt").read_text(encoding="utf-8").split("\n"))
        tables = pickle.loads((work / "noise.pkl").read_bytes())  # noqa: S301 -- made by train_diacritics_noise.py
        noise = {source: Noise(three, rng) for source, three in tables.items()}
        systems = make_systems(40, rng)
        noise |= systems
        self.systems = list(systems)
        self.sources = [s for s in MIX if s in noise or s in {"clean", "strip", "some", "system"}]
        self.weights = [MIX[s] for s in self.sources]
        self.rng = rng
        self.damage = Damage(types, noise, rng)
        self.target = targets(types)
        self.plain = [self.damage.row(form) for form in types]

    def source(self) -> str:
        """A source after its share in the mixture."""
        found = self.rng.choices(self.sources, self.weights)[0]
        return self.rng.choice(self.systems) if found == "system" else found

    def batch(self, count: int = BATCH) -> tuple[np.ndarray, np.ndarray]:
        """Rows of damaged forms and type ids, both [count, WINDOW]."""
        rows = np.empty((count, WINDOW), dtype=np.int64)
        kinds = np.empty((count, WINDOW), dtype=np.int64)
        for i in range(count):
            start = self.rng.randrange(len(self.ids) - WINDOW)
            window = self.ids[start : start + WINDOW]
            if self.rng.random() < 0.05:
                window = self.upper[window]
            kinds[i] = window
            source = self.source()
            second = "clean" if source.startswith(("vie", "layer", "system")) else source
            rows[i] = [
                self.plain[k]
                if self.target[k, 0] < 0
                else self.damage.draw(k, source if self.rng.random() < 0.93 else second)
                for k in window.tolist()
            ]
        return rows, kinds

    def tensors(self, count: int = BATCH) -> tuple[torch.Tensor, ...]:
        """A batch as the model takes it: letters and hashes of forms, where they stand, what is asked, targets."""
        rows, kinds = self.batch(count)
        unique, where = np.unique(rows, return_inverse=True)
        target = self.target[kinds]
        mask = target[..., 0] >= 0
        return (
            torch.from_numpy(self.damage.letters[unique].astype(np.int64)),
            torch.from_numpy(self.damage.hashes[unique].astype(np.int64)),
            torch.from_numpy(where.reshape(rows.shape)),
            torch.from_numpy(mask),
            torch.from_numpy(target[mask]),
        )


def train(model: Tagger, data: Windows, out: Path, minutes: float, rate: float) -> None:
    """Adam with a short warm-up and a cosine fall to a twentieth over the given time."""
    optimizer = torch.optim.Adam(model.parameters(), rate, betas=(0.9, 0.98))
    begin = saved = time.time()
    step = words = 0
    sums = np.zeros(3)
    while (share := (time.time() - begin) / (60 * minutes)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 300) * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * share)))
        letters, hashes, where, mask, target = data.tensors()
        with torch.autocast("cpu", torch.bfloat16):
            onset, rime = model(letters, hashes, where, mask)
        onset, rime = onset.float(), rime.float()
        loss = functional.cross_entropy(onset, target[:, 0]) + functional.cross_entropy(rime, target[:, 1])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step, words = step + 1, words + len(target)
        both = (onset.argmax(1) == target[:, 0]) & (rime.argmax(1) == target[:, 1])
        sums += (1, loss.item(), both.float().mean().item())
        if step % 200 == 0:
            print(
                f"{words / 1e6:.2f}M words, {words / (time.time() - begin):.0f}/s, loss {sums[1] / sums[0]:.4f}, "
                f"right {sums[2] / sums[0]:.4f}, {time.time() - begin:.0f} s",
                flush=True,
            )
            sums[:] = 0
        if time.time() - saved > 180:
            torch.save(model.state_dict(), out)
            saved = time.time()
    torch.save(model.state_dict(), out)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("work", type=Path)
    args.add_argument("--minutes", type=float, default=75)
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--resume", action="store_true")
    given = args.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    model = Tagger()
    out = given.work / "tagger.pt"
    if given.resume:
        model.begin_with(torch.load(out))
    print(sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    train(model, Windows(given.work, random.Random(given.seed)), out, given.minutes, given.rate)


if __name__ == "__main__":
    main()
