import { echoStateRanges } from '../protocol/echoState.ts';
import type { EchoStateOptions } from '../protocol/echoState.ts';
import { layerNames } from '../protocol/reservoirLayers.ts';
import type { OwnOfLayer } from '../protocol/reservoirLayers.ts';
import { notValid } from './complaint.ts';
import { optionName, readSetting, readTopology } from './esnSettings.ts';

interface Values {
  readonly layers?: string | undefined;
  readonly layer?: readonly string[] | undefined;
  readonly 'read-layers'?: string | undefined;
}

/** What reservoirs one on another have of their own (`--layer 2:units=100,leak-rate=0.3`), and which of them the readout reads. @throws Complaint */
export function readLayers({ layers, layer: written = [], 'read-layers': read = 'all' }: Values): Pick<EchoStateOptions, 'layers' | 'above' | 'readLayers'> {
  if (read !== 'all' && read !== 'last') throw notValid(`--read-layers takes all or last, not "${read}".`);
  const own = written.map(ownOf);
  const twice = own.find(({ place }, i) => own.findIndex(other => other.place === place) < i);
  if (twice) throw notValid(`--layer ${twice.place} is given twice: write all of it in one, --layer ${twice.place}:units=100,leak-rate=0.3.`);
  const uppermost = Math.max(1, ...own.map(({ place }) => place));
  const count = layers === undefined ? uppermost : readSetting('layers', layers, 'layers');
  if (uppermost > count) throw notValid(`--layer ${uppermost}: there ${count === 1 ? 'is 1 layer' : `are ${count} layers`} (--layers).`);
  const above = Array.from({ length: uppermost - 1 }, (_, k) => own.find(({ place }) => place === k + 2)?.has ?? {});
  return { above, readLayers: read, layers: count };
}

/** `2:units=100,leak-rate=0.3` */
function ownOf(written: string): { readonly place: number; readonly has: OwnOfLayer } {
  const [number = '', ...more] = written.split(':');
  const option = `layer ${written}`;
  const place = /^\d+$/.test(number.trim()) ? Number(number) : NaN;
  const [, most] = echoStateRanges.layers;
  if (!(place >= 2 && place <= most) || more.length !== 1) throw notValid(`--${option}: write which one, from 2 (the lowest is set by --units and the others) to ${most}, and what it has of its own: --layer 2:units=100,leak-rate=0.3.`);
  const has = Object.fromEntries(more[0]!.split(',').map(each => {
    const [name, value = ''] = each.split('=').map(part => part.trim());
    const known = layerNames.find(one => optionName(one) === name);
    if (!known) throw notValid(`--${option}: a layer has ${layerNames.map(optionName).join(', ')}, not "${name}".`);
    return [known, known === 'topology' ? readTopology(`layer ${place}:topology`, value) : readSetting(`layer ${place}:${name}`, value, known)];
  }));
  return { place, has };
}
