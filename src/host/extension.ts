import { Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands/commands.ts';
import { setContextKey, setRunKeys } from './contextKeys.ts';
import { registerCheckpointEditor } from './editors/checkpointEditor.ts';
import { Experiments } from './experiments.ts';
import { KnownCells } from './language/knownCells.ts';
import { registerLanguage } from './language/language.ts';
import { Lessons } from './lessons.ts';
import { once } from './once.ts';
import { folderAside } from './ownCode.ts';
import type { Host } from './platform.ts';
import type { Run } from './runs/run.ts';
import { RunStore } from './runs/runStore.ts';
import { watchRuns } from './runs/runWatch.ts';
import { workspaceDisk } from './runs/workspaceDisk.ts';
import { ExperimentsTree } from './views/experimentsTree.ts';
import { Panels } from './views/panels.ts';
import { RunsTree } from './views/runsTree.ts';
import { RunStatusBar } from './views/statusBar.ts';
import type { Working } from './working.ts';

/** What other extensions, and the tests, may ask. */
export interface Exports {
  readonly activationMilliseconds: number;
  /** Every run of the workspace as the sidebar lists it, newest first. */
  readonly runs: () => readonly Run[];
}

/** Wires everything together. Nothing is looked for yet: that comes once VS Code has drawn its window. */
export function activate(context: ExtensionContext, platform: Host, working?: Working): Exports {
  const { reader, training, making, registerCells, computed = () => performance.now() } = platform;
  const begin = computed();
  const { extensionUri, globalStorageUri, workspaceState } = context;
  const log = window.createOutputChannel('Unfold', { log: true });
  const runsChanged = new EventEmitter<void>();
  const store = new RunStore({
    disk: workspaceDisk, isAlive: owner => training?.isAlive(owner), now: () => performance.now(), changed: () => runsChanged.fire(),
  });
  const control = working?.control(store, workspaceState);
  const discovered = once(() => store.discover());
  const panels = new Panels({ store, training, ofRuns: control && working?.panels(store, control), extensionUri, workspaceState, log: message => log.error(message) });
  const labs = working?.lab(extensionUri, message => log.error(message));
  const experiments = new Experiments();
  const known = new KnownCells();
  const statusBar = new RunStatusBar();
  setContextKey('unfold.cannotTrain', training === undefined); // until it is known, commands are there: choosing one activates
  context.subscriptions.push(
    log, runsChanged, experiments, panels, statusBar, watchRuns(store, experiments), new Disposable(() => reader?.dispose()), new Disposable(() => control?.dispose()),
    runsChanged.event(() => {
      control?.runsChanged();
      panels.runsChanged();
      statusBar.show(store.runs);
      setRunKeys(store.runs);
    }),
    workspace.onDidChangeConfiguration(change => change.affectsConfiguration('unfold.runs') && control?.settingsChanged()),
    window.registerTreeDataProvider('unfold.experiments', new ExperimentsTree(experiments)),
    window.registerTreeDataProvider('unfold.runs', new RunsTree(store, workspaceDisk, runsChanged.event, discovered)),
    ...labs ? [labs] : [],
    known, registerLanguage(known, reader), registerCheckpointEditor(context, platform, message => log.error(message)),
    registerCommands({ making, store, control, training, reader, openLab: labs?.open, panels, experiments, discovered, gallery: Uri.joinPath(extensionUri, 'dist', 'gallery'), aside: folderAside(globalStorageUri), lessons: new Lessons(workspaceState), templates: Uri.joinPath(extensionUri, 'dist', 'templates') }, working?.commands),
  );
  void panels.replaceOrphans().catch((error: Error) => log.error(`Panels could not be opened again: ${error.message}`));
  void discovered().then(() => registerCells && context.subscriptions.push(registerCells(known, log))).catch((error: Error) => log.error(`Cells have nothing in the editor: ${error.message}`));
  void discovered().then(() => control?.restore(), (error: Error) => log.error(`Runs could not be looked for: ${error.message}`));
  return { activationMilliseconds: computed() - begin, runs: () => store.runs };
}
