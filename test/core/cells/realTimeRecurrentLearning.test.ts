import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, losses, split, gradientPass } = float64;
const [tau, nX, n, nO] = [7, 3, 4, 2];

const random = split(11, 'weights');
const draw = (size: number) => Array.from({ length: size }, () => 0.7 * random.normal());
const theta = { 'layers.0.U': draw(nX * n), 'layers.0.W': draw(n * n), 'layers.0.b': draw(n), V: draw(n * nO), c: draw(nO) };
const shapes = { 'layers.0.U': [nX, n], 'layers.0.W': [n, n], 'layers.0.b': [n], V: [n, nO], c: [nO] };
const [x, y] = [draw(tau * nX), draw(tau * nO)];

type Learnt = 'layers.0.U' | 'layers.0.W' | 'layers.0.b';
const recurrentNames: readonly Learnt[] = ['layers.0.U', 'layers.0.W', 'layers.0.b'];

/**
 * Real-time recurrent learning (Williams & Zipser 1989): carries ∂h/∂θ forward in time and never looks back.
 * L is the mean of (o − y)² over tau and nO.
 */
function realTimeRecurrentLearning(): Record<Learnt, number[]> {
  const { 'layers.0.U': U, 'layers.0.W': W, 'layers.0.b': b, V, c } = theta;
  let h: number[] = Array(n).fill(0);
  const dh = Object.fromEntries(recurrentNames.map((name) => [name, theta[name].map(() => Array<number>(n).fill(0))])) as Record<Learnt, number[][]>;
  const gradient = Object.fromEntries(recurrentNames.map((name) => [name, theta[name].map(() => 0)])) as Record<Learnt, number[]>;

  for (let t = 0; t < tau; t++) {
    const xt = x.slice(t * nX, (t + 1) * nX);
    const last = h;
    h = b.map((bj, j) => Math.tanh(bj + xt.reduce((a, xi, i) => a + xi * U[i * n + j]!, 0) + last.reduce((a, hi, i) => a + hi * W[i * n + j]!, 0)));
    // ∂a_j/∂θ at this step alone: of U[i, j] it is x_i, of W[i, j] h_i, of b[j] 1
    const direct = { 'layers.0.U': (k: number) => xt[Math.floor(k / n)]!, 'layers.0.W': (k: number) => last[Math.floor(k / n)]!, 'layers.0.b': () => 1 };
    const dLdh = h.map((_, j) => Array.from({ length: nO }, (_, o) => {
      const out = c[o]! + h.reduce((a, hi, i) => a + hi * V[i * nO + o]!, 0);
      return (2 * (out - y[t * nO + o]!) * V[j * nO + o]!) / (tau * nO);
    }).reduce((a, d) => a + d, 0));
    for (const name of recurrentNames) {
      dh[name] = dh[name].map((before, k) => h.map((hj, j) => {
        const through = before.reduce((a, d, i) => a + d * W[i * n + j]!, 0);
        return (1 - hj * hj) * (through + (k % n === j ? direct[name](k) : 0));
      }));
      dh[name].forEach((d, k) => { gradient[name][k]! += d.reduce((a, dj, j) => a + dj * dLdh[j]!, 0); });
    }
  }
  return gradient;
}

describe('back-propagation through time of a tanh network', () => {
  it('gives the gradient of real-time recurrent learning, to 1e-12', () => {
    const model = recurrent({ layers: [{ cell: { kind: 'tanh', recurrentInitialiser: 'uniform' }, hiddenSize: n }], output: 'each', inputSize: nX, outputSize: nO });
    const parameters = Object.fromEntries(Object.entries(theta).map(([name, values]) => [name, tf.tensor(values, shapes[name as keyof typeof shapes])]));
    const { gradients } = gradientPass({
      model, loss: losses.meanSquaredError, inputs: { x: tf.tensor3d(x, [1, tau, nX]) }, y: tf.tensor3d(y, [1, tau, nO]),
      state: model.initialState(1), context: { training: true, random },
    }, parameters);
    const forward = realTimeRecurrentLearning();
    for (const name of recurrentNames) expect(relativeError(gradients[name]!.dataSync(), forward[name]), name).toBeLessThan(1e-12);
  });
});
