import type { Reporter } from './reporter.ts';

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** One JSON object a line: `run`, then every record but probes, then `end`. */
export const jsonReporter: Reporter = {
  begin: folder => print({ kind: 'run', folder }),
  record: record => {
    if (record.kind !== 'probe') print(record);
  },
  end: end => print({ kind: 'end', ...end }),
};
