import { StatusBarAlignment, window } from 'vscode';
import type { Disposable } from 'vscode';
import { isLive } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { lossWords, progressWords } from './runWords.ts';

/** One item while a run is on: of several, the newest. */
export class RunStatusBar implements Disposable {
  readonly #item = window.createStatusBarItem('unfold.run', StatusBarAlignment.Left);

  constructor() {
    this.#item.name = 'Unfold run';
  }

  show(runs: readonly Run[]): void {
    const live = runs.filter(({ status }) => isLive(status.state));
    const run = live.find(({ status }) => status.state === 'running') ?? live[0];
    if (run === undefined) return this.#item.hide();
    const { status } = run;
    const loss = status.loss === undefined ? '' : ` · ${lossWords(status.loss)}`;
    this.#item.text = `${status.state === 'running' ? '$(pulse)' : '$(debug-pause)'} ${status.step}/${status.steps}${loss}`;
    this.#item.tooltip = `${status.name}: ${progressWords(status)}${live.length > 1 ? `, and ${live.length - 1} more` : ''}`;
    this.#item.accessibilityInformation = { label: `${status.name}, ${progressWords(status)}`, role: 'button' };
    this.#item.command = { command: 'unfold.showPanel', title: 'Show Panel', arguments: [run.folder] };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
