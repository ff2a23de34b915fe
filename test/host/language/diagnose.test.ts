import { expect, test, vi } from 'vitest';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import type { DataFacts } from '../../../src/core/spec/glance.ts';
import { diagnose } from '../../../src/host/language/diagnose.ts';

const missing: DataFacts = { type: 'missing', bytes: 0, start: new Uint8Array() };

const experiment = (fields = '') => `{
  "data": { "kind": "text", "file": "whale.txt" },
  "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 8${fields} }] }
}`;

function look(text: string, facts: DataFacts | undefined = missing) {
  const glance = vi.fn(async () => facts);
  return { glance, diagnosis: diagnose(text, '/texts/demo.unfold.json', glance) };
}

test('the data file is looked at, and what is wrong with it placed at its name', async () => {
  const { glance, diagnosis } = look(experiment());
  expect(await diagnosis).toMatchObject({
    files: ['whale.txt'],
    problems: [{ message: 'There is no file whale.txt.', line: 2, column: 37, endLine: 2, endColumn: 48, severity: 'error' }],
  });
  expect(glance).toHaveBeenCalledWith('whale.txt', false);
});

test('a file that cannot be looked at now is no problem', async () => {
  const glance = async () => undefined;
  expect(await diagnose(experiment(), '/demo.unfold.json', glance)).toEqual({ problems: [], files: ['whale.txt'] });
});

test('a generated task has no file to look at', async () => {
  const { glance, diagnosis } = look(experiment().replace('"text", "file": "whale.txt"', '"task", "task": "adding"'));
  expect(await diagnosis).toEqual({ problems: [], files: [] });
  expect(glance).not.toHaveBeenCalled();
});

test('the file of a cell is looked at, too', async () => {
  const { diagnosis } = look(experiment().replace('"lstm"', '"./cells/mine.ts"').replace('"text", "file": "whale.txt"', '"task", "task": "adding"'));
  expect(await diagnosis).toMatchObject({ files: ['./cells/mine.ts'], problems: [{ message: 'There is no file ./cells/mine.ts: “Unfold: New Cell” writes one.', line: 3, column: 45, endColumn: 62 }] });
});

test('also where something else has not the right shape', async () => {
  const text = experiment().replace('"lstm"', '"./cells/mine.ts"').replace('"text", "file": "whale.txt"', '"task", "task": "adding"');
  const gone = expect.stringContaining('There is no file ./cells/mine.ts');
  expect(await look(text.replace('{', '{ "sede": 1,')).diagnosis).toMatchObject({ files: ['./cells/mine.ts'], problems: [{ message: expect.stringContaining('`sede`') }, { message: gone }] });
  expect((await look(text.replace('{', '{ "seed": "one",')).diagnosis).problems).toMatchObject([{ message: gone }]);
  expect((await look(text.replace('"model"', '"modle"')).diagnosis).files).toEqual([]);
});

test('so is the file of a task', async () => {
  const { diagnosis } = look(experiment().replace('"text", "file": "whale.txt"', '"task", "task": "./tasks/mine.ts", "delay": 3'));
  expect(await diagnosis).toMatchObject({ files: ['./tasks/mine.ts'], problems: [{ message: 'There is no file ./tasks/mine.ts: “Unfold: New Task” writes one.' }] });
});

test('an option that its code does not read is told once somebody has looked at that', async () => {
  const text = experiment().replace('"text", "file": "whale.txt"', '"task", "task": "./tasks/mine.ts", "dealy": 3');
  const withFacts = (asks: string[]) => ({ of: (read: ResolvedExperiment) => ({ ...read, data: { ...read.data, facts: { asks } } }) as ResolvedExperiment, wrong: () => undefined });
  const told = async (code?: Parameters<typeof diagnose>[3]) => (await diagnose(text, '/texts/demo.unfold.json', async () => undefined, code)).problems;
  expect(await told()).toEqual([]);
  expect(await told(withFacts(['delay']))).toMatchObject([{ severity: 'warning', message: './tasks/mine.ts did not ask for the option `dealy` in 8 sequences; did you mean `delay`?', line: 2, column: 56, endColumn: 63, fix: { kind: 'rename', to: 'delay' } }]);
});

test('what is wrong with its own code is told where the experiment names that file, or its first one', async () => {
  const text = experiment().replace('"text", "file": "whale.txt"', '"task", "task": "./tasks/mine.ts"').replace('"lstm"', '"./cells/mine.ts"');
  const told = async (sentence: string) => (await diagnose(text, '/texts/demo.unfold.json', async () => undefined, { of: () => undefined, wrong: () => sentence })).problems;
  expect(await told('./cells/mine.ts:2:7: no luck.')).toMatchObject([{ message: './cells/mine.ts:2:7: no luck.', path: ['model', 'layers', 0, 'cell', 'kind'] }]);
  expect(await told('./lib/part.ts:1:1: no luck.')).toMatchObject([{ path: ['data', 'task'] }]);
});

