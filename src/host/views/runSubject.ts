import { Position, Range, Uri, ViewColumn, commands, window } from 'vscode';
import type { Disposable } from 'vscode';
import { stepOfCheckpoint } from '../../protocol/checkpointNames.ts';
import { isLookedInto } from '../../core/spec/ownTask.ts';
import type { FromPanel, PanelStart, ToPanel } from '../../protocol/panel.ts';
import type { Reader, Training } from '../platform.ts';
import type { Run } from '../runs/run.ts';
import type { RunControl } from '../runs/runControl.ts';
import type { RunStore } from '../runs/runStore.ts';
import { checkpointUri, experimentOfRun, readRunExperiment } from '../runs/workspaceDisk.ts';
import { settings } from '../settings.ts';
import { InsideSteps } from './insideSteps.ts';
import type { PanelSubject } from './panel.ts';
import { PanelFeed } from './panelFeed.ts';

export interface RunSubjectParts {
  readonly store: RunStore;
  readonly reader: Reader;
  readonly control: RunControl;
}

/** Opens a file beside the panel where a sentence points. */
async function openPlace(file: Uri, { line, column }: { line: number; column: number }): Promise<void> {
  const place = new Position(Math.max(0, line - 1), Math.max(0, column - 1));
  await window.showTextDocument(file, { viewColumn: ViewColumn.Beside, selection: new Range(place, place) });
}

/** A run, live or long ended, in a panel. */
export class RunSubject implements PanelSubject {
  readonly #inside: InsideSteps;

  constructor(private readonly run: Run, private readonly parts: RunSubjectParts, training: Training) {
    this.#inside = new InsideSteps(training);
  }

  get title(): string {
    return this.run.status.name;
  }

  show(post: (message: ToPanel) => void): Disposable {
    const { store, reader, control } = this.parts;
    const { folder } = this.run;
    return new PanelFeed({
      reader, post, folder: folder.fsPath,
      run: () => store.get(folder),
      isControllable: run => control.isControllable(run),
      start: () => this.#start(),
      isWhole: ({ experiment }) => isLookedInto(experiment),
      refreshMilliseconds: settings.refreshMilliseconds,
    });
  }

  async handle(message: FromPanel, stop: AbortSignal): Promise<ToPanel | undefined> {
    const { folder } = this.run;
    if (message.type === 'inside') return this.#inside.ask(folder, (await readRunExperiment(folder)).experiment, stop);
    if (message.type === 'set') await this.#control.ask(this.#now(), 'set', { knob: message.knob, value: message.value });
    if (message.type === 'openCheckpoint' && stepOfCheckpoint(message.name) !== undefined) {
      await commands.executeCommand('vscode.open', checkpointUri(folder, message.name));
    }
    if (message.type === 'openPlace') await openPlace(Uri.joinPath(await this.#experiment(), '..', message.file), message);
    if (message.type === 'command') await this.#command(message.command);
    return undefined;
  }

  async #command(command: Extract<FromPanel, { type: 'command' }>['command']): Promise<void> {
    switch (command) {
      case 'resume': return this.#control.resume(this.#now());
      case 'stop': return this.#control.stop(this.#now());
      case 'newCode': return this.#control.continueWithNewCode(this.#now());
      case 'pause': case 'step': case 'checkpoint': case 'sample': return void await this.#control.ask(this.#now(), command, {});
      case 'restart': return void await commands.executeCommand('unfold.run', await this.#experiment());
      case 'openExperiment': return void await commands.executeCommand('vscode.open', await this.#experiment());
      case 'revealFolder': return void await commands.executeCommand('unfold.revealRunFolder', this.run.folder);
    }
  }

  async #start(): Promise<PanelStart> {
    const { experiment } = await readRunExperiment(this.run.folder);
    return { runId: this.run.status.id, source: this.run.folder.toString(), experiment, trains: true };
  }

  #experiment(): Promise<Uri> {
    return experimentOfRun(this.run.folder);
  }

  #now(): Run {
    return this.parts.store.get(this.run.folder) ?? this.run;
  }

  get #control(): RunControl {
    return this.parts.control;
  }
}
