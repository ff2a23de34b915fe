/** A Python program that needs numpy alone: it loads a checkpoint of reservoirs and says what `unfold predict` says. */
export const numpyProgram = `"""Forecasts of an echo state network that Unfold fitted, with numpy alone.

As a program:  python3 predict.py network.safetensors series.csv, or .tsv, or several, each a series
As a module:   predict("network.safetensors", {"u": u, "y": y}), or where it tells classes classify(...) with the same
"""
import csv
import io
import json
import os
import re
import sys

import numpy as np


def load(path):
    """Tensors by name in float64, the experiment, and what is known of its data: mean and deviation of each column."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).astype(np.float64)
    return tensors, json.loads(metadata["unfold.experiment"]), json.loads(metadata["unfold.vocabulary"])


def read_by(data):
    """The columns that the network reads, and those that it says."""
    said = [data["column"]] + data.get("targets", [])
    return (said if data.get("itself", True) else []) + data["inputs"], said


def predict(checkpoint, columns, starts=(0,)):
    """For each row, what the targets are \`horizon\` rows later: [rows], of several targets [rows, targets].

    columns: an array for each name; starts: the rows at which a series begins.
    """
    tensors, experiment, known = load(checkpoint)
    data, readout = experiment["data"], experiment["training"]["readout"]
    scale = {each["name"]: each for each in known["columns"]}
    names, targets = read_by(data)
    x = np.stack([(np.asarray(columns[name], np.float64) - scale[name]["mean"]) / scale[name]["deviation"] for name in names], 1)
    x = x.astype(np.float32).astype(np.float64)

    layers = experiment["model"]["layers"]
    fed_back = experiment["model"].get("recurrence") == "both"
    V, c = tensors["V"], tensors.get("c", 0)
    said = np.empty((len(x), V.shape[1]))
    for t, u in enumerate(x):
        if t in starts:
            h = [np.zeros(len(tensors[f"layers.{index}.b"])) for index in range(len(layers))]
            o = np.zeros(V.shape[1])
        below = u
        for index, layer in enumerate(layers):
            U, W, b = (tensors[f"layers.{index}.{name}"] for name in "UWb")
            alpha = layer["cell"]["alpha"]
            a = b + below @ U + h[index] @ W
            if fed_back and index == 0:
                a = a + o @ tensors["layers.0.Y"]
            below = h[index] = alpha * h[index] + (1 - alpha) * np.tanh(a)
        read = h if readout.get("layers") == "all" else h[-1:]
        read = np.concatenate(read + [u] if readout.get("inputs") else read)
        read = np.concatenate([read, read**2]) if readout.get("squares") else read
        said[t] = o = read @ V + c
    said = np.array([scale[name]["mean"] for name in targets]) + np.array([scale[name]["deviation"] for name in targets]) * said
    return said[:, 0] if len(targets) == 1 else said


def classify(checkpoint, columns, starts=(0,)):
    """The class of each series as a whole: what is said of each class at its rows, pooled, decides."""
    _, experiment, known = load(checkpoint)
    classes, washout = known["classes"], experiment["training"]["readout"]["washout"]
    said = predict(checkpoint, columns, starts)
    edges = sorted(starts) + [len(said)]
    pooled = [said[end - 1] if classes["pool"] == "last" else said[begin + washout:end].mean(0) for begin, end in zip(edges, edges[1:])]
    return [classes["names"][int(answers.argmax())] for answers in pooled]


def rows_of(path):
    """The rows of a table of text, each a dict by the names of the columns."""
    if path.lower().endswith((".parquet", ".npy", ".json")):
        sys.exit(f"{path}: this program reads .csv and .tsv. Load it in Python, and give predict or classify its columns.")
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = re.sub(r"[^\\S\\t]+\\Z", "", file.read())
    header = re.match(r'(?:"[^"]*"|[^"\\r\\n]+)*', text)[0]
    delimiter = "\\t" if path.lower().endswith(".tsv") else max(",;\\t", key=re.sub(r'"[^"]*"', "", header).count)
    return [{name.strip(): value for name, value in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)]


if __name__ == "__main__":
    checkpoint, *files = sys.argv[1:]
    _, experiment, known = load(checkpoint)
    names = read_by(experiment["data"])[0]
    rows, starts, apart = [], set(), known.get("series")
    for series in files:
        own = rows_of(series)
        starts |= {len(rows) + t for t in range(len(own)) if t == 0 or apart and own[t][apart].strip() != own[t - 1][apart].strip()}
        rows += own
    columns = {name: [float(row[name]) for row in rows] for name in names}
    if "classes" in known:
        lines = classify(checkpoint, columns, starts)
    else:
        lines = ("\\t".join(repr(float(value)) for value in values) for values in np.atleast_2d(predict(checkpoint, columns, starts).T).T)
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads them, such as head, has enough; Python would say so once more as it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
`;
