"""What numpy says of the mathematics behind the lab's diagnostics: python3 test/parity/numpy_reservoir.py writes numpy_reservoir.json.

Matrices come from a small generator, so that the tests make the same ones: x <- 48271 x mod (2^31 - 1).
"""
import json
import pathlib
import numpy as np


def uniform(seed, *shape):
    """In (-1, 1)."""
    values, state = [], seed
    for _ in range(int(np.prod(shape))):
        state = state * 48271 % 2147483647
        values.append(2 * state / 2147483647 - 1)
    return np.array(values).reshape(shape)


def ridge_path(S, y, folds, lambdas):
    n = S.shape[1]
    fit = lambda S, y, ridge: np.linalg.solve(S.T @ S + ridge * np.eye(n), S.T @ y)
    points = []
    for ridge in lambdas:
        left = []
        for part in np.array_split(np.arange(len(y)), folds):
            rest = np.setdiff1d(np.arange(len(y)), part)
            left.append(y[part] - S[part] @ fit(S[rest], y[rest], ridge))
        V = fit(S, y, ridge)
        rms = lambda r: float(np.sqrt(np.mean(r ** 2)))
        points.append({"lambda": ridge, "train": rms(y - S @ V), "validation": rms(np.concatenate(left)), "norm": float(np.linalg.norm(V))})
    return points


def main():
    eigenvalues = {}
    for n in (1, 2, 3, 7, 40):
        w = np.linalg.eigvals(uniform(n + 10, n, n))
        eigenvalues[n] = [[float(z.real), float(z.imag)] for z in sorted(w, key=lambda z: (round(z.real, 9), z.imag))]
    S, noise = uniform(5, 120, 12), uniform(6, 120)
    S[:, 11] = S[:, 10] + 1e-4 * S[:, 11]
    y = S[:, 0] - 0.5 * S[:, 3] + 2 * S[:, 10] - S[:, 11] + 0.1 * noise
    symmetric = {n: np.linalg.eigvalsh(uniform(n, n, n) + uniform(n, n, n).T)[::-1].tolist() for n in (1, 2, 3, 30)}
    found = {
        "eigenvalues": eigenvalues, "symmetric": symmetric,
        "singularValues": np.linalg.svd(S, compute_uv=False).tolist(),
        "ridgePath": ridge_path(S, y, 5, [1e-8, 1e-4, 1.0, 100.0]),
    }
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
