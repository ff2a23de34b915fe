import { gradientName } from '../../../src/core/graph/gradientName.ts';
import type { GraphNode } from '../../../src/core/graph/graph.ts';
import type { ProbeRecord } from '../../../src/core/train/records.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';
import { gradientNorm, isCut, isOfSource, likeliest, sourceSteps, statistics, valuesAt } from './reading.ts';
import type { Scene } from './scene.ts';

const headings = ['units', 'min', 'mean', 'max', 'rms', '‖∂L/∂node‖'];
const whole = '‖∂L/∂node‖ of the whole sequence. Beside it is what an update is made of: the gradient that truncated back-propagation cuts.';

/** The numbers of the time step looked at, or of the one under the pointer: what the picture shows, as a table. */
export function ColumnDetails({ scene, probe }: { scene: Scene; probe: ProbeRecord | undefined }) {
  const t = hoveredStep(scene) ?? scene.t;
  return (
    <div class="details">
      <p>{probe ? <Sentence probe={probe} column={t} /> : 'The numbers of each time step appear here while the model trains.'}</p>
      {probe && (
        <table>
          <caption class="visually-hidden">Values at time step {t + 1}</caption>
          <thead>
            <tr>
              <th scope="col">node</th>
              {headings.map((name) => <th key={name} scope="col" class="number">{name}</th>)}
              {isCut(probe) && <th scope="col" class="number" title={whole}>uncut</th>}
            </tr>
          </thead>
          <tbody>
            {[...scene.column(t).nodes].reverse().map((node) => (
              <NodeRow key={node.probe} node={node} probe={probe} t={t} hovered={isHovered(scene, node)} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** The whole numbers stand in `data-` attributes, so that what is shown can be checked. */
function NodeRow({ node, probe, t, hovered }: { node: GraphNode; probe: ProbeRecord; t: number; hovered: boolean }) {
  const values = valuesAt(probe, node.probe, t);
  if (!values) return null;
  const { units, min, mean, max, rms } = statistics(values);
  const [gradient, uncut] = ['', 'Whole'].map((end) => gradientNorm(probe, `${gradientName(node.probe)}${end}`, t));
  return (
    <tr class={hovered ? 'hovered' : ''} data-probe={node.probe} data-t={t} data-rms={rms} data-gradient-norm={gradient}>
      <th scope="row">{node.label}</th>
      <td class="number">{formatCount(units)}</td>
      {[min, mean, max, rms].map((value, index) => <td key={index} class="number">{formatNumber(value, 3)}</td>)}
      <td class="number">{gradient === undefined ? '' : formatNumber(gradient, 3)}</td>
      {isCut(probe) && <td class="number">{uncut === undefined ? '' : formatNumber(uncut, 3)}</td>}
    </tr>
  );
}

function Sentence({ probe, column }: { probe: ProbeRecord; column: number }) {
  const before = sourceSteps(probe);
  if (column < before) return <><b>t = {formatCount(column + 1)}</b> of the source · input <Value text={probe.source?.[column]} /><span class="muted"> · step&nbsp;{formatCount(probe.step)}</span></>;
  const t = column - before;
  const target = probe.targets[t - (probe.tau - probe.targets.length)];
  const guesses = likeliest(probe, column, 3);
  return (
    <>
      <b>t = {formatCount(t + 1)}</b> · input <Value text={probe.inputs[t]} />
      {target !== undefined && <> · target <Value text={target} /></>}
      {guesses.length > 0 && <> · prediction </>}
      {guesses.map(({ name, probability }) => <span key={name}><Value text={name} /> {formatNumber(probability * 100, 2)} % </span>)}
      <span class="muted"> · step&nbsp;{formatCount(probe.step)}</span>
    </>
  );
}

function Value({ text = '' }: { text: string | undefined }) {
  return <code class="value">{text}</code>;
}

function hoveredStep({ hovered, progress, source }: Scene): number | undefined {
  const [name = '', t] = progress === 1 ? hovered?.split('@') ?? [] : [];
  return t === undefined ? undefined : Number(t) + (isOfSource(name) ? 0 : source);
}

function isHovered({ hovered }: Scene, { id, probe }: GraphNode): boolean {
  return hovered === id || hovered === probe;
}
