import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { activate as activateOn } from '../extension.ts';
import type { Exports } from '../extension.ts';
import type { Known } from '../language/knownCells.ts';
import type * as Later from '../later/later.ts';
import { folderAside } from '../ownCode.ts';
import type { Printed, Training } from '../platform.ts';
import { connectSession } from './connectSession.ts';
import { isAlive } from './isAlive.ts';
import { LabProcess } from './labProcess.ts';
import { launchWorker } from './launchWorker.ts';
import { lendEngine } from './lendEngine.ts';
import { nodeEnvironment } from './nodeEnvironment.ts';
import { ReaderThread } from './readerThread.ts';
import { runCli } from './runCli.ts';
import { WarmChecks } from './warmChecks.ts';
import { working } from './working.ts';

// The entry of dist/host/node.js: VS Code on a desktop or a server.

export function activate(context: ExtensionContext): Exports {
  const built = (name: string) => context.asAbsolutePath(`dist/${name}`);
  const aside = folderAside(context.globalStorageUri);
  const environment = () => nodeEnvironment(aside, Uri.joinPath(context.globalStorageUri, 'compiled'));
  const unfold = (args: readonly string[], stop: AbortSignal) => runCli(built('cli.js'), args, environment(), stop);
  const checks = new WarmChecks(built('cli.js'), environment);
  context.subscriptions.push(checks);
  const expectCell = () => void (workspace.isTrusted && checks.expect());
  /** Who looks at an experiment of a cell may well open that. */
  const trace = async (experiment: Uri, stop: AbortSignal) => parsed<Known>(await unfold(['validate', experiment.fsPath, '--json'], stop).finally(expectCell));
  const later = () => createRequire(__filename)(built('host/later.js')) as typeof Later;
  const reader = new ReaderThread(built('reader.js'));
  const training: Training = {
    launch: (folder, options) => launchWorker(built('worker.js'), folder.fsPath, options, environment()),
    connect: connectSession,
    lend: lendEngine,
    isAlive,
    sample: async (checkpoint, stop) => parsed(await unfold(['sample', checkpoint.fsPath, '--json'], stop)),
    program: async (checkpoint, stop) => printed(await unfold(['predict', checkpoint.fsPath, '--python'], stop)),
    expectCell,
    writeCell: async (experiment, { name, js, number }, stop) =>
      parsed(await unfold(['new', 'cell', name, '--from', experiment.fsPath, '--cell', String(number), ...js ? ['--js'] : [], '--json'], stop)),
    propose: async (data, stop) => parsed(await unfold(['new', 'experiment', data.fsPath, '--list', '--json'], stop)),
    trace,
    lookInside: async (subject, stop) => parsed(await unfold(['step', subject.fsPath, '--json'], stop)),
    checkGradients: async (experiment, stop) => told(await unfold(['gradcheck', experiment.fsPath], stop)),
    tell: async (what, task, stop) => told(await unfold([what, task.fsPath], stop)),
  };
  return activateOn(context, {
    computed, reader, training,
    making: () => later().making,
    registerCells: (known, log) => later().registerCells((cell, stop) => checks.look(cell.fsPath, stop), trace, known, log, aside),
  }, working({ training, reader, startLab: () => new LabProcess(built('lab.js')), home: Uri.file(homedir()), later }));
}

/** For a person to read: what is wrong is a complaint below the rest. @throws Error, in words, where there is nothing else */
function told({ output, complaint }: Printed): string {
  if (output === '') throw new Error(complaint);
  return [output, complaint].join('\n').trim();
}

/** @throws Error, in words, what was complained of */
function printed({ output, complaint, exitCode }: Printed): string {
  if (exitCode !== 0) throw new Error(complaint);
  return output;
}

/** @throws Error likewise */
const parsed = <T>(what: Printed): T => JSON.parse(printed(what)) as T;

/** Node tells from 23.9 on; before, it is the time that passes. */
const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };

function computed(): number {
  const usage = threadCpuUsage?.();
  return usage ? (usage.user + usage.system) / 1000 : performance.now();
}
