#!/usr/bin/env python3
"""The tagger for use without torch: word vectors by numpy from half-precision weights, the rest as an 8-bit ONNX graph.

    train_diacritics_export.py WORK/tagger.pt OUT_FOLDER

Writes OUT_FOLDER/tagger.npz and tagger.onnx. Needs torch and onnx; use needs only numpy and onnxruntime.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from diacritics.tagger import DILATIONS, WORD_PARTS


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


def graph_of(state: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Vectors of the words of a text and the places asked for in; log-probabilities of onsets and rimes out."""
    graph = Graph(state)
    x = "first"
    for i, dilation in enumerate(DILATIONS):
        x = graph.layer(x, i, dilation)
    both = graph.step(
        "Concat", graph.step("Gather", x, "asked", axis=0), graph.step("Gather", "first", "asked", axis=0), axis=1
    )
    top = graph.step("Relu", graph.linear(both, "top"))
    heads = [graph.step("LogSoftmax", graph.linear(top, name), axis=1) for name in ("onset", "rime")]
    graph.nodes += [
        helper.make_node("Identity", [head], [name]) for head, name in zip(heads, ("onsets", "rimes"), strict=True)
    ]
    width = state["norms.0.weight"].shape[0]
    inputs = [
        helper.make_tensor_value_info("first", TensorProto.FLOAT, ["words", width]),
        helper.make_tensor_value_info("asked", TensorProto.INT64, ["asked"]),
    ]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["asked", None]) for name in ("onsets", "rimes")]
    whole = helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.constants)
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    state = {name: tensor.float().numpy() for name, tensor in torch.load(source, map_location="cpu").items()}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        onnx.save(graph_of(state), whole)
        quantize_dynamic(
            whole,
            folder / "tagger.onnx",
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=sys.argv[3:],
        )
    parts = {name: state[name] for name in WORD_PARTS}
    matrices = {name: (array.T if name in {"triple.weight", "join.weight"} else array) for name, array in parts.items()}
    np.savez(folder / "tagger.npz", **{name: array.astype(np.float16) for name, array in matrices.items()})


if __name__ == "__main__":
    main()
