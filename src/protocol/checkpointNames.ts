const pattern = /^step-(\d+)\.safetensors$/;

/** The file of a checkpoint within a run's `checkpoints` folder. */
export const checkpointName = (step: number): string => `step-${step}.safetensors`;

/** @returns the step in `step-N.safetensors`, or undefined for another file */
export function stepOfCheckpoint(name: string): number | undefined {
  const step = pattern.exec(name)?.[1];
  return step === undefined ? undefined : Number(step);
}

/** @returns the checkpoints among the names, oldest first */
export function inStepOrder(names: readonly string[]): string[] {
  const known = names.flatMap(name => {
    const step = stepOfCheckpoint(name);
    return step === undefined ? [] : [{ name, step }];
  });
  return known.sort((a, b) => a.step - b.step).map(({ name }) => name);
}
