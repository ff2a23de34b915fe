import { expect, test, vi } from 'vitest';
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
    dataFile: 'whale.txt',
    problems: [{ message: 'There is no file whale.txt.', line: 2, column: 37, endLine: 2, endColumn: 48, severity: 'error' }],
  });
  expect(glance).toHaveBeenCalledWith('whale.txt');
});

test('a file that cannot be looked at now is no problem', async () => {
  const glance = async () => undefined;
  expect(await diagnose(experiment(), '/demo.unfold.json', glance)).toEqual({ problems: [], dataFile: 'whale.txt' });
});

test('a generated task has no file to look at', async () => {
  const { glance, diagnosis } = look(experiment().replace('"text", "file": "whale.txt"', '"task", "task": "adding"'));
  expect(await diagnosis).toEqual({ problems: [] });
  expect(glance).not.toHaveBeenCalled();
});

test('the file of a cell is looked at, too', async () => {
  const { diagnosis } = look(experiment().replace('"lstm"', '"./cells/mine.ts"').replace('"text", "file": "whale.txt"', '"task", "task": "adding"'));
  expect(await diagnosis).toMatchObject({ codeFiles: ['./cells/mine.ts'], problems: [{ message: 'There is no file ./cells/mine.ts: “Unfold: New Cell” writes one.', line: 3, column: 45, endColumn: 62 }] });
});

test('so is the file of a task', async () => {
  const { diagnosis } = look(experiment().replace('"text", "file": "whale.txt"', '"task", "task": "./tasks/mine.ts", "delay": 3'));
  expect(await diagnosis).toMatchObject({ codeFiles: ['./tasks/mine.ts'], problems: [{ message: 'There is no file ./tasks/mine.ts: “Unfold: New Task” writes one.' }] });
});

test('what VS Code tells from the schema is not told again', async () => {
  expect(await look('{').diagnosis).toEqual({ problems: [] });
  expect(await look(experiment().replace('8', '0')).diagnosis).toEqual({ problems: [] });
});

test('a misspelt field is told, with the field that was meant', async () => {
  const { problems } = await look(experiment(', "hiddenSzie": 1')).diagnosis;
  expect(problems).toMatchObject([{ message: 'Unknown field `hiddenSzie`; did you mean `hiddenSize`?', fix: { kind: 'rename', to: 'hiddenSize' } }]);
});
