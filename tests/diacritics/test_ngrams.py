"""The n-gram tables against a plain dictionary, and the beam against trying everything."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from diacritics.decoder import Lattice, best_path
from diacritics.model import Model, load_model
from diacritics.ngrams import Table, buckets_of, pack


@pytest.fixture(scope="module")
def model() -> Model:
    """The trained files of the package."""
    return load_model()


def test_a_table_finds_what_was_put_in_and_little_else() -> None:
    """Every stored key is found at its place; of absent ones at most about one in two thousand is taken for another."""
    keys = np.arange(1, 4001, dtype=np.uint64)
    prints = np.zeros((1700, 4), dtype=np.uint16)
    stored: dict[int, int] = {}
    first, second, marks = buckets_of(keys, len(prints))
    for key, one, two, mark in zip(keys.tolist(), first.tolist(), second.tolist(), marks.tolist(), strict=True):
        for bucket in (one, two):
            free = np.flatnonzero(prints[bucket] == 0)
            if len(free) and mark not in prints[bucket] and key not in stored:
                prints[bucket, free[0]] = mark
                stored[key] = bucket * 4 + int(free[0])
    table = Table(prints, np.zeros(prints.size, dtype=np.uint8), None)
    inside = np.array(list(stored), dtype=np.uint64)
    hits = (table.places(inside) == np.array(list(stored.values()))).mean()
    assert hits > 0.998
    absent = np.arange(10**6, 10**6 + 20000, dtype=np.uint64)
    assert (table.places(absent) >= 0).mean() < 0.0005


def test_likely_words_cost_less(model: Model) -> None:
    """After «ủy ban nhân», «dân» costs less than «dần» and far less than an unknown word."""
    ids = [model.lexicon.id_of(word) for word in ("ủy", "ban", "nhân")]
    asked = [model.lexicon.id_of(word) for word in ("dân", "dần", "zzzz")]
    history = [np.full(3, i, dtype=np.uint64) for i in ids]
    costs = model.ngrams.costs(*history, np.array(asked, dtype=np.uint64))
    assert costs[0] < costs[1] < costs[2] + 5
    assert costs[0] < 1


def test_the_beam_finds_the_best_of_all_ways(model: Model) -> None:
    """On short lattices the beam's way costs no more than the best of all."""
    rng = np.random.default_rng(3)
    for _ in range(20):
        words = rng.integers(3, 400, (5, 2)).astype(np.uint64)
        scores = rng.normal(0, 1, (5, 2)).astype(np.float32)
        found = best_path(Lattice(words, scores), model.ngrams, 0.8)

        def value(columns: tuple[int, ...], words: np.ndarray = words, scores: np.ndarray = scores) -> float:
            line = [1, 1, 1, *(int(words[i, c]) for i, c in enumerate(columns))]
            total = sum(float(scores[i, c]) for i, c in enumerate(columns))
            for i in range(len(columns)):
                grams = [np.array([w], dtype=np.uint64) for w in line[i : i + 4]]
                total -= 0.8 * float(model.ngrams.costs(*grams)[0])
            return total

        best = max(value(columns) for columns in itertools.product((0, 1), repeat=5))
        assert value(tuple(found.tolist())) >= best - 0.02


def test_packing_puts_the_oldest_word_on_top() -> None:
    """Four ids fill the 64 bits in order."""
    one, two = np.array([1], dtype=np.uint64), np.array([2], dtype=np.uint64)
    assert pack(one, two, one, two)[0] == (1 << 48) + (2 << 32) + (1 << 16) + 2
