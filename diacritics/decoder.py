"""The choice among candidates: a beam over 4-gram histories, many stretches of text side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diacritics.ngrams import pack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diacritics.ngrams import Ngrams

    Ints = NDArray[np.int64]
    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float32]

BEAM: Final = 8
STRETCH: Final = 32
LEAD: Final = 6
TAIL: Final = 4
PARAGRAPH_ID: Final = 1
UNUSED: Final = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Candidates of each token: word ids and scores, both [tokens, width]; an unused column scores very low."""

    words: Ids
    scores: Floats


def best_path(lattice: Lattice, model: Ngrams, weight: float) -> Ints:
    """The column chosen for each token: highest sum of scores less `weight` times the model's costs."""
    count = len(lattice.words)
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    doubtful = (lattice.scores > UNUSED / 2).sum(axis=1) > 1
    # Where nothing is to choose the first column stands.
    starts = np.flatnonzero(np.add.reduceat(doubtful, np.arange(0, count, STRETCH))) * STRETCH
    if len(starts) == 0:
        return np.zeros(count, dtype=np.int64)
    length = min(count, STRETCH + LEAD + TAIL)
    begins = np.maximum(starts - LEAD, 0)
    path = _search(lattice, model, weight, begins, length)
    chosen = np.zeros(count, dtype=np.int64)
    for row, (start, begin) in enumerate(zip(starts.tolist(), begins.tolist(), strict=True)):
        stop = min(start + STRETCH, count)
        chosen[start:stop] = path[row, start - begin : stop - begin]
    return chosen


def _search(lattice: Lattice, model: Ngrams, weight: float, begins: Ints, length: int) -> Ints:
    """Best columns of [begin, begin + length) for each begin; places past the end repeat the last token."""
    rows = len(begins)
    history = np.full((rows, 1, 3), PARAGRAPH_ID, dtype=np.uint64)
    score = np.zeros((rows, 1), dtype=np.float32)
    parents: list[Ints] = []
    picks: list[Ints] = []
    last = len(lattice.words) - 1
    for step in range(length):
        place = np.minimum(begins + step, last)
        words, gains = lattice.words[place], lattice.scores[place]
        width = int((gains > UNUSED / 2).sum(axis=1).max())
        words, gains = words[:, :width], gains[:, :width]
        total = score[:, :, None] + gains[:, None, :]
        _charge(total, history, words, model, weight)
        parent, pick, score = _survivors(total, history, words)
        take = np.arange(rows)[:, None]
        history = np.concatenate([history[take, parent][:, :, 1:], words[take, pick][:, :, None]], axis=2)
        parents.append(parent)
        picks.append(pick)
    return _traced(parents, picks, score)


def _charge(total: Floats, history: Ids, words: Ids, model: Ngrams, weight: float) -> None:
    """Take the model's costs off the totals [rows, beam, width]; only pairs that compete are looked up."""
    live = total > UNUSED / 2
    # Where only one way goes on, its cost decides nothing.
    live &= (live.sum(axis=(1, 2)) > 1)[:, None, None]
    row, beam, column = np.nonzero(live)
    a, b, c = (history[row, beam, i] for i in range(3))
    total[row, beam, column] -= np.float32(weight) * model.costs(a, b, c, words[row, column])


def _survivors(total: Floats, history: Ids, words: Ids) -> tuple[Ints, Ints, Floats]:
    """The best few of each row, one for each last three words."""
    rows, beam, width = total.shape
    flat = total.reshape(rows, beam * width)
    count = min(beam * width, 3 * BEAM)
    order = (
        np.argpartition(-flat, count - 1, axis=1)[:, :count]
        if count < beam * width
        else np.tile(np.arange(count), (rows, 1))
    )
    take = np.arange(rows)[:, None]
    order = order[take, np.argsort(-flat[take, order], axis=1)]
    parent, pick = order // width, order % width
    value = flat[take, order]
    if beam > 1:
        state = pack(history[take, parent, 1], history[take, parent, 2], words[take, pick])
        same = state[:, :, None] == state[:, None, :]
        doubled = (same & np.tri(count, k=-1, dtype=bool)[None]).any(axis=2)
        value = np.where(doubled, UNUSED, value)
    keep = np.argsort(-value, axis=1, kind="stable")[:, :BEAM]
    return parent[take, keep], pick[take, keep], value[take, keep]


def _traced(parents: list[Ints], picks: list[Ints], score: Floats) -> Ints:
    rows = len(score)
    at = score.argmax(axis=1)
    take = np.arange(rows)
    path = np.zeros((rows, len(picks)), dtype=np.int64)
    for step in range(len(picks) - 1, -1, -1):
        path[:, step] = picks[step][take, at]
        at = parents[step][take, at]
    return path


def local_posteriors(lattice: Lattice, chosen: Ints, places: Ints, model: Ngrams, weight: float) -> Floats:
    """For each of `places`: the probability of each column when all other tokens stay as chosen, [places, width]."""
    count = len(lattice.words)
    line = np.concatenate(
        [
            np.full(3, PARAGRAPH_ID, np.uint64),
            lattice.words[np.arange(count), chosen],
            np.full(3, PARAGRAPH_ID, np.uint64),
        ]
    )
    around = line[places[:, None] + np.arange(7)]
    total = lattice.scores[places].copy()
    row, column = np.nonzero(total > UNUSED / 2)
    window = around[row].copy()
    window[:, 3] = lattice.words[places][row, column]
    cost = np.zeros(len(row), dtype=np.float32)
    for i in range(4):
        cost += model.costs(window[:, i], window[:, i + 1], window[:, i + 2], window[:, i + 3])
    total[row, column] -= np.float32(weight) * cost
    total -= total.max(axis=1, keepdims=True)
    share = np.exp(total)
    out: Floats = share / share.sum(axis=1, keepdims=True)
    return out
