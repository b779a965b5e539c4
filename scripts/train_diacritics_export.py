#!/usr/bin/env python3
"""The networks for use without torch: tables by numpy from half-precision weights, the rest as 8-bit ONNX graphs.

    train_diacritics_export.py WORK OUT_FOLDER

Writes OUT_FOLDER/tagger.npz, tagger.onnx, seams.npz and seams.onnx from WORK/tagger.pt and seams.pt. Needs torch and
onnx; use needs only numpy and onnxruntime.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path.insert(0, str(Path(__file__).parent))
import train_diacritics_seams as seams
import train_diacritics_tagger as tagger

from diacritics.tagger import WORD_PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

State = dict[str, np.ndarray]


class Graph:
    """Nodes and constants as they are added; each step returns the name of its result."""

    def __init__(self, state: dict[str, np.ndarray]) -> None:
        self.state, self.nodes, self.constants, self.count = state, [], [], 0

    def constant(self, array: np.ndarray) -> str:
        """The name of a new constant."""
        self.count += 1
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), f"c{self.count}"))
        return f"c{self.count}"

    def step(self, kind: str, *inputs: str, **attributes: float) -> str:
        """The name of the result of a new node."""
        self.count += 1
        self.nodes.append(helper.make_node(kind, list(inputs), [f"x{self.count}"], name=f"n{self.count}", **attributes))
        return f"x{self.count}"

    def linear(self, x: str, name: str) -> str:
        """A matrix product and a bias."""
        product = self.step("MatMul", x, self.constant(self.state[f"{name}.weight"].T))
        return self.step("Add", product, self.constant(self.state[f"{name}.bias"]))

    def shifted(self, x: str, by: int) -> str:
        """The rows of x, each `by` places later (earlier where negative), zeros where there are none."""
        size = abs(by)
        pads = [size, 0, 0, 0] if by > 0 else [0, 0, size, 0]
        padded = self.step("Pad", x, self.constant(np.array(pads, dtype=np.int64)))
        begin, end = (0, -size) if by > 0 else (size, np.iinfo(np.int64).max)
        return self.step("Slice", padded, *(self.constant(np.array([v], dtype=np.int64)) for v in (begin, end, 0)))

    def layer(self, x: str, i: int, dilation: int) -> str:
        """One gated convolution over the words around."""
        state = self.state
        normal = self.step(
            "LayerNormalization",
            x,
            self.constant(state[f"norms.{i}.weight"]),
            self.constant(state[f"norms.{i}.bias"]),
            axis=-1,
            epsilon=1e-5,
        )
        wide = self.step("Concat", self.shifted(normal, dilation), normal, self.shifted(normal, -dilation), axis=1)
        out = self.linear(wide, f"gates.{i}")
        width = state[f"norms.{i}.weight"].shape[0]
        halves = [
            self.step("Slice", out, *(self.constant(np.array([v], dtype=np.int64)) for v in (a, a + width, 1)))
            for a in (0, width)
        ]
        return self.step("Add", x, self.step("Mul", halves[0], self.step("Sigmoid", halves[1])))


def body(graph: Graph, x: str, dilations: Sequence[int]) -> str:
    """All gated convolutions, one after the other."""
    for i, dilation in enumerate(dilations):
        x = graph.layer(x, i, dilation)
    return x


def tagger_graph(state: State) -> onnx.ModelProto:
    """Vectors of the words of a text and the places asked for in; log-probabilities of onsets and rimes out."""
    graph = Graph(state)
    x = body(graph, "first", tagger.DILATIONS)
    both = graph.step(
        "Concat", graph.step("Gather", x, "asked", axis=0), graph.step("Gather", "first", "asked", axis=0), axis=1
    )
    top = graph.step("Relu", graph.linear(both, "top"))
    heads = [graph.step("LogSoftmax", graph.linear(top, name), axis=1) for name in ("onset", "rime")]
    inputs = [vectors("first", state), helper.make_tensor_value_info("asked", TensorProto.INT64, ["asked"])]
    return whole(graph, inputs, dict(zip(("onsets", "rimes"), heads, strict=True)))


def seams_graph(state: State) -> onnx.ModelProto:
    """Vectors of the signs of a text in; probabilities of what begins at each out."""
    graph = Graph(state)
    top = graph.step("Relu", graph.linear(body(graph, "first", seams.DILATIONS), "top"))
    return whole(
        graph, [vectors("first", state)], {"begins": graph.step("Softmax", graph.linear(top, "begin"), axis=1)}
    )


def vectors(name: str, state: State) -> onnx.ValueInfoProto:
    """An input of rows as wide as the convolutions."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", state["norms.0.weight"].shape[0]])


def whole(graph: Graph, inputs: list[onnx.ValueInfoProto], results: dict[str, str]) -> onnx.ModelProto:
    """The model of a graph; `results` are the names of its outputs and of what they are taken from."""
    graph.nodes += [helper.make_node("Identity", [found], [name]) for name, found in results.items()]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["asked", None]) for name in results]
    made = helper.make_graph(graph.nodes, "network", inputs, outputs, graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def in_8_bits(model: onnx.ModelProto, out: Path) -> None:
    """Write a model with its matrices in eight bits."""
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        onnx.save(model, exact)
        quantize_dynamic(exact, out, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8)


def loaded(file: Path) -> State:
    """The weights of a trained network by name."""
    return {name: tensor.float().numpy() for name, tensor in torch.load(file, map_location="cpu").items()}


def main() -> None:
    work, folder = Path(sys.argv[1]), Path(sys.argv[2])
    state = loaded(work / "tagger.pt")
    in_8_bits(tagger_graph(state), folder / "tagger.onnx")
    turned = {"triple.weight", "join.weight"}
    parts = {name: (state[name].T if name in turned else state[name]).astype(np.float16) for name in WORD_PARTS}
    np.savez(folder / "tagger.npz", dilations=np.array(tagger.DILATIONS), **parts)
    state = loaded(work / "seams.pt")
    in_8_bits(seams_graph(state), folder / "seams.onnx")
    parts = {name: state[f"{name}.weight"].astype(np.float16) for name in ("sign", "blank")}
    np.savez(folder / "seams.npz", dilations=np.array(seams.DILATIONS), **parts)


if __name__ == "__main__":
    main()
