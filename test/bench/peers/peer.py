"""What the Python peers share: a line of JSON asks, a line of JSON answers; see ../lib/protocol.ts."""

import ctypes
import json
import os
import struct
import sys
import time
import traceback
import tracemalloc

import numpy as np

# A sampling step is too short to be timed by itself: so many are timed together, the time divided. As ../lib/serve.ts does it.
CHARACTERS_AT_ONCE = 64


def read_tensors(file):
    """The float32 arrays of a safetensors file, by name."""
    with open(file, "rb") as source:
        (length,) = struct.unpack("<Q", source.read(8))
        header = json.loads(source.read(length))
        data = source.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            tensors[name] = np.frombuffer(data[begin:end], np.float32).reshape(entry["shape"])
    return tensors


def loaded_blas():
    """The file of the BLAS that this process computes with, and the kernels it chose for this processor. Where it lies is the machine's own."""
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in os.path.basename(line)}
    files = {file for file in files if "openblas" in os.path.basename(file)} or files  # the others are Python's ways into it
    for file in sorted(files):
        try:
            name = ctypes.CDLL(file).openblas_get_corename
        except (OSError, AttributeError):
            continue
        name.restype = ctypes.c_char_p
        asked = ", asked for: left alone it takes others" if "OPENBLAS_CORETYPE" in os.environ else ""
        return f"{os.path.basename(file)} ({name().decode()}{asked})"
    return ", ".join(sorted({os.path.basename(file) for file in files})) or "none"


def timed(step, milliseconds, at_once):
    """Milliseconds of each step, made for so long, at least one."""
    times = []
    end = time.perf_counter() + milliseconds / 1000
    while not times or time.perf_counter() < end:
        begin = time.perf_counter()
        for _ in range(at_once):
            step()
        times.append((time.perf_counter() - begin) * 1000 / at_once)
    return times


def peak_of_arrays(prepare, workload, tensors, steps):
    """The most bytes that the arrays of a workload made anew held over a few steps. numpy tells `tracemalloc` of each."""
    tracemalloc.start()
    try:
        prepared = prepare(workload, tensors)
        for _ in range(steps):
            prepared.step()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def serve(prepare, about):
    """Answers until input ends. `prepare(workload, tensors)` gives an object with `step()` and `check()`."""
    workload, file, prepared = None, None, None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "about":
                answer = about()
            elif request["do"] == "prepare":
                workload, file, prepared, answer = request["workload"], request["file"], None, None
                prepared = prepare(workload, read_tensors(file))
            elif request["do"] == "check":
                answer = prepared.check()
            elif request["do"] == "time":
                answer = timed(prepared.step, request["milliseconds"], CHARACTERS_AT_ONCE if workload["kind"] == "sampling" else 1)
            elif request["do"] == "memory":
                prepared = None
                answer = {"arrayBuffers": peak_of_arrays(prepare, workload, read_tensors(file), request["steps"]), "linear": 0}
            else:
                raise ValueError(f"a Python peer does not do {request['do']}")
            print(json.dumps({"ok": answer}), flush=True)
        except Exception:
            print(json.dumps({"error": traceback.format_exc()}), flush=True)


if __name__ == "__main__":
    print(loaded_blas())
