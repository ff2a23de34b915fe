import { markdown } from '../../bench/lib/text.ts';
import { findingsTable } from './results.ts';
import type { Results } from './results.ts';

const head = `# Targets

What Unfold's models must be able to learn, and what came out. \`npm run test:targets NAME\` trains one of them again and replaces its part of this page. Every seed is here, and every setting in which a baseline that is to lose was tried. \`npm test\` fails when an experiment is no longer the one that its figures are of.`;

/**
 * `docs/targets.md` with what was measured now; the parts of other targets stay as they are.
 * @param before the page as it is, empty where there is none
 * @param names of all targets there are, in the page's order: a part of any other is dropped
 */
export function pageWith(results: readonly Results[], before: string, names: readonly string[]): string {
  const parts = new Map(partsOf(before));
  for (const result of results) parts.set(result.target.name, partOf(result));
  return `${[head, ...names.flatMap(name => parts.get(name) ?? [])].join('\n\n')}\n`;
}

/** The hash of the experiment that the figures of a target are of; undefined where the page has none. */
export function hashOnPage(page: string, name: string): string | undefined {
  return /hash `([0-9a-f]{12})`/.exec(new Map(partsOf(page)).get(name) ?? '')?.[1];
}

function partsOf(page: string): [string, string][] {
  return page.trimEnd().split(/\n+(?=## )/).slice(1).map(part => [/^## (.*)/.exec(part)![1]!, part]);
}

function partOf({ target, findings, ...about }: Results): string {
  const runs = findings.flatMap(finding => finding.runs ?? []);
  return [
    `## ${target.name}`, `${target.title}.`,
    markdown(findingsTable(findings)),
    ...(runs.length > 0 ? [runs.map(run => `- ${run}`).join('\n')] : []),
    `${origin(target.experiment, about)} ${target.source}`,
  ].join('\n\n');
}

function origin(experiment: string, { seeds, hash, engines, machine, date }: Omit<Results, 'target' | 'findings'>): string {
  const file = `[${experiment}](../examples/${experiment}/${experiment}.unfold.json)`;
  const on = `${machine['Processor']}, ${machine['Cores']} cores, ${machine['System']}, Node ${machine['Node']}`;
  return `${file}, hash \`${hash}\`, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}; ${engines.join(' and ')}; ${date.toISOString().slice(0, 10)}, ${on}.`;
}
