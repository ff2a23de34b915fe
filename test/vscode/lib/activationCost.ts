import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { until } from './runner.ts';

/** What activating the extension took, in milliseconds. */
export interface ActivationCost {
  /** Reading, compiling and running the bundle. */
  readonly load: number;
  /** Its `activate`. */
  readonly call: number;
}

/** Node's modules, with what its types leave out. */
const NodeModule = Module as unknown as { new(id: string): { filename: string; paths: string[]; _compile(source: string, file: string): void }; _nodeModulePaths(folder: string): string[] };

/**
 * Loads the bundle once more, beside the one that is at work, and activates nothing. A comment makes each time's source another,
 * so that V8 compiles it as if it had never seen it.
 * @returns milliseconds
 */
export function loadAnew(extension: vscode.Extension<unknown>, time: number): number {
  const file = join(extension.extensionPath, (extension.packageJSON as { main: string }).main);
  const module = new NodeModule(file);
  module.filename = file;
  module.paths = NodeModule._nodeModulePaths(dirname(file));
  const since = performance.now();
  module._compile(`${readFileSync(file, 'utf8')}\n// ${time}`, file);
  return performance.now() - since;
}

/** What VS Code itself noted when it activated the extension: a row of its own report, “Developer: Startup Performance”. */
export async function costByVscode(id: string): Promise<ActivationCost> {
  await vscode.commands.executeCommand('perfview.show');
  const row = await until(`VS Code's report names ${id}`, () => {
    const report = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText();
    return report?.split('\n').find(line => line.includes(`| ${id} `));
  });
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  const [, , , load, call] = row.split('|').map(cell => cell.trim());
  return { load: Number(load), call: Number(call) };
}
