/** x·M for a row x and a row-major matrix. */
function times(x, { shape: [rows, columns], data }) {
  return Array.from({ length: columns }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += x[i] * data[i * columns + j];
    return sum;
  });
}

const plus = (...rows) => rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0));
const oneHot = (size, place) => Array.from({ length: size }, (_, i) => (i === place ? 1 : 0));

function crossEntropy(o, y) {
  const top = Math.max(...o);
  return Math.log(o.reduce((sum, value) => sum + Math.exp(value - top), 0)) + top - o[y];
}

/**
 * Mean loss of a sequence under h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W), o⁽ᵗ⁾ = c + h⁽ᵗ⁾·V, in float64 and plain loops.
 * @param push adds `by` to unit `unit` of h at step `t`
 */
function loss({ U, W, b, V, c }, { x, y }, push) {
  let h = W.data.slice(0, W.shape[0]).fill(0);
  let total = 0;
  x.forEach((place, t) => {
    h = plus(b.data, times(oneHot(U.shape[0], place), U), times(h, W)).map(Math.tanh);
    if (push.t === t) h[push.unit] += push.by;
    total += crossEntropy(plus(c.data, times(h, V)), y[t]);
  });
  return total / x.length;
}

/** @returns ‖∂L/∂h⁽ᵗ⁾‖ for every t, by central differences */
export function gradientByFiniteDifferences(network, sequence, by = 1e-5) {
  const units = network.W.shape[0];
  return sequence.x.map((_, t) => Math.hypot(...Array.from({ length: units }, (__, unit) => {
    const at = amount => loss(network, sequence, { t, unit, by: amount });
    return (at(by) - at(-by)) / (2 * by);
  })));
}
