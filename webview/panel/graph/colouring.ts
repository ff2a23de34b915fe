import { cutsOff } from '../../../src/core/graph/cut.ts';
import type { GraphEdge, GraphNode } from '../../../src/core/graph/graph.ts';
import type { Backpropagation } from '../../../src/core/spec/experiment.ts';
import type { ProbeRecord } from '../../../src/core/train/records.ts';
import { mix } from '../../shared/theme.ts';
import type { Rgb, Theme } from '../../shared/theme.ts';
import { attentionAt, columnsOf, gradientNorm, isOfSource, statistics, valuesAt } from './reading.ts';

/** The numbers behind the colours of a graph, worked out once a probe. Positions on a scale are quantised to `levels`. */
export interface Colouring {
  /** −1 to 1 on the scale of the node's row; undefined without a value. */
  node(node: GraphNode, t: number): number | undefined;
  /** 0 to 1 on the logarithmic scale; undefined without a value. @param t where the edge ends */
  edge(edge: GraphEdge, t: number): number | undefined;
  /** Ends of the scale of ‖∂L/∂h⁽ᵗ⁾‖; undefined when nothing is above zero. */
  readonly gradients?: { readonly min: number; readonly max: number };
  /** The largest magnitude of each variable, the end of its scale. */
  readonly largest: ReadonlyMap<string, number>;
  /** The end of the scale of h: 1, or the largest magnitude where units go beyond it. */
  readonly activation: number;
}

/** Colours of a probe. @param unit one unit, or the root mean square over all @param backpropagation which may end on an edge: nothing flows back over that */
export function colouring(probe: ProbeRecord, unit: 'rms' | number, backpropagation: Backpropagation = { kind: 'full' }): Colouring {
  const shown = new Map(Object.keys(probe.values).filter((name) => !isGradient(name) && !isWhole(name)).map((name) => [name, series(probe, name, unit)]));
  const largest = new Map([...shown].map(([name, values]) => [name, Math.max(largestMagnitude(values), isState(name) ? 1 : 0)]));
  const norms = gradientNorms(probe);
  const gradients = range([...norms.values()].flatMap((chain) => [...chain]));
  return {
    largest,
    activation: Math.max(1, ...[...largest].filter(([name]) => isState(name)).map(([, magnitude]) => magnitude)),
    ...(gradients && { gradients }),
    node: ({ probe: name }, t) => scaled(shown.get(name)?.[t], largest.get(name)),
    edge(edge, t) {
      const cut = isState(edge.from.split('@')[0]!) && cutsOff(backpropagation, probe.tau, t, edge.delay);
      return attended(probe, edge, t) ?? logarithmic(cut ? 0 : norms.get(edge.gradient ?? '')?.[endsInState(edge) ? t : t - edge.delay], gradients);
    },
  };
}

/** An edge from the source to what is attended to is as strong as its weight. */
function attended(probe: ProbeRecord, { to, delay, from }: GraphEdge, t: number): number | undefined {
  const weight = to.startsWith('context@') && isOfSource(from) ? attentionAt(probe, t, t - delay) : undefined;
  return weight === undefined ? undefined : Math.round(weight * levels) / levels;
}

/** `layers.0.h`; `layers.0.g` of what reads backward; `encoder.layers.0.h`. */
const isState = (name: string): boolean => /^(encoder\.)?layers\.\d+\.[hg]$/.test(name);
/** Else the state where it begins is the one whose gradient flows over it. */
const endsInState = ({ kind }: GraphEdge): boolean => kind === 'input' || kind === 'condition' || kind === 'recurrent';
const isGradient = (name: string): boolean => /^(encoder\.)?layers\.\d+\.d[hg]$/.test(name);
const isWhole = (name: string): boolean => name.endsWith('Whole');

/** Blue below zero, red above, the editor's own colour at zero. */
export function nodeColour(theme: Theme, position: number): Rgb {
  return mix(theme.neutral, position < 0 ? theme.negative : theme.positive, Math.abs(position));
}

/** Faint where the gradient has vanished, full where it is largest. */
export function edgeColour(theme: Theme, position: number): Rgb {
  return mix(theme.faint, theme.strong, position);
}

function series(probe: ProbeRecord, name: string, unit: 'rms' | number): Float64Array {
  return Float64Array.from({ length: columnsOf(probe) }, (_, t) => {
    const values = valuesAt(probe, name, t);
    if (!values) return NaN;
    return unit === 'rms' ? statistics(values).rms : values[unit] ?? NaN;
  });
}

/** ‖∂L/∂h⁽ᵗ⁾‖ of every chain over the columns, by the gradient's name. */
function gradientNorms(probe: ProbeRecord): Map<string, Float64Array> {
  const names = Object.keys(probe.values).filter(isGradient);
  return new Map(names.map((name) => [name, Float64Array.from({ length: columnsOf(probe) }, (_, t) => gradientNorm(probe, name, t) ?? NaN)]));
}

function largestMagnitude(values: Float64Array): number {
  return values.reduce((largest, value) => (Math.abs(value) > largest ? Math.abs(value) : largest), 0);
}

function range(values: readonly number[]): { min: number; max: number } | undefined {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return undefined;
  return positive.reduce(({ min, max }, value) => ({ min: Math.min(min, value), max: Math.max(max, value) }), { min: Infinity, max: 0 });
}

const levels = 32;

function scaled(value: number | undefined, largest: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value) || largest === undefined) return undefined;
  const position = largest === 0 ? 0 : Math.max(-1, Math.min(1, value / largest));
  return Math.round(position * levels) / levels;
}

function logarithmic(value: number | undefined, gradients: { min: number; max: number } | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value) || !gradients) return undefined;
  if (value <= gradients.min) return value === gradients.max ? 1 : 0;
  return Math.round((Math.log(value / gradients.min) / Math.log(gradients.max / gradients.min)) * levels) / levels;
}
