import type { Header } from './state.ts';

/** Characters of one value that are shown; more makes a page slow and tells nobody more. */
const longest = 20_000;

/** The experiment of our own checkpoints, and everything the file says of itself. */
export function Metadata({ header: { metadata, summary } }: { header: Header }) {
  const entries = Object.entries(metadata);
  return (
    <div class="metadata">
      {summary && <details><summary>Experiment</summary><pre tabIndex={0}>{summary.experiment}</pre></details>}
      {entries.length > 0 && (
        <details>
          <summary>Metadata ({entries.length})</summary>
          <dl>{entries.map(([key, value]) => <Entry key={key} name={key} value={value} />)}</dl>
        </details>
      )}
    </div>
  );
}

function Entry({ name, value }: { name: string; value: string }) {
  const hidden = value.length - longest;
  return (
    <>
      <dt>{name}</dt>
      <dd><pre tabIndex={0}>{value.slice(0, longest)}{hidden > 0 && <span class="muted">… and {hidden} characters more</span>}</pre></dd>
    </>
  );
}
