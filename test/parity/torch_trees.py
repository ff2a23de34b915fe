"""Golden values of the cells of trees: what PyTorch's autograd makes of plain recursion over the nodes, in float64.

    python3 test/parity/torch_trees.py

writes torch_trees.json beside itself (made with PyTorch 1.13). Matrices are in Unfold's layout: x·U, h·W, h·V.
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(6)

NX, N, NO, ARITY = 3, 4, 3, 3

# Children of each node, in post-order.
TREES = [[[], [], [1], [], [2, 3], [], [0, 4, 5]], [[], [0]], [[]], [[], [], [], [0, 1, 2], [], [3, 4]]]
TAU = max(len(tree) for tree in TREES)


def numbers(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}


def recursive(p, x, children):
    a = p["b"] + x @ p["U"]
    for k, (h,) in enumerate(children):
        a = a + h @ p[f"W{k + 1}"]
    return (torch.tanh(a),)


def child_sum(p, x, children):
    def own(block):
        return x @ p["U"][:, block * N:(block + 1) * N] + p["b"][block * N:(block + 1) * N]

    h = sum((h for h, _ in children), torch.zeros(N))
    i = torch.sigmoid(own(0) + h @ p["W"][:, :N])
    g = torch.tanh(own(2) + h @ p["W"][:, N:2 * N])
    o = torch.sigmoid(own(3) + h @ p["W"][:, 2 * N:])
    c = i * g
    for h_k, c_k in children:
        c = c + torch.sigmoid(own(1) + h_k @ p["Wf"]) * c_k
    return o * torch.tanh(c), c


def nary(p, x, children):
    def own(block):
        return x @ p["U"][:, block * N:(block + 1) * N] + p["b"][block * N:(block + 1) * N]

    def below(block):
        return sum((h @ p[f"W{l + 1}"][:, block * N:(block + 1) * N] for l, (h, _) in enumerate(children)), torch.zeros(N))

    i = torch.sigmoid(own(0) + below(0))
    g = torch.tanh(own(2) + below(ARITY + 1))
    o = torch.sigmoid(own(3) + below(ARITY + 2))
    c = i * g
    for k, (_, c_k) in enumerate(children):
        c = c + torch.sigmoid(own(1) + below(1 + k)) * c_k
    return o * torch.tanh(c), c


def walk(step, p, xs, tree, node):
    """The states of a node and of all below it, by recursion."""
    below = [walk(step, p, xs, tree, child) for child in tree[node]]
    states = {key: state for states, _ in below for key, state in states.items()}
    state = step(p, xs[node], [own for _, own in below])
    return {**states, node: state}, state


def case(name, cell, step, shapes, output):
    p = {key: (torch.randn(shape) * 0.5).requires_grad_() for key, shape in {**shapes, "V": (N, NO), "c": (NO,)}.items()}
    x = torch.randn(len(TREES), TAU, NX)
    y = torch.randint(NO, (len(TREES), TAU if output == "each" else 1))
    losses = []
    for b, tree in enumerate(TREES):
        states, (root, *_) = walk(step, p, x[b], tree, len(tree) - 1)
        hs = [states[t][0] for t in range(len(tree))] if output == "each" else [root]
        losses += [torch.nn.functional.cross_entropy((h @ p["V"] + p["c"])[None], y[b, t][None]) for t, h in enumerate(hs)]
    loss = sum(losses) / len(losses)
    loss.backward()

    def rooted(key):
        return key if key in ("V", "c") else f"layers.0.{key}"

    return {
        "name": f"{name}, output {output}", "cell": cell, "hiddenSize": N, "output": output, "x": numbers(x), "y": numbers(y), "value": loss.item(),
        "parameters": {rooted(key): numbers(value) for key, value in p.items()},
        "gradients": {rooted(key): numbers(value.grad) for key, value in p.items()},
    }


PLACES = [f"W{k + 1}" for k in range(ARITY)]
CELLS = [
    ("recursive", {"kind": "recursive", "arity": ARITY}, recursive, {"U": (NX, N), **{key: (N, N) for key in PLACES}, "b": (N,)}),
    ("child-sum Tree-LSTM", {"kind": "treeLstm", "variant": "childSum", "arity": 2, "forgetBias": 1}, child_sum,
     {"U": (NX, 4 * N), "W": (N, 3 * N), "Wf": (N, N), "b": (4 * N,)}),
    ("N-ary Tree-LSTM", {"kind": "treeLstm", "variant": "nary", "arity": ARITY, "forgetBias": 1}, nary,
     {"U": (NX, 4 * N), **{key: (N, (ARITY + 3) * N) for key in PLACES}, "b": (4 * N,)}),
]

golden = {"trees": TREES, "cells": [case(*cell, output) for cell in CELLS for output in ("last", "each")]}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
