"""Golden values of layers that read both ways: what PyTorch makes of the same parameters, in float64.

    python3 test/parity/torch_bidirectional.py

writes torch_bidirectional.json beside itself (made with PyTorch 1.13). Matrices are in Unfold's layout: x·U, h·W, [h; g]·V.
Output `last` reads each direction after all that it read, which is what PyTorch's h_n holds: forward at the end, backward at t = 0.
"""

import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(20240608)

B, TAU, NX, N, NO = 3, 6, 5, 4, 3


def numbers(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}


def chain_tensors(kind, rnn, suffix, of):
    """One direction of one layer, or its gradients, in Unfold's names and layout."""
    ih, hh, b_ih, b_hh = (of(getattr(rnn, name + suffix)) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    tensors = {"U": ih.T, "W": hh.T, "b": b_ih}
    if kind == "gru":
        tensors["bW"] = b_hh[2 * N:]
    return tensors


def golden(name, cell, module, layers, output, loss):
    kind = cell["kind"]
    rnn, read = module(NX, N, layers, batch_first=True, bidirectional=True), nn.Linear(2 * N, NO)
    chains = {f"layers.{layer}.{direction}": f"_l{layer}{suffix}" for layer in range(layers) for direction, suffix in (("forward", ""), ("backward", "_reverse"))}
    for suffix in chains.values():
        # PyTorch has two biases where Unfold has one: the second is zero, except where the reset gate multiplies it.
        getattr(rnn, "bias_hh" + suffix).data[: 2 * N if kind == "gru" else None] = 0
    x = torch.randn(B, TAU, NX)
    steps = TAU if output == "each" else 1
    y = torch.randint(NO, (B, steps)) if loss == "crossEntropy" else torch.randn(B, steps, NO)
    each, last = rnn(x)
    h_n = last[0] if kind == "lstm" else last
    o = read(each if output == "each" else torch.cat([h_n[-2], h_n[-1]], 1)[:, None])
    L = nn.functional.cross_entropy(o.flatten(0, 1), y.flatten()) if loss == "crossEntropy" else nn.functional.mse_loss(o, y)
    L.backward()

    def collect(of):
        recurrent = {f"{chain}.{key}": value for chain, suffix in chains.items() for key, value in chain_tensors(kind, rnn, suffix, of).items()}
        return {key: numbers(value) for key, value in {**recurrent, "V": of(read.weight).T, "c": of(read.bias)}.items()}

    return {
        "name": name, "cell": cell, "direction": "both", "layers": layers, "hiddenSize": N, "output": output, "loss": loss,
        "x": numbers(x), "y": numbers(y), "value": L.item(), "parameters": collect(lambda p: p.data), "gradients": collect(lambda p: p.grad),
    }


modules = [({"kind": "tanh"}, nn.RNN), ({"kind": "lstm", "forgetBias": 1}, nn.LSTM), ({"kind": "gru", "reset": "after"}, nn.GRU)]
cells = [
    golden(f"{cell['kind']}, both ways, {layers} layer{'s' if layers > 1 else ''}, output {output}", cell, module, layers, output, loss)
    for cell, module in modules
    for layers, output, loss in ((1, "each", "crossEntropy"), (2, "each", "meanSquaredError"), (2, "last", "meanSquaredError"))
]
here = pathlib.Path(__file__).parent
here.joinpath("torch_bidirectional.json").write_text(json.dumps({"cells": cells}) + "\n")
