import type { Uri } from 'vscode';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Training } from '../../../src/host/platform.ts';
import { GraphSubject } from '../../../src/host/views/graphSubject.ts';
import type { ToPanel } from '../../../src/protocol/panel.ts';
import { stage } from '../lib/vscode.ts';
import type { Document } from '../lib/vscode.ts';

const text = (kind: string) => `{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "${kind}" }, "hiddenSize": 3 }] } }`;
const inside = { traces: {} };

interface Asked { readonly path: string; readonly stop: AbortSignal; answer(problem?: string): void }

/** What its own code is, and what is inside its steps. */
let [traced, looked]: [Asked[], Asked[]] = [[], []];
let posted: ToPanel[];
let experiment: Document;

const ends: { dispose(): void }[] = [];

afterEach(() => ends.splice(0).forEach(each => each.dispose()));
beforeEach(() => {
  stage.begin();
  [traced, looked, posted] = [[], [], []];
});

function shown(kind: string) {
  experiment = stage.open('/work/mine.unfold.json', text(kind));
  const asks = (all: Asked[], found: object) => (subject: Uri, stop: AbortSignal) => new Promise((resolve, reject) => void all.push({
    path: subject.path, stop, answer: problem => (problem === undefined ? resolve(found) : reject(new Error(problem))),
  }));
  const training = { trace: asks(traced, { experiment: { name: 'traced' } }), lookInside: asks(looked, { inside }) };
  const subject = new GraphSubject(experiment.uri as unknown as Uri, training as unknown as Training);
  const end = subject.show(message => void posted.push(message));
  ends.push(end);
  return { subject, end };
}

const rest = () => new Promise(resolve => void setTimeout(resolve, 0));
const types = () => posted.map(({ type }) => type);

it('draws an experiment, and draws it anew as it is edited and when the code of its cells is saved', async () => {
  const { end } = shown('./cells/mine.ts');
  await vi.waitFor(() => expect(traced).toHaveLength(1));
  traced[0]!.answer();
  await vi.waitFor(() => expect(posted).toMatchObject([{ type: 'reset', trains: true }, { type: 'reset', trains: true, experiment: { name: 'traced' } }]));
  stage.save(stage.open('/work/cells/mine.ts', 'export default 1;'));
  await vi.waitFor(() => expect(traced).toHaveLength(2));
  expect(types()).toEqual(['reset', 'reset', 'reset']);
  stage.save(experiment);
  await vi.waitFor(() => expect(traced).toHaveLength(3));
  expect(traced[1]!.stop.aborted).toBe(true);
  traced[2]!.answer('./cells/mine.ts:3:1: no luck.');
  await vi.waitFor(() => expect(posted.at(-1)).toEqual({ type: 'update', problem: './cells/mine.ts:3:1: no luck.' }));
  end.dispose();
  stage.save(experiment);
  await rest();
  expect(traced).toHaveLength(3);
  expect(looked).toEqual([]); // nobody opened the steps
});

it('what was asked of a graph is not answered once another is drawn, and once it is known what its code is, it is asked again', async () => {
  const { subject } = shown('./cells/mine.ts');
  const ask = () => subject.handle({ type: 'inside' }, new AbortController().signal);
  const early = ask();
  await vi.waitFor(() => expect(traced).toHaveLength(1));
  traced[0]!.answer();
  await vi.waitFor(() => expect(posted).toHaveLength(2));
  expect(await early).toBeUndefined();
  expect(looked).toEqual([]);
  const asked = ask();
  await vi.waitFor(() => expect(looked).toHaveLength(1));
  experiment.text = text('lstm');
  stage.save(experiment);
  expect(looked[0]!.stop.aborted).toBe(true);
  looked[0]!.answer();
  expect(await asked).toBeUndefined();
  const wrong = ask();
  await vi.waitFor(() => expect(looked).toHaveLength(2));
  stage.save(experiment, '{');
  looked[1]!.answer();
  expect(await wrong).toEqual({ type: 'inside', inside }); // a problem leaves the drawing
});

it('runs nothing to draw what has no cell of its own, until a person asks what is inside its steps', async () => {
  const { subject } = shown('lstm');
  await rest();
  expect(looked).toEqual([]);
  const asked = subject.handle({ type: 'inside' }, new AbortController().signal);
  await vi.waitFor(() => expect(looked).toHaveLength(1));
  looked[0]!.answer();
  expect(await asked).toEqual({ type: 'inside', inside });
});

it('another question takes the place of one that is not answered, and none is answered once the panel is closed', async () => {
  const { subject } = shown('lstm');
  const closed = new AbortController();
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  const [first, second] = [subject.handle({ type: 'inside' }, closed.signal), subject.handle({ type: 'inside' }, closed.signal)];
  await vi.waitFor(() => expect(looked).toHaveLength(2));
  expect(looked.map(({ stop }) => stop.aborted)).toEqual([true, false]);
  looked[0]!.answer('aborted');
  closed.abort();
  looked[1]!.answer('aborted');
  expect(await Promise.all([first, second])).toEqual([undefined, undefined]);
});

it('runs no code in Restricted Mode, and says so where its steps are asked for; what is not saved is not looked into', async () => {
  stage.trusted = false;
  const { subject } = shown('./cells/mine.ts');
  await rest();
  const ask = () => subject.handle({ type: 'inside' }, new AbortController().signal);
  expect(await ask()).toEqual({ type: 'inside', problem: expect.stringMatching(/^\.\/cells\/mine\.ts is code of this folder, which is in Restricted Mode/) as string });
  stage.trust();
  await vi.waitFor(() => expect(traced).toHaveLength(1));
  traced[0]!.answer('no luck');
  experiment.isDirty = true;
  expect(await ask()).toEqual({ type: 'inside', problem: 'Save the experiment, and its steps are looked into.' });
});
