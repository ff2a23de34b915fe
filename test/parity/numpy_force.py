"""FORCE learning as its paper writes it, with numpy: python3 test/parity/numpy_force.py writes numpy_force.json.

Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018, equations 3 to 5, on the leaky tanh units of our reservoirs:

    z(t) = w(t-1)' r(t)      e(t) = z(t) - f(t)
    P(0) = I / alpha         P(t) = P(t-1) - P(t-1) r(t) r(t)' P(t-1) / (1 + r(t)' P(t-1) r(t))
    w(t) = w(t-1) - e(t) P(t) r(t)

The first steps read what should be said, and teach nothing. P is kept as it stands, where the program keeps factors of it. Weights come from the generator of numpy_reservoir.py.
"""
import json
import pathlib
import numpy as np
from numpy_reservoir import uniform

n, washout, steps, free, alpha, leak, g = 60, 50, 1200, 200, 0.1, 0.3, 1.3


def target(t):
    return np.sin(0.2 * t) + 0.5 * np.sin(0.4 * t + 1)


def main():
    single = lambda x: x.astype(np.float32).astype(float)  # as the program has them
    W = single(g * np.sqrt(3 / n) * uniform(11, n, n))  # to the unit of the row: its spectral radius is about g, beyond 1
    Y = single(uniform(12, n))
    f = single(target(np.arange(steps + free)))
    r, z, w, P = np.zeros(n), 0.0, np.zeros(n), np.eye(n) / alpha
    said, errors = [], []
    for t in range(steps + free):
        r = (1 - leak) * r + leak * np.tanh(W @ r + Y * z)
        z = f[t] if t < washout else float(w @ r)
        said.append(z)
        if not washout <= t < steps:
            continue
        errors.append(z - f[t])
        k = P @ r
        P = P - np.outer(k, k) / (1 + r @ k)
        w = w - errors[-1] * (P @ r)
    rms = lambda e: float(np.sqrt(np.mean(np.square(e))))
    found = {
        "n": n, "washout": washout, "steps": steps, "free": free, "alpha": alpha, "leak": leak, "g": g, "weights": w.tolist(), "said": said[washout:washout + 20],
        "learning": {"first": rms(errors[:100]), "last": rms(errors[-100:])}, "free run": rms(np.array(said[steps:]) - f[steps:]),
        "spectral radius": float(np.abs(np.linalg.eigvals(W)).max()),
    }
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
