import type { Row } from './rows.ts';
import { memoryTable, reservoirMemoryTable, scalingTable, targetTable, timesTable } from './tables.ts';
import { markdown } from './text.ts';

export interface Page {
  readonly rows: readonly Row[];
  /** What of the machine and the peers is to be named. */
  readonly about: Readonly<Record<string, string>>;
  /** Who was not there, and which workload failed, a sentence each. */
  readonly remarks: readonly string[];
  readonly date: Date;
}

/** `docs/performance-….md`. */
export function performancePage({ rows, about, remarks, date }: Page): string {
  return `${[
    '# Performance',
    `Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}. ${how}`,
    markdown([['Machine', ''], ...Object.entries(about)]),
    ...(remarks.length > 0 ? ['## What was not measured', remarks.map(remark => `- ${remark}`).join('\n')] : []),
    '## Figures to reach', markdown(targetTable(rows)),
    '## Times', timesMeaning, markdown(timesTable(rows)),
    '## Memory', memoryMeaning, markdown(memoryTable(rows)), reservoirMemoryMeaning, markdown(reservoirMemoryTable(rows)),
    '## Scaling', scalingMeaning, markdown(scalingTable(rows)),
  ].join('\n\n')}\n`;
}

const how = 'Each workload is timed in one run in which Unfold and its peers take turns of under a second, after all have shown that the same '
  + 'weights and the same batch give them the same loss and the same loss two updates later (and, where a peer tells it, the same norm of the gradient), '
  + 'to one part in ten thousand.';

const timesMeaning = 'Milliseconds of one step: an update on a batch, a character when sampling, a whole fit of an echo state network (drive, Gram matrix, '
  + 'solution). "Middle half" is from the lower to the upper quartile. A ratio says how many times as fast as the peer Unfold is: the median over '
  + 'the rounds of the ratio of medians, the peer on as many threads at most, whichever of its settings is faster.\n\n'
  + 'Where inputs are characters, everybody starts from class indices; a peer makes one-hot rows of them and multiplies. Workloads ending in `dense` have rows of as many numbers '
  + 'instead. TensorFlow.js computes on one thread, Node being unable to start its others; its layers know no GRU with the reset gate after the product, '
  + 'so theirs has it before. PyTorch\'s second bias, which adds nothing, stays zero and is not trained. '
  + '`torch-flush` sets subnormal numbers to zero; `torch-cell` samples from an `LSTMCell` in place of an `LSTM`; `numpy-float32` drives the reservoir in float32, everything after it is in float64.\n\n'
  + 'Of the lab, each time is from a move in the page to its picture. Squares of what the readout reads, chosen at once after a slider, need sums that no fit had before, 1.3·10⁹ products in float64 (`lab-squares-at-once`). '
  + 'In float32 it would be half of that, and another readout: '
  + 'the sums would be wrong by more than the ridge that is added to them. Where nothing is asked for a moment they are added up beforehand (`lab-squares`).';

const memoryMeaning = 'ArrayBuffers and the linear memory of WebAssembly at their peak over a few steps, in MB of 2²⁰ bytes, batches included, each in a process of its own.';

const reservoirMemoryMeaning = 'The same of a whole fit of an echo state network over T = 10,000 steps, W included. The matrix of all states, N × T in float64, is what a fit by numpy '
  + 'makes its Gram matrix of; Unfold adds that up block by block. Of numpy the arrays that it told `tracemalloc` of, driven in float32 or float64, whichever took less.';

const scalingMeaning = 'The exponent of the growth of a step\'s time with each size (LSTM, around B 32, tau 64, H 128), by least squares between the logarithms.';
