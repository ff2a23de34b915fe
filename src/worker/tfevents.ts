import type { StepRecord, ValidationRecord } from '../core/train/records.ts';
import { maskedCrc32c } from './crc32c.ts';
import { bytesField, doubleField, floatField, integerField } from './protobuf.ts';

// TensorBoard's event file: TFRecords, each a tensorflow.Event message (tensorflow/core/util/event.proto).
const event = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 };
const summary = { value: 1 };
const value = { tag: 1, simpleValue: 2 };
const sessionLog = { status: 1, start: 1 };

const text = (words: string) => new TextEncoder().encode(words);

/** The record every event file starts with. @param wallTime seconds since 1970 */
export function fileVersion(wallTime: number): Uint8Array {
  return tfRecord([...doubleField(event.wallTime, wallTime), ...bytesField(event.fileVersion, text('brain.Event:2'))]);
}

/** Says that a run goes on after `step`: TensorBoard then drops what an earlier file holds beyond it. */
export function resumed(wallTime: number, step: number): Uint8Array {
  const log = bytesField(event.sessionLog, integerField(sessionLog.status, sessionLog.start));
  return tfRecord([...doubleField(event.wallTime, wallTime), ...integerField(event.step, step + 1), ...log]);
}

export function scalarsEvent(wallTime: number, record: StepRecord | ValidationRecord): Uint8Array {
  const values = Object.entries(scalars(record)).flatMap(([tag, number]) =>
    bytesField(summary.value, [...bytesField(value.tag, text(tag)), ...floatField(value.simpleValue, number)]));
  return tfRecord([...doubleField(event.wallTime, wallTime), ...integerField(event.step, record.step), ...bytesField(event.summary, values)]);
}

/** By TensorBoard's tag: the part before the slash is the group of charts. */
function scalars(record: StepRecord | ValidationRecord): Record<string, number> {
  if (record.kind === 'validation') return { 'loss/validation': record.loss, ...(record.freeRunning !== undefined && { 'loss/freeRunning': record.freeRunning }), ...prefixed('validation', record.metrics), ...prefixed('jacobians', record.jacobians) };
  const { loss, omega, teacherForcing, gradNorm, clippedNorm, learningRate, tokensPerSecond, gradNorms } = record;
  return {
    'loss/training': loss, ...(omega !== undefined && { 'loss/omega': omega }), 'gradNorm/before': gradNorm, 'gradNorm/clipped': clippedNorm,
    learningRate, tokensPerSecond, ...(teacherForcing !== undefined && { teacherForcing }), ...prefixed('gradNorms', gradNorms),
  };
}

const prefixed = (group: string, numbers: Readonly<Record<string, number>> = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).map(([name, number]) => [`${group}/${name}`, number]));

/** Length (uint64), its CRC, the data, its CRC; little-endian. */
function tfRecord(data: readonly number[]): Uint8Array {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  record.set(data, 12);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  view.setUint32(12 + data.length, maskedCrc32c(record.subarray(12, 12 + data.length)), true);
  return record;
}