test('what VS Code tells from the schema is not told again', async () => {
  expect(await look('{').diagnosis).toEqual({ problems: [], files: [] });
  expect(await diagnose(experiment().replace('8', '0'), '/demo.unfold.json', async () => undefined)).toEqual({ problems: [], files: ['whale.txt'] });
});

test('what is wrong with the data is told beside what is wrong elsewhere', async () => {
  const told = async (text: string) => (await look(text).diagnosis).problems.map(({ message }) => message);
  const noFile = 'There is no file whale.txt.';
  expect(await told(experiment().replace('lstm', 'ltsm'))).toEqual([noFile]); // the rest VS Code tells
  expect(await told(experiment(', "hiddenSzie": 1'))).toEqual([expect.stringContaining('Unknown field `hiddenSzie`'), noFile]);
  expect(await told(experiment(', "depth": { "skip": true }'))).toEqual([expect.stringContaining('`skip` goes past the layers'), noFile]);
});

test('but of data that has not the shape of any nothing more is said', async () => {
  for (const [right, wrong] of [['"text"', '"txet"'], ['"model"', '"training": { "tau": 0 }, "model"'], ['"data"', '"date"']]) {
    expect((await look(experiment().replace(right!, wrong!)).diagnosis).files).toEqual([]);
  }
});

test('of one place the first that is wrong is told alone', async () => {
  const text = experiment().replace('"text", "file": "whale.txt"', '"task", "task": "adding"').replace(/\}$/, ', "training": { "startFrom": { "file": "gone.txt" } } }');
  expect((await look(text).diagnosis).problems).toMatchObject([{ message: expect.stringContaining('the name of one ends in .safetensors') }]);
});

test('a misspelt field is told, with the field that was meant', async () => {
  const { problems } = await diagnose(experiment(', "hiddenSzie": 1'), '/demo.unfold.json', async () => undefined);
  expect(problems).toMatchObject([{ message: 'Unknown field `hiddenSzie`; did you mean `hiddenSize`?', fix: { kind: 'rename', to: 'hiddenSize' } }]);
});

test('of several series every file is looked at, and a column that one has not is told there', async () => {
  const tables: Record<string, string> = { 'a.csv': 'CO2,year\n1,2\n', 'b.csv': 'CO,year\n1,2\n' };
  const series = '"series", "file": "a.csv", "files": ["b.csv", "gone.csv"], "column": "CO2"';
  const glance = async (file: string): Promise<DataFacts> => (tables[file] === undefined ? missing : { type: 'file', bytes: tables[file].length, start: new TextEncoder().encode(tables[file]) });
  expect(await diagnose(experiment().replace('"text", "file": "whale.txt"', series), '/demo.unfold.json', glance)).toMatchObject({
    files: ['a.csv', 'b.csv', 'gone.csv'],
    problems: [
      { message: 'b.csv has no column "CO2"; it has "CO" and "year"; did you mean "CO"?', line: 2, column: 58, path: ['data', 'files', 0] },
      { message: 'There is no file gone.csv.', line: 2, column: 67, path: ['data', 'files', 1] },
    ],
  });
});

test('a misspelt column has a fix where it is written', async () => {
  const table: DataFacts = { type: 'file', bytes: 100_000, start: new TextEncoder().encode('Date,CO2\n1,2\n') };
  const series = '"series", "file": "a.csv", "column": "CO2", "inputs": ["Dtae"]';
  expect((await look(experiment().replace('"text", "file": "whale.txt"', series), table).diagnosis).problems).toMatchObject([
    { message: 'a.csv has no column "Dtae"; it has "Date" and "CO2"; did you mean "Date"?', column: 76, fix: { kind: 'value', to: 'Date' } },
  ]);
});

test('a checkpoint to begin with is looked for', async () => {
  const text = experiment().replace('"text", "file": "whale.txt"', '"task", "task": "adding"').replace(/\}$/, ', "training": { "startFrom": { "file": "gone.safetensors" } } }');
  expect(await look(text).diagnosis).toMatchObject({ files: ['gone.safetensors'], problems: [{ message: 'There is no file gone.safetensors.', path: ['training', 'startFrom', 'file'] }] });
  expect((await look(text.replace('.safetensors', '.txt')).diagnosis).problems).toMatchObject([{ message: 'gone.txt is no checkpoint: the name of one ends in .safetensors.' }]);
});
