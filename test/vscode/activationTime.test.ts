import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { costByVscode, loadAnew } from './lib/activationCost.ts';
import type { ActivationCost } from './lib/activationCost.ts';
import { report, suite, test } from './lib/runner.ts';
import { unfold } from './lib/unfold.ts';

suite('activation', () => {
  test('loading the bundle and activating take under 50 ms', async () => {
    const { activationMilliseconds: call } = await unfold();
    const extension = vscode.extensions.getExtension('unfold.unfold')!;
    const load = Math.min(...Array.from({ length: 20 }, (_, time) => loadAnew(extension, time)));
    const noted = await costByVscode('unfold.unfold');
    const words = ({ load, call }: ActivationCost) => `load ${load.toFixed(1)} ms, activate ${call.toFixed(1)} ms`;
    report(`  ${words({ load, call })}; as VS Code noted it while its window was starting: ${words(noted)}`);
    assert.ok(Number.isFinite(noted.load + noted.call), 'the report of VS Code reads otherwise than it did');
    const best = Math.min(load + call, noted.load + noted.call);
    assert.ok(best < 50, `${best.toFixed(1)} ms`);
  });
});
