import { layerNames, layersOf } from '../../src/protocol/reservoirLayers.ts';
import type { OwnOfLayer, ReservoirLayer } from '../../src/protocol/reservoirLayers.ts';
import type { Settings } from './settings.ts';

/** Which reservoirs the sliders are of: all, or the one with this number, 0 the lowest. */
export type ChosenLayer = number | 'all';

/** What a reservoir is called, from 0. */
export const layerName = (k: number, layers: number): string => `layer ${k + 1}${k === 0 ? ', the lowest' : k === layers - 1 ? ', the uppermost' : ''}`;

/** What they stand at: of all at what the lowest has. */
export const settingsOfLayer = (settings: Settings, layer: ChosenLayer): ReservoirLayer => layersOf(settings)[layer === 'all' ? 0 : layer]!;

/**
 * With a slider moved. What is set for all is no longer any layer's own, but for how strongly it reads: that of the lowest is of the
 * inputs, that of another of the states below it. What is set for one leaves the others as they were.
 */
export function withOfLayer(settings: Settings, layer: ChosenLayer, change: OwnOfLayer): Settings {
  const own = Array.from({ length: settings.layers - 1 }, (_, k): OwnOfLayer => settings.above[k] ?? {});
  if (layer === 'all' || layer === 0) {
    const names = layerNames.filter((name) => name in change && name !== 'inputScaling');
    const before = Object.fromEntries(names.map((name) => [name, settings[name]]));
    return { ...settings, ...change, above: own.map((each) => (layer === 'all' ? without(each, names) : { ...before, ...each })) };
  }
  return { ...settings, above: own.map((each, k) => (k === layer - 1 ? { ...each, ...change } : each)) };
}

const without = (own: OwnOfLayer, names: readonly string[]): OwnOfLayer => Object.fromEntries(Object.entries(own).filter(([name]) => !names.includes(name)));

/** What some layers have of their own, in words, by the names of the sliders; undefined where all are alike. */
export function ownWords({ layers, above }: Pick<Settings, 'layers' | 'above'>, labels: Readonly<Record<keyof ReservoirLayer, string>>): string | undefined {
  const said = layerNames.filter((name) => name !== 'inputScaling').flatMap((name) => {
    const which = above.slice(0, layers - 1).flatMap((own, k) => (own[name] === undefined ? [] : [k + 2]));
    return which.length === 0 ? [] : [`${labels[name].toLowerCase()} (${which.length === 1 ? 'layer' : 'layers'} ${which.join(', ')})`];
  });
  return said.length === 0 ? undefined : `Of their own: ${said.join('; ')}. A slider of all layers sets it in all.`;
}
