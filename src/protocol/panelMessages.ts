import type { FromLender, FromPanel, PanelSaved } from './panel.ts';

const commands = ['pause', 'resume', 'step', 'stop', 'checkpoint', 'sample', 'revealFolder', 'openExperiment', 'restart', 'newCode'] as const;
const knobs = ['learningRate', 'clipThreshold', 'teacherForcing'] as const;

/** A message of the page, checked, or undefined where it is none: a page is not to be trusted. */
export function parseFromPanel(message: unknown): FromPanel | undefined {
  const { type, command, knob, value, name, message: text, file, line, column } = fieldsOf(message);
  switch (type) {
    case 'ready': case 'inside': return { type };
    case 'command': return isOneOf(commands, command) ? { type, command } : undefined;
    case 'set': return isOneOf(knobs, knob) && typeof value === 'number' ? { type, knob, value } : undefined;
    case 'openCheckpoint': return typeof name === 'string' ? { type, name } : undefined;
    case 'openPlace': return isSource(file) && isPlace(line) && isPlace(column) ? { type, file, line, column } : undefined;
    case 'pageError': return typeof text === 'string' ? { type, message: text } : undefined;
    default: return undefined;
  }
}

/** Of a cell, and what it imports. */
const isSource = (value: unknown): value is string => typeof value === 'string' && /^\.\.?\/[^\\]*\.[cm]?[jt]s$/.test(value);
const isPlace = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** The same for a message of the worker that computes in a page. */
export function parseFromLender(message: unknown): FromLender | undefined {
  const { type, renderer, message: bytes, reason } = fieldsOf(message);
  switch (type) {
    case 'card': return typeof renderer === 'string' ? { type, renderer } : undefined;
    case 'engine': return bytes instanceof ArrayBuffer ? { type, message: bytes } : undefined;
    case 'engineLost': return typeof reason === 'string' ? { type, reason } : undefined;
    default: return undefined;
  }
}

/** What a page saved, or undefined where it is not that of a panel. */
export function parsePanelSaved(state: unknown): PanelSaved | undefined {
  const { source } = fieldsOf(state);
  return typeof source === 'string' ? { source } : undefined;
}

function fieldsOf(message: unknown): Readonly<Record<string, unknown>> {
  return typeof message === 'object' && message !== null ? message as Readonly<Record<string, unknown>> : {};
}

function isOneOf<T extends string>(words: readonly T[], word: unknown): word is T {
  return (words as readonly unknown[]).includes(word);
}
