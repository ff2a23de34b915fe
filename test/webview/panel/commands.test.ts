import { expect, it } from 'vitest';
import { allowedCommands } from '../../../webview/panel/commands.ts';

it.each([
  ['running', true, true, ['checkpoint', 'openExperiment', 'pause', 'revealFolder', 'sample', 'stop']],
  ['running', false, true, ['openExperiment', 'revealFolder']],
  ['paused', true, false, ['checkpoint', 'openExperiment', 'resume', 'revealFolder', 'sample', 'step', 'stop']],
  ['failed', false, true, ['openExperiment', 'restart', 'resume', 'revealFolder']],
  ['lost', false, false, ['openExperiment', 'restart', 'revealFolder']],
  ['done', false, true, ['openExperiment', 'restart', 'revealFolder']],
  ['none', false, false, ['openExperiment', 'restart']],
  ['drawn', false, false, ['openExperiment']],
  ['loading', false, false, []],
] as const)('a run that is %s (controllable: %s, checkpoint: %s) takes %j', (now, controllable, hasCheckpoint, expected) => {
  expect([...allowedCommands(now, controllable, hasCheckpoint)].sort()).toEqual(expected);
});
