/** A Python program that needs numpy alone: it loads a checkpoint of reservoirs and says what `unfold predict` says. */
export const numpyProgram = `"""Forecasts of an echo state network that Unfold fitted, with numpy alone.

As a program:  python3 predict.py network.safetensors series.csv, or .tsv
As a module:   predict("network.safetensors", {"u": u, "y": y})
"""
import csv
import json
import sys

import numpy as np


def load(path):
    """Tensors by name in float64, the experiment, and mean and deviation of each column."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).astype(np.float64)
    return tensors, json.loads(metadata["unfold.experiment"]), json.loads(metadata["unfold.vocabulary"])["columns"]


def predict(checkpoint, columns):
    """For each row, what the target is \`horizon\` rows later. columns: an array for each name."""
    tensors, experiment, scales = load(checkpoint)
    data, readout = experiment["data"], experiment["training"]["readout"]
    scale = {each["name"]: each for each in scales}
    names = ([data["column"]] if data.get("itself", True) else []) + data["inputs"]
    x = np.stack([(np.asarray(columns[name], np.float64) - scale[name]["mean"]) / scale[name]["deviation"] for name in names], 1)
    x = x.astype(np.float32).astype(np.float64)

    layers = experiment["model"]["layers"]
    fed_back = experiment["model"].get("recurrence") == "both"
    V, c = tensors["V"], tensors.get("c", 0)
    h = [np.zeros(len(tensors[f"layers.{index}.b"])) for index in range(len(layers))]
    o, said = np.zeros(V.shape[1]), []
    for u in x:
        below = u
        for index, layer in enumerate(layers):
            U, W, b = (tensors[f"layers.{index}.{name}"] for name in "UWb")
            alpha = layer["cell"]["alpha"]
            a = b + below @ U + h[index] @ W
            if fed_back and index == 0:
                a = a + o @ tensors["layers.0.Y"]
            below = h[index] = alpha * h[index] + (1 - alpha) * np.tanh(a)
        read = h if readout.get("layers") == "all" else h[-1:]
        read = read + [u] if readout.get("inputs") else read
        o = np.concatenate(read) @ V + c
        said.append(o[0])
    return scale[data["column"]]["mean"] + scale[data["column"]]["deviation"] * np.array(said)


if __name__ == "__main__":
    checkpoint, series = sys.argv[1:]
    data = load(checkpoint)[1]["data"]
    names = ([data["column"]] if data.get("itself", True) else []) + data["inputs"]
    with open(series, encoding="utf-8-sig", newline="") as file:
        header = file.readline()
        delimiter = "\\t" if series.lower().endswith(".tsv") else max(",;\\t", key=header.count)
        file.seek(0)
        rows = [{name.strip(): value for name, value in row.items()} for row in csv.DictReader(file, delimiter=delimiter)]
    columns = {name: [float(row[name]) for row in rows] for name in names}
    print("\\n".join(repr(float(value)) for value in predict(checkpoint, columns)))
`;
