import type { OnlineReadout } from '../../core/math/readouts/onlineReadout.ts';
import { fromParts, inParts, parts } from '../reservoir/inParts.ts';
import type { ReadoutRule } from './readoutRule.ts';

/** A readout that learns row after row. @param features without the bias */
export function onlineRule(readout: OnlineReadout, features: number, outputs: number, bias: boolean): ReadoutRule {
  const row = new Float64Array(features + Number(bias)).fill(1);
  const numbers = readout.state.reduce((sum, { length }) => sum + length, 0);
  return {
    shape: [parts, numbers],
    add(h, y) {
      for (let t = 0; t < h.length / features; t++) {
        row.set(h.subarray(t * features, (t + 1) * features));
        readout.learn(row, y.subarray(t * outputs, (t + 1) * outputs));
      }
    },
    weights: () => readout.weights.slice(),
    save() {
      const all = new Float64Array(numbers);
      let at = 0;
      for (const array of readout.state) { all.set(array, at); at += array.length; }
      return { shape: [parts, numbers], data: inParts(all) };
    },
    restore(data) {
      const all = new Float64Array(numbers);
      fromParts(data, all);
      let at = 0;
      for (const array of readout.state) { array.set(all.subarray(at, at + array.length)); at += array.length; }
    },
  };
}
