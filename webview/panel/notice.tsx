import close from '@vscode/codicons/src/icons/close.svg';
import { IconButton } from './iconButton.tsx';
import { Places } from './places.tsx';
import { situation } from './situation.ts';
import type { Situation } from './situation.ts';
import type { PanelState } from './store.ts';
import { usePanel, useSelected } from './useStore.ts';

const situationOf = (state: PanelState) => situation(state);
const reasonOf = ({ gone, status }: PanelState) => gone ?? status?.reason ?? (status?.state === 'queued' && status.owner ? starting : '');
/** A process has the run: it reads the data and chooses what computes. */
const starting = 'Starting…';
const problemOf = (state: PanelState) => state.problem;
const newCodeOf = (state: PanelState) => state.status?.newCode;
const resumableOf = (state: PanelState) => state.checkpoints.length > 0;

/** What a person should know before anything else: why nothing moves, and the way on. */
export function Notice() {
  return <><SituationNotice /><NewCodeNotice /><ProblemNotice /></>;
}

function SituationNotice() {
  const now = useSelected(situationOf);
  const reason = useSelected(reasonOf);
  const resumable = useSelected(resumableOf);
  const { post } = usePanel();
  const text = sentence(now, reason);
  if (text === undefined) return null;
  const command = (name: 'resume' | 'restart' | 'openExperiment') => () => post({ type: 'command', command: name });
  const restartable = now === 'none' || now === 'failed' || now === 'lost' || now === 'stopped';
  return (
    <div class={`notice ${now}`} role={now === 'failed' || now === 'lost' || now === 'gone' ? 'alert' : 'status'}>
      <span><Places text={text} /></span>
      {restartable && resumable && <button type="button" class="primary" onClick={command('resume')}>Resume from the last checkpoint</button>}
      {restartable && (
        <button type="button" class={resumable ? '' : 'primary'} onClick={command('restart')}>{now === 'none' ? 'Run' : 'Run again'}</button>
      )}
      {now === 'failed' && <button type="button" onClick={command('openExperiment')}>Open the experiment</button>}
    </div>
  );
}

/** A cell was changed while the run was paused. */
function NewCodeNotice() {
  const now = useSelected(situationOf);
  const newCode = useSelected(newCodeOf);
  const { post } = usePanel();
  if (now !== 'paused' || newCode === undefined) return null;
  const { file, problem } = newCode;
  return (
    <div class="notice paused" role="status">
      <span><Places text={problem === undefined ? `${file} was changed. Resume goes on as before.` : `${file} was changed, and this run cannot go on with that: ${problem}`} /></span>
      {problem === undefined && <button type="button" class="primary" onClick={() => post({ type: 'command', command: 'newCode' })}>Continue with the new code</button>}
    </div>
  );
}

/** What there is to say of a situation; undefined where the panel speaks for itself. */
function sentence(now: Situation, reason: string): string | undefined {
  switch (now) {
    case 'none': return 'This is the graph of the experiment. Run it to see it learn.';
    case 'drawn': return 'This is the graph of the experiment. Training is not yet in the browser: open this folder in VS Code on a desktop or a server, and see it learn.';
    case 'loading': return 'Reading the run…';
    case 'queued': return reason || 'Waiting for its turn: other runs are on.';
    case 'failed': return reason || 'The run ended and left no reason. Its log may say more.';
    case 'lost': return 'The process of this run no longer answers. Everything up to its last checkpoint is kept.';
    case 'gone': return reason;
    case 'stopped': return reason || 'Stopped. A checkpoint was left.';
    case 'paused': case 'running': return reason || undefined;
    case 'done': return undefined;
  }
}

function ProblemNotice() {
  const problem = useSelected(problemOf);
  const { store } = usePanel();
  if (problem === undefined) return null;
  return (
    <div class="notice failed" role="alert">
      <span><Places text={problem} /></span>
      <span class="spring" />
      <IconButton icon={close} label="Put away" onClick={() => store.dispatch({ type: 'dismiss' })} />
    </div>
  );
}
