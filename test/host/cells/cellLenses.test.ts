import type { CancellationToken, CodeLens, TextDocument, Uri } from 'vscode';
import { beforeEach, expect, it } from 'vitest';
import { cellLenses } from '../../../src/host/cells/cellLenses.ts';
import { trainCell } from '../../../src/host/commands/cellCommands.ts';
import { checkGradients } from '../../../src/host/commands/experimentCommands.ts';
import type { CommandParts } from '../../../src/host/commands/parts.ts';
import { stage } from '../lib/vscode.ts';

const text = '// Its equation\nimport { tanh } from \'unfold\';\n\nexport default () => ({});\n';
const experiment = '/work/mine.unfold.json';

beforeEach(() => stage.begin());

it('stand above where a cell is made, and above nothing else', () => {
  const lensesOf = (path: string, text: string) => cellLenses.provideCodeLenses(stage.open(path, text) as unknown as TextDocument, {} as CancellationToken) as CodeLens[];
  expect(lensesOf('/work/cells/mine.ts', text).map(({ range, command }) => [range.start.line, command!.command])).toEqual([[3, 'unfold.checkGradients'], [3, 'unfold.showGraph'], [3, 'unfold.trainCell']]);
  for (const [path, other] of [['/work/cells/mine.test.ts', text], ['/work/cells/helper.ts', 'export const a = 1;'], ['/work/cells/unfold.d.ts', text]] as const) expect(lensesOf(path, other)).toEqual([]);
});

it('in Restricted Mode what they run is not run, and that is explained', async () => {
  stage.trusted = false;
  const { uri } = stage.open('/work/cells/mine.ts', text);
  stage.open(experiment, '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 3 }] } }');
  const never = () => { throw new Error('It ran.'); };
  const parts = { control: { start: never }, training: { checkGradients: never }, experiments: { find: async () => [stage.documents[1]!.uri] } } as unknown as CommandParts;
  expect(await trainCell(parts, uri as unknown as Uri)).toBeUndefined();
  await checkGradients(parts, uri as unknown as Uri);
  expect(stage.warnings).toEqual([expect.stringMatching(/^\.\/cells\/mine\.ts is code of this folder, which is in Restricted Mode: .* Everything that needs no code goes on working\.$/), expect.stringMatching(/^cells\/mine\.ts is code of this folder, which is in Restricted Mode/)]);
});
