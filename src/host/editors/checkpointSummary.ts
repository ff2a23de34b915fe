import type { Uri } from 'vscode';
import { readMetadata } from '../../core/checkpoint/checkpointFile.ts';
import { FormatError } from '../../core/checkpoint/formatError.ts';
import { predictsSeries } from '../../core/spec/ofReservoirs.ts';
import { stepOfCheckpoint } from '../../protocol/checkpointNames.ts';
import type { CheckpointSummary } from '../../protocol/preview.ts';
import { runFiles } from '../../protocol/run.ts';
import type { Platform } from '../platform.ts';

/** What our own checkpoint says of itself; `undefined` for a file of another producer, or of a version not understood. */
export function checkpointSummary(metadata: Readonly<Record<string, string>>, uri: Uri, { training }: Platform): CheckpointSummary | undefined {
  const checkpoint = readOurs(metadata);
  if (!checkpoint) return undefined;
  const { step, time, loss, validationLoss, experiment, vocabulary } = checkpoint;
  const isHere = training !== undefined && uri.scheme === 'file';
  const canSample = isHere && !('classes' in vocabulary); // of a whole series, which `unfold predict` reads
  return {
    step,
    time,
    ...(Number.isFinite(loss) && { loss }),
    ...(Number.isFinite(validationLoss) && { validationLoss: validationLoss! }),
    experimentName: experiment.name,
    experiment: JSON.stringify(experiment, null, 2),
    canSample,
    canResume: canSample && isInRun(uri),
    canExport: isHere && predictsSeries(experiment),
  };
}

function readOurs(metadata: Readonly<Record<string, string>>): ReturnType<typeof readMetadata> | undefined {
  try {
    return readMetadata(metadata);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** `checkpoints/step-N.safetensors` of a run folder. */
function isInRun({ path }: Uri): boolean {
  const [folder, name] = path.split('/').slice(-2);
  return folder === runFiles.checkpoints && name !== undefined && stepOfCheckpoint(name) !== undefined;
}
