import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint({ overrideConfig: { rules: { 'unfold/cycles': 'off' } } }); // it would read the whole project
});

async function rulesBroken(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: join(process.cwd(), file) });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId !== '@typescript-eslint/no-unused-vars').map(({ ruleId }) => ruleId);
}

const value = (source: string) => `export { thing } from '${source}';`;
const type = (source: string) => `export type { Thing } from '${source}';`;

const allowed: readonly (readonly [file: string, code: string])[] = [
  ['src/core/cells/made-up.ts', value('@tensorflow/tfjs-core')],
  ['src/core/cells/made-up.ts', value('../math/random.ts')],
  ['src/core/spec/made-up.ts', value('jsonc-parser')],
  ['src/core/spec/made-up.ts', value('../checkpoint/checkpoint.ts')],
  ['src/core/spec/made-up.ts', value('../tasks/tasks.ts')],
  ['src/core/graph/made-up.ts', type('../models/model.ts')],
  ['src/engine/made-up.ts', value('@tensorflow/tfjs-backend-wasm')],
  ['src/protocol/made-up.ts', type('../core/train/records.ts')],
  ['src/worker/node.ts', value('node:net')],
  ['src/worker/node/made-up.ts', value('node:fs')],
  ['src/worker/node/made-up.ts', value('../session.ts')],
  ['src/cli/made-up.ts', value('node:process')],
  ['src/host/views/made-up.ts', value('vscode')],
  ['src/host/views/made-up.ts', value('../../core/spec/read.ts')],
  ['src/host/node/made-up.ts', value('node:child_process')],
  ['src/host/node/made-up.ts', value('../runs/startRun.ts')],
  ['webview/panel/made-up.ts', value('preact/hooks')],
  ['webview/panel/made-up.ts', value('../../src/core/graph/graph.ts')],
  ['webview/preview/made-up.ts', type('../../src/core/checkpoint/safetensorsHeader.ts')],
];

const forbidden: readonly (readonly [file: string, code: string])[] = [
  ['src/core/cells/made-up.ts', value('node:fs')],
  ['src/core/cells/made-up.ts', value('fs')],
  ['src/core/cells/made-up.ts', value('vscode')],
  ['src/core/cells/made-up.ts', value('@tensorflow/tfjs')],
  ['src/core/cells/made-up.ts', value('../../engine/tfjs/tfjsEngine.ts')],
  ['src/core/spec/made-up.ts', value('@tensorflow/tfjs-core')],
  ['src/core/spec/made-up.ts', type('@tensorflow/tfjs-core')],
  ['src/core/tasks/made-up.ts', value('@tensorflow/tfjs-core')],
  ['src/core/tasks/made-up.ts', value('../data/task.ts')],
  ['src/core/graph/made-up.ts', value('../models/model.ts')],
  ['src/core/checkpoint/made-up.ts', 'export const late = () => import("../models/recurrent.ts");'],
  ['src/engine/made-up.ts', value('../protocol/rpc.ts')],
  ['src/protocol/made-up.ts', value('../core/train/records.ts')],
  ['src/worker/session.ts', value('node:fs')],
  ['src/worker/made-up.ts', value('vscode')],
  ['src/worker/made-up.ts', value('../host/experiments.ts')],
  ['src/host/views/made-up.ts', value('node:path')],
  ['src/host/views/made-up.ts', value('@tensorflow/tfjs-core')],
  ['src/host/views/made-up.ts', value('../../core/train/trainer.ts')],
  ['src/host/views/made-up.ts', value('../../../webview/panel/store.ts')],
  ['src/host/node/made-up.ts', value('../../worker/session.ts')],
  ['webview/panel/made-up.ts', value('../../src/host/views/panel.ts')],
  ['webview/panel/made-up.ts', value('../../src/core/spec/read.ts')],
  ['webview/panel/made-up.ts', value('vscode')],
  ['webview/panel/made-up.ts', value('node:fs')],
];

describe('who may import whom', () => {
  test.each(allowed)('%s may: %s', async (file, code) => {
    expect(await rulesBroken(file, code)).toEqual([]);
  });
  test.each(forbidden)('%s may not: %s', async (file, code) => {
    expect(await rulesBroken(file, code)).toEqual(['unfold/directions']);
  });
});

describe('core is deterministic', () => {
  test.each(['Math.random()', 'Date.now()', 'performance.now()'])('no %s', async code => {
    expect(await rulesBroken('src/core/math/made-up.ts', `export const x = ${code};`)).toContain('no-restricted-properties');
  });
  test.each(['new Date()', 'Date()'])('no %s', async code => {
    expect(await rulesBroken('src/core/math/made-up.ts', `export const x = ${code};`)).toContain('no-restricted-syntax');
  });
  test('no random tensors without a stream', async () => {
    const code = "import { randomNormal } from '@tensorflow/tfjs-core';\nexport const x = randomNormal([2]);";
    expect(await rulesBroken('src/core/math/made-up.ts', code)).toContain('no-restricted-syntax');
  });
});

test('no code from text, anywhere', async () => {
  expect(await rulesBroken('webview/panel/made-up.ts', "export const x: unknown = eval('1');")).toContain('no-eval');
  expect(await rulesBroken('src/host/made-up.ts', "export const x = new Function('1');")).toContain('no-new-func');
});
