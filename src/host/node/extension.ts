import { createRequire } from 'node:module';
import type { ExtensionContext } from 'vscode';
import type * as Cells from '../cells/cells.ts';
import { activate as activateOn } from '../extension.ts';
import type { Exports } from '../extension.ts';
import type { SampleRecord } from '../../core/train/records.ts';
import { connectSession } from './connectSession.ts';
import { isAlive } from './isAlive.ts';
import { LabProcess } from './labProcess.ts';
import { launchWorker } from './launchWorker.ts';
import { lendEngine } from './lendEngine.ts';
import { nodeEnvironment } from './nodeEnvironment.ts';
import { ReaderThread } from './readerThread.ts';
import { runCli } from './runCli.ts';

// The entry of dist/host/node.js: VS Code on a desktop or a server.

export function activate(context: ExtensionContext): Exports {
  const built = (name: string) => context.asAbsolutePath(`dist/${name}`);
  const cells = () => createRequire(__filename)(built('host/cells.js')) as typeof Cells;
  return activateOn(context, {
    computed,
    reader: new ReaderThread(built('reader.js')),
    cells,
    registerCells: say => cells().registerCells((cell, stop) => runCli(built('cli.js'), ['check', cell.fsPath, '--json'], stop), say),
    startLab: () => new LabProcess(built('lab.js')),
    training: {
      launch: (folder, options) => launchWorker(built('worker.js'), folder.fsPath, options, nodeEnvironment()),
      connect: connectSession,
      lend: lendEngine,
      isAlive,
      async sample(checkpoint, stop) {
        const { output, complaint, exitCode } = await runCli(built('cli.js'), ['sample', checkpoint.fsPath, '--json'], stop);
        if (exitCode !== 0) throw new Error(complaint);
        return JSON.parse(output) as SampleRecord;
      },
      async checkGradients(experiment, stop) {
        const { output, complaint } = await runCli(built('cli.js'), ['gradcheck', experiment.fsPath], stop);
        if (output === '') throw new Error(complaint);
        return [output, complaint].join('\n').trim(); // a gradient that is wrong is a complaint below the table
      },
    },
  });
}

/** Node tells from 23.9 on; before, it is the time that passes. */
const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };

function computed(): number {
  const usage = threadCpuUsage?.();
  return usage ? (usage.user + usage.system) / 1000 : performance.now();
}
