import pause from '@vscode/codicons/src/icons/debug-pause.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import resume from '@vscode/codicons/src/icons/debug-continue.svg';
import restart from '@vscode/codicons/src/icons/debug-restart.svg';
import sample from '@vscode/codicons/src/icons/sparkle.svg';
import save from '@vscode/codicons/src/icons/save.svg';
import step from '@vscode/codicons/src/icons/debug-step-over.svg';
import stop from '@vscode/codicons/src/icons/debug-stop.svg';
import code from '@vscode/codicons/src/icons/go-to-file.svg';
import folder from '@vscode/codicons/src/icons/folder-opened.svg';
import type { FromPanel } from '../../src/protocol/panel.ts';
import { allowedCommands } from './commands.ts';
import { IconButton } from './iconButton.tsx';
import { situation } from './situation.ts';
import type { PanelState } from './store.ts';
import { usePanel, useSelected } from './useStore.ts';

type Command = Extract<FromPanel, { type: 'command' }>['command'];

const situationOf = (state: PanelState) => situation(state);
const controllableOf = (state: PanelState) => state.controllable;
const hasCheckpointOf = (state: PanelState) => state.checkpoints.length > 0;

/** What can be done with the run, in the order of a debugger's bar. What can't be done now is grey and says why. */
export function Controls() {
  const { post } = usePanel();
  const now = useSelected(situationOf);
  const controllable = useSelected(controllableOf);
  const allowed = allowedCommands(now, controllable, useSelected(hasCheckpointOf));
  const hint = now === 'drawn' ? 'nothing is trained in a browser' : controllable || now !== 'running' ? undefined : 'this run belongs to a process that can’t be asked from here';
  const isRun = now !== 'none' && now !== 'drawn';
  const button = (command: Command, icon: string, label: string) => (
    <IconButton icon={icon} label={label} hint={hint} disabled={!allowed.has(command)} onClick={() => post({ type: 'command', command })} />
  );
  return (
    <div class="controls" role="toolbar" aria-label="Run controls">
      {allowed.has('pause') || now === 'running' ? button('pause', pause, 'Pause') : button('resume', resume, 'Resume')}
      {button('step', step, 'One step')}
      {button('stop', stop, 'Stop')}
      {isRun ? button('restart', restart, 'Run again from the start') : button('restart', play, 'Run')}
      <span class="divider" />
      {button('checkpoint', save, 'Save a checkpoint now')}
      {button('sample', sample, 'Sample now')}
      <span class="divider" />
      {button('openExperiment', code, 'Open the experiment')}
      {button('revealFolder', folder, 'Reveal the run folder')}
    </div>
  );
}
