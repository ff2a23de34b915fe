import { markdown } from '../../bench/lib/text.ts';
import { findingsTable, verdict } from './results.ts';
import type { Results } from './results.ts';
import type { Target } from './target.ts';

const head = `# Targets

What Unfold's models must be able to learn, and what came out. \`npm run test:targets NAME\` trains one of them again and replaces its part of this page. Every seed is here, and every setting in which a baseline that is to lose was tried. A line that says *hypothesis* is of something that nobody has published a figure of: it is reported whichever way it falls, and nothing was tuned until it came true. *reported* is a figure that nothing has to come to. \`npm test\` fails when an experiment is no longer the one that its figures are of.`;

/**
 * `docs/targets.md` with what was measured now; the figures of other targets stay as they are, and what stands at the end of their
 * lines, and what is to be known of them, is said as it is said now.
 * @param before the page as it is, empty where there is none
 * @param targets all that there are, in the page's order: a part of any other is dropped
 */
export function pageWith(results: readonly Results[], before: string, targets: readonly Target[]): string {
  const parts = new Map(partsOf(before));
  for (const result of results) parts.set(result.target.name, partOf(result));
  return `${[head, ...targets.flatMap(target => judged(parts.get(target.name), target))].join('\n\n')}\n`;
}

/** The hash of the experiment that the figures of a target are of; undefined where the page has none. */
export function hashOnPage(page: string, name: string): string | undefined {
  return /hash `([0-9a-f]{12})`/.exec(new Map(partsOf(page)).get(name) ?? '')?.[1];
}

function partsOf(page: string): [string, string][] {
  return page.trimEnd().split(/\n+(?=## )/).slice(1).map(part => [/^## (.*)/.exec(part)![1]!, part]);
}

/** A part with the verdicts of its table, the picture of it and its source anew: whether a line is so is what it says already. */
function judged(part: string | undefined, target: Target): string[] {
  if (part === undefined) return [];
  const lines = [...part.matchAll(row)].filter(([, , last]) => isVerdict(last!)).map(([, cells]) => cells!.split(' | '));
  const picture = target.picture?.(lines.map(([what, figure]) => ({ target: what!, figure: figure! })));
  const table = part.replace(/\n```text\n[^]*?\n```\n/, '').replace(/(, Node v[\d.]+\.) [^\n]*$/, (_, origin: string) => `${origin} ${target.source}`).replace(row, (line, cells: string, last: string) => (isVerdict(last) ? `| ${cells} | ${verdict(isSo(last), cells.split(' | ').at(-1)!, target)} |` : line));
  return [picture ? table.replace(/\|\n\n/, `|\n\n${['```text', ...picture, '```'].join('\n')}\n\n`) : table];
}

const row = /^\| (.*) \| (.*) \|$/gm;
const isSo = (last: string): boolean => ['pass', 'reported', 'hypothesis: yes'].includes(last);
const isVerdict = (last: string): boolean => isSo(last) || ['**fail**', '**hypothesis: no**'].includes(last);

function partOf({ target, findings, ...about }: Results): string {
  const runs = findings.flatMap(finding => finding.runs ?? []);
  return [
    `## ${target.name}`, `${target.title}.`,
    markdown(findingsTable(findings, target)),
    ...(runs.length > 0 ? [runs.map(run => `- ${run}`).join('\n')] : []),
    `${origin(target.experiment, about)} ${target.source}`,
  ].join('\n\n');
}

function origin(experiment: string, { seeds, hash, engines, machine, date }: Omit<Results, 'target' | 'findings'>): string {
  const file = `[${experiment}](../examples/${experiment}/${experiment}.unfold.json)`;
  const on = `${machine['Processor']}, ${machine['Cores']} cores, ${machine['System']}, Node ${machine['Node']}`;
  return `${file}, hash \`${hash}\`, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}; ${engines.join(' and ')}; ${date.toISOString().slice(0, 10)}, ${on}.`;
}
