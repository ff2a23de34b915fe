"""Golden values of the cells and the optimisers: what PyTorch makes of the same parameters, in float64.

    python3 test/parity/torch_cells.py

writes torch_cells.json beside itself (made with PyTorch 1.13). Matrices are in Unfold's layout: x·U, h·W, h·V.
GRU with the reset before the product, which PyTorch lacks, is written out and differentiated by PyTorch's autograd.
"""

import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)

B, TAU, NX, N, NO = 3, 6, 5, 4, 3


def numbers(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}


def layer_tensors(kind, rnn, layer, of):
    """One layer of a torch.nn recurrent module, or its gradients, in Unfold's names and layout."""
    ih, hh, b_ih, b_hh = (of(getattr(rnn, f"{name}_l{layer}")) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    tensors = {"U": ih.T, "W": hh.T, "b": b_ih}
    if kind == "gru":
        tensors["bW"] = b_hh[2 * N:]
    return tensors


def fold_biases(kind, rnn, layers):
    """PyTorch has two biases where Unfold has one: the second is set to zero, except where the reset gate multiplies it."""
    for layer in range(layers):
        bias = getattr(rnn, f"bias_hh_l{layer}").data
        bias[: 2 * N if kind == "gru" else None] = 0


def measure(o, y, loss):
    return nn.functional.cross_entropy(o.flatten(0, 1), y.flatten()) if loss == "crossEntropy" else nn.functional.mse_loss(o, y)


def batch(output, loss):
    x = torch.randn(B, TAU, NX)
    steps = TAU if output == "each" else 1
    y = torch.randint(NO, (B, steps)) if loss == "crossEntropy" else torch.randn(B, steps, NO)
    return x, y


def golden(name, cell, layers, output, loss, x, y, L, parameters, gradients):
    return {
        "name": name, "cell": cell, "layers": layers, "hiddenSize": N, "output": output, "loss": loss,
        "x": numbers(x), "y": numbers(y), "value": L.item(),
        "parameters": {key: numbers(value) for key, value in parameters.items()},
        "gradients": {key: numbers(value) for key, value in gradients.items()},
    }


def of_module(name, cell, module, layers, output, loss):
    kind = cell["kind"]
    rnn, read = module(NX, N, layers, batch_first=True), nn.Linear(N, NO)
    fold_biases(kind, rnn, layers)
    x, y = batch(output, loss)
    h, _ = rnn(x)
    L = measure(read(h if output == "each" else h[:, -1:]), y, loss)
    L.backward()

    def collect(of):
        recurrent = {f"layers.{layer}.{key}": value for layer in range(layers) for key, value in layer_tensors(kind, rnn, layer, of).items()}
        return {**recurrent, "V": of(read.weight).T, "c": of(read.bias)}

    return golden(name, cell, layers, output, loss, x, y, L, collect(lambda p: p.data), collect(lambda p: p.grad))


def gru_before():
    shapes = {"layers.0.U": (NX, 3 * N), "layers.0.W": (N, 3 * N), "layers.0.b": (3 * N,), "V": (N, NO), "c": (NO,)}
    p = {key: (0.5 * torch.randn(*shape)).requires_grad_() for key, shape in shapes.items()}
    x, y = batch("each", "crossEntropy")
    Wr, Wu, Wg = p["layers.0.W"].split(N, 1)
    h, os = torch.zeros(B, N), []
    for t in range(TAU):
        ar, au, ag = (x[:, t] @ p["layers.0.U"] + p["layers.0.b"]).split(N, 1)
        r, u = torch.sigmoid(ar + h @ Wr), torch.sigmoid(au + h @ Wu)
        g = torch.tanh(ag + (r * h) @ Wg)
        h = u * h + (1 - u) * g
        os.append(h @ p["V"] + p["c"])
    L = measure(torch.stack(os, 1), y, "crossEntropy")
    L.backward()
    cell = {"kind": "gru", "reset": "before"}
    return golden("GRU, reset before", cell, 1, "each", "crossEntropy", x, y, L, p, {key: value.grad for key, value in p.items()})


def trajectory(spec, optimiser):
    """Three updates of one parameter by fixed gradients."""
    theta = nn.Parameter(torch.randn(2, 3))
    start, gradients, after = numbers(theta), [torch.randn(2, 3) for _ in range(3)], []
    steps = optimiser([theta])
    for g in gradients:
        theta.grad = g
        steps.step()
        after.append(numbers(theta))
    return {"spec": spec, "start": start, "gradients": [numbers(g) for g in gradients], "after": after}


torch.manual_seed(20240607)
cells = [
    of_module("tanh RNN", {"kind": "tanh"}, nn.RNN, 1, "each", "crossEntropy"),
    of_module("LSTM", {"kind": "lstm", "forgetBias": 1}, nn.LSTM, 1, "each", "crossEntropy"),
    of_module("LSTM, 2 layers, last output", {"kind": "lstm", "forgetBias": 1}, nn.LSTM, 2, "last", "meanSquaredError"),
    of_module("GRU, reset after", {"kind": "gru", "reset": "after"}, nn.GRU, 1, "each", "meanSquaredError"),
    gru_before(),
]
optimisers = [
    trajectory({"kind": "sgd", "learningRate": 0.1, "momentum": 0.9}, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    trajectory({"kind": "rmsprop", "learningRate": 0.01, "decay": 0.9, "epsilon": 1e-8}, lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-8)),
    trajectory({"kind": "adam", "learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}, lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.9, 0.999), eps=1e-8)),
]
here = pathlib.Path(__file__).parent
here.joinpath("torch_cells.json").write_text(json.dumps({"cells": cells, "optimisers": optimisers}) + "\n")
