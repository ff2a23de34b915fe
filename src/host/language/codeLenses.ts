import { CodeLens, type CodeLensProvider, type Command, type Range, type TextDocument } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import { lessonOf } from '../lessons.ts';
import { isExperiment } from './experimentFile.ts';

/** Run and Unfold graph, on the first line of an experiment and above its model, where its lesson comes after them. */
export const experimentLenses: CodeLensProvider = {
  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!isExperiment(document)) return [];
    const all = places(document);
    const lenses = all.flatMap(range => commands(document).map(command => new CodeLens(range, command)));
    return await lessonOf(document.uri) ? [...lenses, new CodeLens(all.at(-1)!, lesson(document))] : lenses;
  },
};

function places(document: TextDocument): Range[] {
  const { positions } = parseText(document.getText());
  const lines = new Set([positions.value([]), positions.key(['model'])].map(({ line }) => line));
  return Array.from(lines, line => document.lineAt(line - 1).range);
}

function commands(document: TextDocument): Command[] {
  const { uri } = document;
  return [
    { title: '$(play) Run', tooltip: 'Train this experiment', command: 'unfold.run', arguments: [uri] },
    { title: '$(type-hierarchy) Unfold graph', tooltip: 'Draw its graph, unfolded in time', command: 'unfold.showGraph', arguments: [uri] },
    ...isEchoState(document) ? [{ title: '$(pulse) Echo state lab', tooltip: 'Fit its reservoirs by sliders', command: 'unfold.fitEchoState', arguments: [uri] }] : [],
  ];
}

/** Whether its model is of reservoirs alone, as the lab fits; of the rest the lab says what it cannot. */
export function isEchoState(document: TextDocument): boolean {
  const { model } = (parseText(document.getText()).value ?? {}) as { readonly model?: { readonly layers?: readonly ({ readonly cell?: { readonly kind?: unknown } } | null)[] } };
  return Array.isArray(model?.layers) && model.layers.length > 0 && model.layers.every(layer => layer?.cell?.kind === 'reservoir');
}

function lesson({ uri }: TextDocument): Command {
  return { title: '$(book) Lesson', tooltip: 'Read what this experiment shows', command: 'unfold.openLesson', arguments: [uri] };
}
