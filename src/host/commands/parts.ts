import type { Uri } from 'vscode';
import type { Experiments } from '../experiments.ts';
import type { Lessons } from '../lessons.ts';
import type { Host, Reader, Training } from '../platform.ts';
import type { RunControl } from '../runs/runControl.ts';
import type { RunStore } from '../runs/runStore.ts';
import type { Series } from '../views/labPanel.ts';
import type { Panels } from '../views/panels.ts';

/** What commands work with. */
export interface CommandParts {
  readonly store: RunStore;
  /** Absent where nothing can be trained yet, as are `training` and `openLab`. */
  readonly control: RunControl | undefined;
  readonly training: Training | undefined;
  readonly reader: Reader | undefined;
  readonly openLab: ((series: Series) => void) | undefined;
  readonly making: Host['making'];
  readonly panels: Panels;
  readonly experiments: Experiments;
  /** The folder of the experiments that come with the extension. */
  readonly gallery: Uri;
  /** Where what is written goes while no folder is open. */
  readonly aside: Uri;
  readonly lessons: Lessons;
  /** The folder of what new cells begin as. */
  readonly templates: Uri;
  /** Settles once the workspace was looked through for runs. */
  readonly discovered: () => Promise<void>;
}

/** @param target what it was called on, where that is said @param selected all that is selected with it */
export type Command = (parts: CommandParts, target: unknown, selected?: unknown) => Promise<unknown>;

/** @throws Error, the sentence for a person, where nothing can be trained yet */
export function trained<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('Training is not yet in the browser: open this folder in VS Code on a desktop or a server.');
  return part;
}
