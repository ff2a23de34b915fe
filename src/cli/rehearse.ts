import type { OwnCode } from '../core/spec/ownCode.ts';
import type * as Float64 from '../worker/float64.ts';

type Operation = (...given: unknown[]) => unknown;

/** As few as make every operation do its work. */
const sizes = { inputSize: 2, hiddenSize: 4, options: {} };

/** Time for what was asked already to be heard. */
const hearing = 10;

/**
 * Looks at a cell of ours, an LSTM, so that what looks at cells has been run once by the time that a person saves theirs: the first look
 * of a process takes some three times as long as the second.
 * @param isAsked whether somebody waits for theirs by now: then no more of it
 */
export async function rehearse({ Recorder, checkCell, unfoldModule }: typeof Float64, isAsked: () => boolean): Promise<void> {
  await new Promise(resolve => void setTimeout(resolve, hearing));
  if (isAsked()) return;
  const recorder = new Recorder(unfoldModule);
  const code: OwnCode = { make: lstm(recorder.operations), call: f => f() };
  for (const _ of checkCell({ file: 'a rehearsal', code, loadAgain: () => code, recorder, sizes })) {
    await new Promise(resolve => void setImmediate(resolve));
    if (isAsked()) return;
  }
}

function lstm(operations: Readonly<Record<string, unknown>>) {
  const { add, matMul, mul, sigmoid, split, tanh } = operations as Record<string, Operation> & Record<'add' | 'matMul' | 'mul' | 'sigmoid' | 'split' | 'tanh', Operation>;
  const { inputSize: nX, hiddenSize: n } = sizes;
  return () => ({
    state: { h: n, c: n },
    parameters: { U: { shape: [nX, 4 * n], blocks: 4 }, W: { shape: [n, 4 * n], initialiser: 'orthogonal', blocks: 4 }, b: { shape: [4 * n] } },
    step({ U, W, b }: Readonly<Record<string, unknown>>, { h: before, c: kept }: Readonly<Record<string, unknown>>, x: unknown) {
      const [i, f, g, o] = split(add(b, add(matMul(x, U), matMul(before, W))), 4, 1) as [unknown, unknown, unknown, unknown];
      const c = add(mul(sigmoid(f), kept), mul(sigmoid(i), tanh(g)));
      return { state: { h: mul(sigmoid(o), tanh(c)), c } };
    },
  });
}
