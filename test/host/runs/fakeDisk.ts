import type { Uri } from 'vscode';
import type { RunDisk } from '../../../src/host/runs/runStore.ts';
import type { RunStatus } from '../../../src/protocol/run.ts';

/** Stands in for a folder's URI, which is only passed on and written as text. */
export const folder = (name: string): Uri => ({ toString: () => name }) as Uri;

export const status = (id: string, change: Partial<RunStatus> = {}): RunStatus =>
  ({ id, name: id, state: 'running', step: 10, steps: 100, createdAt: 1, heartbeat: 1, time: 5, ...change });

/** Run folders in memory. */
export class FakeDisk implements RunDisk {
  readonly statuses = new Map<string, RunStatus>();
  readonly checkpointSteps = new Map<string, number>();

  async find(): Promise<Uri[]> {
    return [...this.statuses.keys()].map(folder);
  }

  async list(): Promise<Uri[]> {
    return this.find();
  }

  async readStatus(from: Uri): Promise<RunStatus | undefined> {
    return this.statuses.get(from.toString());
  }

  async writeStatus(to: Uri, written: RunStatus): Promise<void> {
    this.statuses.set(to.toString(), written);
  }

  async checkpoints(from: Uri): Promise<string[]> {
    const step = this.checkpointSteps.get(from.toString());
    return step === undefined ? [] : [`step-${step}.safetensors`];
  }

  async newestCheckpointStep(from: Uri): Promise<number | undefined> {
    return this.checkpointSteps.get(from.toString());
  }
}
