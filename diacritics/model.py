"""The trained files of the package, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files

import numpy as np

from diacritics.candidates import Lexicon
from diacritics.ngrams import Ngrams, Table
from diacritics.reliability import Curve
from diacritics.seams import Seams, load_seams
from diacritics.tagger import Tagger, load_tagger


@dataclass(frozen=True, slots=True)
class Model:
    """Words, n-grams, the networks that read words and find where they begin, and what probabilities are worth."""

    lexicon: Lexicon
    ngrams: Ngrams
    tagger: Tagger
    seams: Seams
    curve: Curve


def load_ngrams(file: str) -> Ngrams:
    """The n-gram model of a file."""
    with np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    two, three = (Table(arrays[f"{n}_prints"], arrays[f"{n}_costs"], arrays[f"{n}_backs"]) for n in ("two", "three"))
    return Ngrams(
        arrays["ones"], arrays["one_backs"], two, three, Table(arrays["four_prints"], arrays["four_costs"], None)
    )


def load_model() -> Model:
    """The model of the package's data folder."""
    data = files("diacritics") / "data"
    words = (data / "words.txt").read_text(encoding="utf-8").split("\n")[:-1]
    curve = Curve.of((data / "curve.txt").read_text(encoding="utf-8"))
    with (
        as_file(data / "ngrams.npz") as ngrams,
        as_file(data / "tagger.npz") as weights,
        as_file(data / "tagger.onnx") as graph,
        as_file(data / "seams.npz") as seam_weights,
        as_file(data / "seams.onnx") as seam_graph,
    ):
        tagger, seams = load_tagger(str(weights), str(graph)), load_seams(str(seam_weights), str(seam_graph))
        return Model(Lexicon.of(words), load_ngrams(str(ngrams)), tagger, seams, curve)
