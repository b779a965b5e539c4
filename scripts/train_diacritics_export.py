#!/usr/bin/env python3
"""The tagger's weights for use without torch: half precision, matrices as [in, out].

    train_diacritics_export.py WORK/tagger.pt OUT.npz
"""
from __future__ import annotations

import sys

import numpy as np
import torch


def main() -> None:
    state = torch.load(sys.argv[1], map_location="cpu")
    arrays = {}
    for name, tensor in state.items():
        array = tensor.float().numpy()
        matrix = array.ndim == 2 and not name.startswith(("letter", "whole", "place"))
        arrays[name] = (array.T if matrix else array).astype(np.float16)
    np.savez(sys.argv[2], **arrays)


if __name__ == "__main__":
    main()
