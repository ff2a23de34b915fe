import type { DataSource } from '../core/data/source.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { compileModel } from '../core/train/compileModel.ts';
import type { Engine } from '../core/train/engine.ts';

const trialSeconds = 0.5;

/**
 * How many updates a second an engine makes of the run's own batches. The data stand where they stood before.
 * @throws as the engine does
 */
export async function stepsPerSecond(engine: Engine, experiment: ResolvedExperiment, data: DataSource): Promise<number> {
  const cursor = data.cursor();
  const model = await compileModel(experiment, data, engine);
  try {
    await model.run(data.next()); // the first one compiles
    const begin = performance.now();
    const seconds = () => (performance.now() - begin) / 1000;
    let steps = 0;
    do {
      await model.run(data.next());
      steps++;
    } while (seconds() < trialSeconds);
    return steps / seconds();
  } finally {
    model.dispose();
    data.seek(cursor);
  }
}
