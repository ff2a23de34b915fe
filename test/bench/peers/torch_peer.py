"""PyTorch's side of a benchmark. torch_peer.py ENGINE THREADS

ENGINE `torch-flush` sets subnormal numbers to zero; `torch-cell` samples from an LSTMCell, which has less to do for one step.
"""

import sys

import torch
from torch import nn
from torch.nn import functional

import peer

torch.set_num_threads(int(sys.argv[2]))
if sys.argv[1] == "torch-flush":
    torch.set_flush_denormal(True)


def both_ways(workload):
    return workload.get("bothWays", False)


class ByHand(nn.Module):
    """A cell that PyTorch has no layer of, as a loop over its operations. Inputs are projected all at once, as its own layers do it."""

    def __init__(self, workload):
        super().__init__()
        self.n, self.cell = workload["hiddenSize"], {"leaky": self.leaky, "peepholeLstm": self.peephole, "skip": self.skip, "clockwork": self.clockwork, "gru": self.reset_before}[workload["cell"]["kind"]]
        self.delay = workload["cell"].get("delay", 0)
        self.periods = workload["cell"].get("periods", [])

    def take(self, tensors):
        for name in ("U", "W", "S", "b", "p", "aAlpha"):
            if f"layers.0.{name}" in tensors:
                setattr(self, name, nn.Parameter(torch.tensor(tensors[f"layers.0.{name}"])))

    def forward(self, x):
        h = c = x.new_zeros(x.shape[1], self.n)
        step, hs = self.cell(), []
        for a in torch.addmm(self.b, x.flatten(0, 1), self.U).view(*x.shape[:2], -1).unbind():
            h, c = step(a, h, c)
            hs.append(h)
        return torch.stack(hs), None

    def leaky(self):
        alpha = torch.sigmoid(self.aAlpha)
        rest = 1 - alpha
        return lambda a, h, c: (alpha * h + rest * torch.tanh(torch.addmm(a, h, self.W)), c)

    def reset_before(self):
        W, Wg = self.W[:, :2 * self.n], self.W[:, 2 * self.n:]

        def step(a, h, c):
            r, u = torch.sigmoid(torch.addmm(a[:, :2 * self.n], h, W)).chunk(2, 1)
            g = torch.tanh(torch.addmm(a[:, 2 * self.n:], r * h, Wg))
            return u * h + (1 - u) * g, c
        return step

    def skip(self):
        past = []

        def step(a, h, c):
            a = torch.addmm(a, h, self.W)
            past.append(h)
            if len(past) >= self.delay:
                a = torch.addmm(a, past[-self.delay], self.S)
            return torch.tanh(a), c
        return step

    def clockwork(self):
        """Of periods in ascending order of which each divides the next: those who are due are the first units of h, and no others are computed."""
        size = self.n // len(self.periods)
        T = torch.tensor(self.periods).repeat_interleave(size)
        W, t = self.W * (T[:, None] >= T), 0
        columns = [W[:, :size * modules].contiguous() for modules in range(len(self.periods) + 1)]

        def step(a, h, c):
            nonlocal t
            modules = sum(t % period == 0 for period in self.periods)
            due, t = size * modules, t + 1
            next = torch.tanh(torch.addmm(a[:, :due], h, columns[modules]))
            return next if due == self.n else torch.cat((next, h[:, due:]), 1), c
        return step

    def peephole(self):
        pi, pf, po = self.p.chunk(3)

        def step(a, h, c):
            i, f, g, o = torch.addmm(a, h, self.W).chunk(4, 1)
            c = torch.sigmoid(f + pf * c) * c + torch.sigmoid(i + pi * c) * torch.tanh(g)
            return torch.sigmoid(o + po * c) * torch.tanh(c), c
        return step


class Model(nn.Module):
    def __init__(self, workload):
        super().__init__()
        cell = workload["cell"]
        make = {"tanh": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU if cell.get("reset") == "after" else None}.get(cell["kind"])
        self.rnn = make(workload["inputSize"], workload["hiddenSize"], workload["layers"], bidirectional=both_ways(workload)) if make else ByHand(workload)
        self.out = nn.Linear(workload["hiddenSize"] * (2 if both_ways(workload) else 1), workload["outputSize"])
        self.last = workload["output"] == "last"

    def forward(self, x):
        h, _ = self.rnn(x)
        return self.out(h[-1:] if self.last else h)


