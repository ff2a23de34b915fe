"""numpy's and scipy's side of a benchmark. numpy_peer.py ENGINE: `numpy` drives in float64, `numpy-float32` in float32.

    x⁽ᵗ⁾ = ½·x⁽ᵗ⁻¹⁾ + ½·tanh(W·x⁽ᵗ⁻¹⁾ + Win·u⁽ᵗ⁾)
    (SᵀS + λI)·w = Sᵀy,   S: a row a step, y⁽ᵗ⁾ = u⁽ᵗ⁺¹⁾, λ = 10⁻⁶, the Gram matrix SᵀS in float64
"""

import sys

import numpy as np
import scipy
import scipy.linalg
import scipy.sparse

import peer

DRIVE = np.float32 if sys.argv[1] == "numpy-float32" else np.float64
LEAK = DRIVE(0.5)
RIDGE = 1e-6


class Network:
    def __init__(self, workload, tensors):
        self.N, self.T = workload["units"], workload["tau"]
        values, columns, starts = tensors["W.values"], tensors["W.columns"], tensors["W.starts"]
        W = scipy.sparse.csr_matrix((values.astype(DRIVE), columns.astype(np.int32), starts.astype(np.int32)), shape=(self.N, self.N))
        self.W = W if workload["density"] < 1 else W.toarray()
        self.Win, self.u = tensors["Win"].astype(DRIVE), tensors["u"].astype(DRIVE)

    def fit(self):
        S, x = np.empty((self.T, self.N), DRIVE), np.zeros(self.N, DRIVE)
        for t in range(self.T):
            x = (1 - LEAK) * x + LEAK * np.tanh(self.W @ x + self.Win * self.u[t])
            S[t] = x
        S, y = S.astype(np.float64, copy=False), self.u[1:].astype(np.float64)
        gram = S.T @ S
        energy = np.trace(gram) / self.T
        gram[np.diag_indices(self.N)] += RIDGE
        w = scipy.linalg.solve(gram, S.T @ y, assume_a="pos", overwrite_a=True, check_finite=False)
        return S, y, w, energy

    def step(self):
        self.fit()

    def check(self):
        S, y, w, energy = self.fit()
        return {"energy": float(energy), "error": float(np.mean((S @ w - y) ** 2))}


def about():
    np.ones((64, 64)) @ np.ones((64, 64))
    return {"numpy": np.__version__, "scipy": scipy.__version__, "BLAS of numpy": peer.loaded_blas()}


peer.serve(Network, about)
