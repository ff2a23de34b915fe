import type { Disposable, Memento, Uri } from 'vscode';
import type { TrainingCommand } from './commands/commands.ts';
import type { Command } from './commands/parts.ts';
import type { RunControl } from './runs/runControl.ts';
import type { RunStore } from './runs/runStore.ts';
import type { Series } from './views/labPanel.ts';
import type { RunPanels } from './views/panels.ts';

/** What there is only where processes compute. VS Code in a browser alone does without, and does not load it. */
export interface Working {
  control(store: RunStore, memory: Memento): RunControl;
  panels(store: RunStore, control: RunControl): RunPanels;
  /** @param log is told what goes wrong within a page */
  lab(extensionUri: Uri, log: (message: string) => void): Labs;
  readonly commands: Readonly<Record<TrainingCommand, Command>>;
}

/** The labs of a window, also those that come back after it was loaded again, until it is disposed. */
export interface Labs extends Disposable {
  readonly open: (series: Series) => void;
}
