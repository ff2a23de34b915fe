import type { TrainRecord } from '../../../src/core/train/records.ts';

const redrawMilliseconds = 200;

/** Says on a stream how the runs go: on a terminal one line drawn again and again, else a line for each run that ended. */
export class Progress {
  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(title: string, steps: number): { record(record: TrainRecord): void; end(): void } {
    let [step, validation, drawn] = [0, '', 0];
    const begun = performance.now();
    const line = () => `${title}: step ${step} of ${steps}${validation}, ${((performance.now() - begun) / 1000).toFixed(0)} s`;
    return {
      record: record => {
        step = record.step;
        if (record.kind === 'validation') validation = `, validation ${record.loss.toPrecision(4)}`;
        if (!this.stream.isTTY || performance.now() - drawn < redrawMilliseconds) return;
        drawn = performance.now();
        this.stream.write(`\r${line().slice(0, this.stream.columns - 1)}\x1b[K`);
      },
      end: () => this.say(line()),
    };
  }

  say(sentence: string): void {
    this.stream.write(`${this.stream.isTTY ? '\r\x1b[K' : ''}${sentence}\n`);
  }
}
