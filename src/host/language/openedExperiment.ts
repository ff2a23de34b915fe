import type { TextDocument } from 'vscode';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import type { Positions } from '../../core/spec/positions.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';
import { dataUri, glanceAt } from './dataFile.ts';
import { isExperiment } from './experimentFile.ts';
import type { KnownCells } from './knownCells.ts';
import { sizesOf, type KnownSizes } from './sizes.ts';

/** An experiment in an editor as it stands, with what is known of its own cells, and how large its data is; undefined where it is not right. */
export async function openedExperiment(document: TextDocument, known: KnownCells): Promise<{ readonly experiment: ResolvedExperiment; readonly positions: Positions; readonly sizes: KnownSizes } | undefined> {
  if (!isExperiment(document)) return undefined;
  const reading = readExperiment(document.getText(), { name: experimentName(document.uri.path) });
  if (!reading.ok) return undefined;
  const { experiment, positions } = reading;
  const found = known.of(document.uri, experiment);
  if (found) return { experiment: { ...experiment, model: found.experiment.model, data: found.experiment.data }, positions, sizes: { sizes: found.sizes, known: true } };
  const facts = experiment.data.kind === 'text' ? await glanceAt(dataUri(document.uri, experiment.data.file)) : undefined;
  return { experiment, positions, sizes: sizesOf(experiment, facts) };
}
