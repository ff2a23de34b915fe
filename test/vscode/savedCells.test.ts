import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { opened, right, save, wrong } from './lib/cells.ts';
import { report, suite, test, until } from './lib/runner.ts';

/** When VS Code has saved it: how long that takes is its own affair. */
const savedAt = (document: vscode.TextDocument) => new Promise<number>(resolve => {
  const heard = vscode.workspace.onDidSaveTextDocument(saved => {
    if (saved !== document) return;
    heard.dispose();
    resolve(Date.now());
  });
});

suite('cells of one\'s own', () => {
  test('what is wrong with a cell is told where it is, and gone when it is right: as it is opened, and from the first time on mostly within 1.5 s of the file being saved, gradients and all', async () => {
    const before = Date.now();
    const document = await opened('told.ts', right.replace('tanh(add(', 'tanh(mul('));
    await until('what is wrong as it is opened', () => wrong(document.uri).some(({ message }) => /mul/.test(message)), 20_000);
    const [opening, times] = [Date.now() - before, [] as number[]];
    for (const [from, to, line, message] of [
      ['tanh(add(', 'tanh(add(;', 4, /Unexpected token/],
      ['matMul(x, U)', 'matMul(x, W)', 4, /inner shapes/],
      ['{ state: { h } }', '{ state: {} }', 5, /^`step` does not give back `state\.h`/],
      ['b, add(', 'b.dataSync(), add(', 4, /^No gradient goes back .*to `b`/],
      ['b: { shape: [n] }', 'b: { shape: [n] }, V: { shape: [n] }', 2, /^Nothing depends on `V`/],
      ['b: { shape: [n] }', 'b: { shape: [n] }, K: { shape: [n, n] }', 2, /^Nothing depends on `K`/],
    ] as const) {
      const saved = savedAt(document);
      await save(document, right.replace(from, to));
      const [found] = await until(`${message}`, () => wrong(document.uri).some(each => message.test(each.message)) && wrong(document.uri));
      times.push(Date.now() - await saved);
      assert.equal(found!.range.start.line, line, found!.message);
    }
    await save(document, right);
    await until('nothing is wrong', () => wrong(document.uri).length === 0);
    report(`  opened → diagnostics, 32 units: ${opening} ms; saved: ${times.map(time => `${time} ms`).join(', ')}`);
    const ofGradients = times.slice(-3).sort((a, b) => a - b); // the others end before there are any
    assert.ok(times[0]! < 1500 && ofGradients[1]! < 1500, `${times.join(', ')} ms`);
  }, { timeout: 60_000 });
});