def take_weights(model, workload, tensors):
    """PyTorch has two biases where Unfold has one: the second is zero and not trained, except where a GRU's reset gate multiplies it."""
    n = workload["hiddenSize"]
    by_hand = isinstance(model.rnn, ByHand)
    if by_hand:
        model.rnn.take(tensors)
    with torch.no_grad():
        ways = (("forward", ""), ("backward", "_reverse"))
        chains = [(f"layers.{layer}.{way}", f"_l{layer}{suffix}") for layer in range(workload["layers"]) for way, suffix in ways]
        if not both_ways(workload):
            chains = [(f"layers.{layer}", f"_l{layer}") for layer in range(workload["layers"])]
        for chain, suffix in [] if by_hand else chains:
            ih, hh, b_ih, b_hh = (getattr(model.rnn, name + suffix) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            ih.copy_(torch.tensor(tensors[f"{chain}.U"].T))
            hh.copy_(torch.tensor(tensors[f"{chain}.W"].T))
            b_ih.copy_(torch.tensor(tensors[f"{chain}.b"]))
            b_hh.zero_()
            if workload["cell"]["kind"] == "gru":
                b_hh[2 * n:] = torch.tensor(tensors[f"{chain}.bW"])
                trained = torch.cat([torch.zeros(2 * n), torch.ones(n)])
                b_hh.register_hook(lambda gradient, trained=trained: gradient * trained)
            else:
                b_hh.requires_grad_(False)
        model.out.weight.copy_(torch.tensor(tensors["V"].T))
        model.out.bias.copy_(torch.tensor(tensors["c"]))


class Training:
    def __init__(self, model, workload, tensors):
        self.model, self.workload = model, workload
        self.parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.Adam(self.parameters, lr=0.001, foreach=True)
        self.rows = torch.eye(workload["inputSize"])
        count = sum(name.startswith("x.") for name in tensors)
        self.batches = [(self.input(tensors[f"x.{i}"]), self.target(tensors[f"y.{i}"])) for i in range(count)]
        self.number = 0

    def input(self, x):
        """Time-major, which nn.LSTM and its like prefer; indices become rows within the step."""
        x = torch.tensor(x).transpose(0, 1).contiguous()
        return x.long() if self.workload["input"] == "indices" else x

    def target(self, y):
        y = torch.tensor(y).transpose(0, 1).contiguous()
        return y.long().flatten() if self.workload["loss"] == "crossEntropy" else y

    def loss(self):
        x, y = self.batches[self.number % len(self.batches)]
        self.number += 1
        o = self.model(self.rows[x] if self.workload["input"] == "indices" else x)
        return functional.cross_entropy(o.flatten(0, 1), y) if self.workload["loss"] == "crossEntropy" else functional.mse_loss(o, y)

    def step(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.loss()
        loss.backward()
        self.optimiser.step()
        return loss.item()

    def check(self):
        first = self.step()
        norm = sum(parameter.grad.double().square().sum().item() for parameter in self.parameters) ** 0.5
        self.step()
        return {"loss": first, "gradient norm": norm, "loss after two updates": self.step()}


def cell_of(model):
    """The model's LSTM as a cell, its weights shared. Called as nn.LSTM is: [1, 1, nX] and a state."""
    cell = nn.LSTMCell(model.rnn.input_size, model.rnn.hidden_size)
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        setattr(cell, name, getattr(model.rnn, f"{name}_l0"))

    def read(x, state):
        state = cell(x[0], state)
        return state[0], state
    return read


class Sampling:
    def __init__(self, model, tensors):
        self.model = model
        self.read = cell_of(model) if sys.argv[1] == "torch-cell" else model.rnn
        self.characters = [int(character) for character in tensors["x.0"].flat]
        self.following = [int(character) for character in tensors["y.0"].flat]
        self.rows = torch.eye(model.rnn.input_size)
        self.state, self.at = None, 0

    def step(self):
        with torch.inference_mode():
            x = self.rows[self.characters[self.at % len(self.characters)]].view(1, 1, -1)
            self.at += 1
            h, self.state = self.read(x, self.state)
            return self.model.out(h).view(-1).numpy()

    def check(self):
        losses = [functional.cross_entropy(torch.tensor(self.step()), torch.tensor(character)).item() for character in self.following]
        return {"loss": sum(losses) / len(losses)}


def prepare(workload, tensors):
    model = Model(workload)
    take_weights(model, workload, tensors)
    return Sampling(model, tensors) if workload["kind"] == "sampling" else Training(model, workload, tensors)


def about():
    torch.ones(64, 64) @ torch.ones(64, 64)
    return {"PyTorch": torch.__version__, "BLAS of PyTorch": peer.loaded_blas()}


peer.serve(prepare, about)
