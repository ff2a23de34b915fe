"""Golden values of encoder–decoders: what PyTorch makes of the same parameters, in float64.

    python3 test/parity/torch_encoder_decoder.py

writes torch_encoder_decoder.json beside itself (made with PyTorch 1.13). Matrices are in Unfold's layout: x·U, h·W, h·V. The second
source and the second answer are shorter than the first: sources are packed, and what is not there has no weight in a softmax or the loss.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_default_dtype(torch.float64)
torch.manual_seed(20241129)

B, TAU, TAU_SOURCE, NX, N_SOURCE, N_ENCODER, N, NO, SIZE = 2, 4, 5, 3, 4, 3, 4, 3, 3
LENGTHS, SOURCE_LENGTHS = [4, 3], [5, 3]
gates = {"lstm": 4, "gru": 3}


def numbers(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}


def mask_of(lengths, tau):
    return torch.tensor([[float(t < length) for t in range(tau)] for length in lengths])


def chain(kind, rnn, suffix, of):
    """Of a recurrent module or cell in Unfold's names and layout; what it reads is given apart."""
    ih, hh, b_ih, b_hh = (of(getattr(rnn, name + suffix)) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    return ih.T, {"W": hh.T, "b": b_ih, **({"bW": b_hh[-ih.shape[0] // 3:]} if kind == "gru" else {})}


def one_bias(kind, rnn, suffix, n):
    """PyTorch has two biases where Unfold has one: the second is zero, except where the reset gate multiplies it."""
    getattr(rnn, "bias_hh" + suffix).data[: 2 * n if kind == "gru" else None] = 0


class EncoderDecoder(nn.Module):
    def __init__(self, kind, way, attention):
        super().__init__()
        self.kind, self.way, self.attention = kind, way, attention
        n_c = 2 * N_ENCODER
        self.joints = {**({"R": n_c} if way != "initialState" else {}), **({"A": n_c} if attention else {})}
        self.encoder = {"lstm": nn.LSTM, "gru": nn.GRU}[kind](N_SOURCE, N_ENCODER, batch_first=True, bidirectional=True)
        self.decoder = {"lstm": nn.LSTMCell, "gru": nn.GRUCell}[kind](NX + sum(self.joints.values()), N)
        for rnn, suffix, n in ((self.encoder, "_l0", N_ENCODER), (self.encoder, "_l0_reverse", N_ENCODER), (self.decoder, "", N)):
            one_bias(kind, rnn, suffix, n)
        if way != "input":
            self.initial = nn.Linear(n_c, N * (2 if kind == "lstm" else 1))
        if attention:
            self.W, self.U = nn.Linear(N, SIZE, bias=False), nn.Linear(n_c, SIZE, bias=False)
        if attention == "additive":
            self.v = nn.Linear(SIZE, 1, bias=False)
            self.v.weight.data *= 6  # so that the weights differ, and their gradient is not lost in float32
        self.read = nn.Linear(N, NO)

    def forward(self, x, source):
        packed, last = self.encoder(pack_padded_sequence(source, SOURCE_LENGTHS, batch_first=True))
        hs = pad_packed_sequence(packed, batch_first=True)[0]
        h_n = last[0] if self.kind == "lstm" else last
        C = torch.cat([h_n[0], h_n[1]], 1)
        first = torch.tanh(self.initial(C)) if self.way != "input" else torch.zeros(B, N * (2 if self.kind == "lstm" else 1))
        state = first.split(N, 1) if self.kind == "lstm" else first
        outputs = []
        for t in range(TAU):
            h = state[0] if self.kind == "lstm" else state
            parts = [x[:, t]] + ([C] if "R" in self.joints else [])
            if self.attention:
                q, keys = self.W(h), self.U(hs)
                e = self.v(torch.tanh(q[:, None] + keys))[..., 0] if self.attention == "additive" else (keys * q[:, None]).sum(-1) / SIZE ** 0.5
                alpha = torch.softmax(e.masked_fill(mask_of(SOURCE_LENGTHS, TAU_SOURCE) == 0, float("-inf")), 1)
                parts.append((alpha[..., None] * hs).sum(1))
            state = self.decoder(torch.cat(parts, 1), state)
            outputs.append(self.read(state[0] if self.kind == "lstm" else state))
        return torch.stack(outputs, 1)

    def collect(self, of):
        tensors = {}
        for direction, suffix in (("forward", "_l0"), ("backward", "_l0_reverse")):
            U, rest = chain(self.kind, self.encoder, suffix, of)
            tensors.update({f"encoder.layers.0.{direction}.{key}": value for key, value in {"U": U, **rest}.items()})
        whole, rest = chain(self.kind, self.decoder, "", of)
        parts = whole.split([NX, *self.joints.values()])
        tensors.update({f"layers.0.{key}": value for key, value in {**dict(zip(["U", *self.joints], parts)), **rest}.items()})
        if self.way != "input":
            tensors.update({"initial.layers.0.W": of(self.initial.weight).T, "initial.layers.0.b": of(self.initial.bias)})
        if self.attention:
            tensors.update({"attention.W": of(self.W.weight).T, "attention.U": of(self.U.weight).T})
        if self.attention == "additive":
            tensors["attention.v"] = of(self.v.weight).T
        return {key: numbers(value) for key, value in {**tensors, "V": of(self.read.weight).T, "c": of(self.read.bias)}.items()}


def golden(kind, way, attention):
    model = EncoderDecoder(kind, way, attention)
    x, source, y = torch.randn(B, TAU, NX), torch.randn(B, TAU_SOURCE, N_SOURCE), torch.randint(NO, (B, TAU))
    mask = mask_of(LENGTHS, TAU)
    each = nn.functional.cross_entropy(model(x, source).flatten(0, 1), y.flatten(), reduction="none").view(B, TAU)
    L = (each * mask).sum() / mask.sum()
    L.backward()
    return {
        "name": f"{kind}, C as {way}, attention {attention or 'none'}", "kind": kind, "as": way, "attention": attention, "size": SIZE, "hiddenSize": N, "encoderSize": N_ENCODER,
        "x": numbers(x), "y": numbers(y), "mask": numbers(mask), "source": numbers(source), "sourceMask": numbers(mask_of(SOURCE_LENGTHS, TAU_SOURCE)),
        "value": L.item(), "parameters": model.collect(lambda p: p.data), "gradients": model.collect(lambda p: p.grad),
    }


models = [golden(*each) for each in (("lstm", "both", None), ("gru", "initialState", "additive"), ("lstm", "input", "dotProduct"))]
here = pathlib.Path(__file__).parent
here.joinpath("torch_encoder_decoder.json").write_text(json.dumps({"models": models}) + "\n")
