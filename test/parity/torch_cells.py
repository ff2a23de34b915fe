"""Golden values of the cells and the optimisers: what PyTorch makes of the same parameters, in float64.

    python3 test/parity/torch_cells.py

writes torch_cells.json beside itself (made with PyTorch 1.13). Matrices are in Unfold's layout: x·U, h·W, h·V.
Cells that PyTorch lacks are written out and differentiated by PyTorch's autograd.
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


def by_hand(name, cell, shapes, states, step):
    """One layer that PyTorch lacks, with an output at each step: PyTorch differentiates. The state is h and whatever else there is."""
    shapes = {**{f"layers.0.{key}": shape for key, shape in shapes.items()}, "V": (N, NO), "c": (NO,)}
    p = {key: (0.5 * torch.randn(*shape)).requires_grad_() for key, shape in shapes.items()}
    x, y = batch("each", "crossEntropy")
    own = {key.removeprefix("layers.0."): value for key, value in p.items()}
    state, os = [torch.zeros(B, N)] * states, []
    for t in range(TAU):
        state = step(own, x[:, t], *state)
        os.append(state[0] @ p["V"] + p["c"])
    L = measure(torch.stack(os, 1), y, "crossEntropy")
    L.backward()
    return golden(name, cell, 1, "each", "crossEntropy", x, y, L, p, {key: value.grad for key, value in p.items()})


def wide(blocks):
    return {"U": (NX, blocks * N), "W": (N, blocks * N), "b": (blocks * N,)}


def gru_before(p, x, h):
    (Wr, Wu, Wg), (ar, au, ag) = p["W"].split(N, 1), (x @ p["U"] + p["b"]).split(N, 1)
    r, u = torch.sigmoid(ar + h @ Wr), torch.sigmoid(au + h @ Wu)
    return [u * h + (1 - u) * torch.tanh(ag + (r * h) @ Wg)]


def relu(p, x, h):
    return [torch.relu(p["b"] + x @ p["U"] + h @ p["W"])]


def leaky(alpha):
    def step(p, x, h):
        own = torch.sigmoid(p["aAlpha"]) if alpha is None else alpha
        return [own * h + (1 - own) * torch.tanh(p["b"] + x @ p["U"] + h @ p["W"])]
    return step


def skip(p, x, h, h2, h3):
    return [torch.tanh(p["b"] + x @ p["U"] + h @ p["W"] + h3 @ p["S"]), h, h2]


def peephole_lstm(p, x, h, c):
    (i, f, g, o), (pi, pf, po) = (p["b"] + x @ p["U"] + h @ p["W"]).split(N, 1), p["p"].split(N)
    next = torch.sigmoid(f + pf * c) * c + torch.sigmoid(i + pi * c) * torch.tanh(g)
    return [torch.sigmoid(o + po * next) * torch.tanh(next), next]


def coupled_lstm(p, x, h, c):
    f, g, o = (p["b"] + x @ p["U"] + h @ p["W"]).split(N, 1)
    next = torch.sigmoid(f) * c + (1 - torch.sigmoid(f)) * torch.tanh(g)
    return [torch.sigmoid(o) * torch.tanh(next), next]


def layer_norm_lstm(p, x, h, c):
    norm = nn.functional.layer_norm
    i, f, g, o = (norm(x @ p["U"], (4 * N,), p["gammaU"]) + norm(h @ p["W"], (4 * N,), p["gammaW"]) + p["b"]).split(N, 1)
    next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return [torch.sigmoid(o) * torch.tanh(norm(next, (N,), p["gammaC"], p["betaC"])), next]


def minimal_gated(p, x, h):
    (Wf, Wg), (af, ag) = p["W"].split(N, 1), (x @ p["U"] + p["b"]).split(N, 1)
    f = torch.sigmoid(af + h @ Wf)
    return [(1 - f) * h + f * torch.tanh(ag + (f * h) @ Wg)]


def clockwork(periods):
    """As the paper has it, module by module and at its own time: no mask over W, no clock of a unit. What a module does not read has no gradient."""
    modules = [torch.tensor([unit for unit in range(N) if unit * len(periods) // N == i]) for i in range(len(periods))]

    def step(p, x, h, t):
        nexts = []
        for module, T in zip(modules, periods):
            if int(t[0, 0]) % T > 0:
                nexts.append(h[:, module])
                continue
            a = p["b"][module] + x @ p["U"][:, module]
            for slower, period in zip(modules, periods):
                if period >= T:
                    a = a + h[:, slower] @ p["W"][slower][:, module]
            nexts.append(torch.tanh(a))
        return [torch.cat(nexts, 1), t + 1]
    return step


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
    by_hand("GRU, reset before", {"kind": "gru", "reset": "before"}, wide(3), 1, gru_before),
    by_hand("relu RNN", {"kind": "relu"}, wide(1), 1, relu),
    by_hand("leaky units, alpha fixed", {"kind": "leaky", "alpha": {"kind": "same", "value": 0.8}}, wide(1), 1, leaky(0.8)),
    by_hand("leaky units, alpha learnt", {"kind": "leaky", "alpha": {"kind": "same", "value": 0.8}, "learnAlpha": True}, {**wide(1), "aAlpha": (N,)}, 1, leaky(None)),
    by_hand("skip of 3", {"kind": "skip", "delay": 3, "connections": "both"}, {**wide(1), "S": (N, N)}, 3, skip),
    by_hand("LSTM with peepholes", {"kind": "peepholeLstm", "forgetBias": 1}, {**wide(4), "p": (3 * N,)}, 2, peephole_lstm),
    by_hand("LSTM, coupled gates", {"kind": "coupledLstm", "forgetBias": 1}, wide(3), 2, coupled_lstm),
    by_hand("LSTM, layer-normalised", {"kind": "layerNormLstm", "forgetBias": 1}, {**wide(4), "gammaU": (4 * N,), "gammaW": (4 * N,), "gammaC": (N,), "betaC": (N,)}, 2, layer_norm_lstm),
    by_hand("minimal gated unit", {"kind": "minimalGated"}, wide(2), 1, minimal_gated),
]
optimisers = [
    trajectory({"kind": "sgd", "learningRate": 0.1, "momentum": 0.9}, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    trajectory({"kind": "rmsprop", "learningRate": 0.01, "decay": 0.9, "epsilon": 1e-8}, lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-8)),
    trajectory({"kind": "adam", "learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}, lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.9, 0.999), eps=1e-8)),
]
cells += [  # after the optimisers, which so have the numbers that they had
    by_hand("clockwork", {"kind": "clockwork", "periods": [1, 2, 3]}, wide(1), 2, clockwork([1, 2, 3])),
    by_hand("clockwork, the slowest first", {"kind": "clockwork", "periods": [4, 2]}, wide(1), 2, clockwork([4, 2])),
]
here = pathlib.Path(__file__).parent
here.joinpath("torch_cells.json").write_text(json.dumps({"cells": cells, "optimisers": optimisers}) + "\n")
