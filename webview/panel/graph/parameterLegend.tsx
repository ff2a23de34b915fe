import type { Circuit } from '../../../src/core/graph/circuit.ts';

export interface ParameterLegendProps {
  readonly circuit: Circuit;
  readonly highlight: string | undefined;
  onHighlight(parameter: string | undefined): void;
}

/** Every parameter by layer. Pointing at one, or focusing it, shows it everywhere it is shared. */
export function ParameterLegend({ circuit, highlight, onHighlight }: ParameterLegendProps) {
  return (
    <div class="parameters" role="group" aria-label="Parameters, shown in the graph wherever they are shared">
      {owners(circuit).map(({ title, parameters }) => (
        <span class="owner" key={title}>
          <span class="muted">{title}</span>
          {parameters.map((name) => (
            <button key={name} type="button" class="parameter" aria-pressed={highlight === name} title={`${name}: show where it is shared`}
              onPointerEnter={() => onHighlight(name)} onPointerLeave={() => onHighlight(undefined)}
              onFocus={() => onHighlight(name)} onBlur={() => onHighlight(undefined)}>
              {name.slice(prefixOf(name).length)}
            </button>
          ))}
        </span>
      ))}
    </div>
  );
}

function owners({ variables, connections }: Circuit): { title: string; parameters: string[] }[] {
  const all = new Set([...connections, ...variables].flatMap(({ parameters }) => parameters));
  const byOwner = new Map<string, string[]>();
  for (const name of all) {
    const key = ownerOf(name);
    byOwner.set(key, [...(byOwner.get(key) ?? []), name]);
  }
  return [...byOwner].map(([title, parameters]) => ({ title, parameters }));
}

const prefix = /^(?:(encoder|initial)\.)?layers\.(\d+)\.(?:(forward|backward)\.)?(?:(input|hidden)\.(\d+)\.)?|^(output|attention)\.(?:(\d+)\.)?/;
/** What a parameter's name begins with because of its owner. */
const prefixOf = (parameter: string): string => prefix.exec(parameter)?.[0] ?? '';

/**
 * `layer 1`, or `layer 1 backward` of a layer that reads both ways; `encoder layer 1`; `initial layer 1` makes the first state of that;
 * `layer 1 hidden 1` and `output layer 1` are feedforward layers within them.
 */
export function ownerOf(parameter: string): string {
  const [, part, layer, direction, block, within, other = 'output', outputLayer] = prefix.exec(parameter) ?? [];
  const words = layer === undefined ? [other, ...counted('layer', outputLayer)] : [part, ...counted('layer', layer), direction, ...counted(block ?? '', within)];
  return words.filter(Boolean).join(' ');
}

/** `layer 1` of the one whose number from 0 is known. */
const counted = (what: string, index: string | undefined): string[] => (index === undefined ? [] : [`${what} ${Number(index) + 1}`]);
