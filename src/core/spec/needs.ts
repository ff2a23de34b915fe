import { forecastColumns } from './forecastColumns.ts';
import { sizeOf, type Elements } from '../tasks/elements.ts';
import { isFound } from '../tasks/described.ts';
import { makeTask } from '../tasks/tasks.ts';
import type { LossKind, ResolvedExperiment } from './experiment.ts';
import { symbolOf } from './textUnit.ts';

/** Columns of x and of o. */
export interface Sizes {
  readonly inputSize: number;
  readonly outputSize: number;
  readonly sourceSize?: number | undefined;
  /** Those of the context, where there is one. */
  readonly contextSize?: number | undefined;
}

/** What data asks of a model. The first output and the first loss are the defaults. */
export interface Needs {
  readonly outputs: readonly ('each' | 'last')[];
  readonly losses: readonly LossKind[];
  /** As a sentence ends with it. */
  readonly why: string;
  /** Where sequences are the nodes of trees; the most children that a node has, where that is known before the data is read. */
  readonly trees?: { readonly arity?: number };
  /** What of x answers the step before, where it does. */
  readonly ahead?: string | undefined;
  /** Whether all this is supposed: a person's code says it, which has not run yet. */
  readonly supposed?: true;
  /** The least they can be, before the data is read. */
  readonly sizes: Sizes;
}

const lossOf: Readonly<Record<Elements['kind'], LossKind>> = { numbers: 'meanSquaredError', bits: 'binaryCrossEntropy', classes: 'crossEntropy' };

/** A text has at least two characters. */
export function needsOf(data: ResolvedExperiment['data']): Needs {
  switch (data.kind) {
    case 'text': {
      const [symbol, size] = [symbolOf(data.unit), data.unit === 'bytes' ? 256 : 2];
      return { outputs: ['each'], losses: ['crossEntropy'], why: `a text is predicted ${symbol} by ${symbol}`, sizes: { inputSize: size, outputSize: size } };
    }
    case 'labelled':
      return { outputs: ['each'], losses: ['crossEntropy'], why: 'a sequence is predicted character by character', sizes: { inputSize: 2, outputSize: 2, contextSize: 1 } };
    case 'series':
      return {
        outputs: ['last', 'each'], losses: ['meanSquaredError', 'binaryCrossEntropy'], why: 'a forecast is a number',
        sizes: { inputSize: (data.itself ? forecastColumns(data).length : 0) + data.inputs.length, outputSize: forecastColumns(data).length },
      };
    case 'pairs':
      return { outputs: ['each'], losses: ['crossEntropy'], why: 'the answer of a pair is written character by character', sizes: { inputSize: 2, outputSize: 2, sourceSize: 1 } };
    case 'trees': {
      const labelled = data.format === 'sentiment' && data.shape === 'parsed';
      const why = labelled ? 'a tree has a label at each node' : 'a tree of this format and shape has one label, at its root';
      return { outputs: labelled ? ['last', 'each'] : ['last'], losses: ['crossEntropy'], why, trees: {}, sizes: { inputSize: 2, outputSize: 2 } };
    }
    case 'task': {
      const { x, y, output, why, answer, trees, ahead } = makeTask(data);
      if (data.task === 'own' && !isFound(data)) return { outputs: ['each', 'last'], losses: Object.values(lossOf), why, trees: {}, supposed: true, sizes: { inputSize: sizeOf(x), outputSize: sizeOf(y) } };
      return { outputs: [output], losses: [lossOf[y.kind]], why, ahead, ...(trees && { trees }), sizes: { inputSize: sizeOf(x), outputSize: sizeOf(y), sourceSize: answer && sizeOf(answer.source) } };
    }
  }
}
