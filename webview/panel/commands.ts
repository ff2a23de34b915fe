import type { FromPanel } from '../../src/protocol/panel.ts';
import type { Situation } from './situation.ts';

type Command = Extract<FromPanel, { type: 'command' }>['command'];

/** Commands that can be given now. A run whose process can't be asked takes none; one without a process is resumed by a new one. */
export function allowedCommands(now: Situation, controllable: boolean, hasCheckpoint: boolean): ReadonlySet<Command> {
  return new Set([...trainingCommands(now, controllable, hasCheckpoint), ...lookingCommands(now)]);
}

function trainingCommands(now: Situation, controllable: boolean, hasCheckpoint: boolean): readonly Command[] {
  switch (now) {
    case 'running': return controllable ? ['pause', 'stop', 'checkpoint', 'sample'] : [];
    case 'paused': return controllable ? ['resume', 'step', 'stop', 'checkpoint', 'sample'] : [];
    case 'queued': return controllable ? ['stop'] : [];
    case 'stopped': case 'failed': case 'lost': return hasCheckpoint ? ['resume', 'restart'] : ['restart'];
    case 'done': case 'none': return ['restart'];
    case 'loading': case 'drawn': case 'gone': return [];
  }
}

function lookingCommands(now: Situation): readonly Command[] {
  if (now === 'loading') return [];
  return now === 'none' || now === 'drawn' || now === 'gone' ? ['openExperiment'] : ['openExperiment', 'revealFolder'];
}
