import { Hover, InlayHint, InlayHintKind, MarkdownString, type HoverProvider, type InlayHintsProvider, type Range, type TextDocument, type Position } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import type { KnownCells } from './knownCells.ts';
import { openedExperiment } from './openedExperiment.ts';
import { hintsOf, hoverOf } from './sizes.ts';
import { toRange } from './toDiagnostic.ts';

/** The shapes that an experiment's numbers resolve to, beside them. */
export const shapeHints = (known: KnownCells): InlayHintsProvider => ({
  onDidChangeInlayHints: known.onDidChange,
  async provideInlayHints(document: TextDocument, range: Range): Promise<InlayHint[]> {
    const opened = await openedExperiment(document, known);
    if (!opened) return [];
    return hintsOf(opened.experiment, opened.sizes).flatMap(({ path, label }) => {
      const { end } = toRange(opened.positions.value(path));
      if (!opened.positions.has(path) || !range.contains(end)) return [];
      const hint = new InlayHint(end, label, InlayHintKind.Type);
      hint.paddingLeft = true;
      return [hint];
    });
  },
});

/** How many parameters, operations and bytes a layer or the network comes to. */
export const sizeHovers = (known: KnownCells): HoverProvider => ({
  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const path = parseText(document.getText()).positions.pathAt(document.offsetAt(position));
    const opened = path && await openedExperiment(document, known);
    const text = opened && hoverOf(opened.experiment, opened.sizes, path);
    return text === undefined ? undefined : new Hover(new MarkdownString(unbroken(text)));
  },
});

/** A number and its unit stay on one line. */
const unbroken = (text: string): string => text.replace(/(?<=\d) (?=\w*(?:B|FLOP|bytes)\b)/g, '\u00a0');
