import { TabInputWebview, Uri, env, window } from 'vscode';
import type { Memento } from 'vscode';

const key = 'openPanels';

interface OpenPanels {
  readonly session: string;
  /** URIs of what the panels show. */
  readonly sources: readonly string[];
}

/** Remembers which panels this window shows. */
export function rememberPanels(state: Memento, sources: readonly string[]): void {
  void state.update(key, { session: env.sessionId, sources } satisfies OpenPanels);
}

/**
 * Where the extension host died and its window lives on, VS Code leaves the panels as they were, with nobody to answer them, and
 * restores none: closes them and shows the same ones anew. After a reload of the window, which VS Code does restore, there are none.
 */
export async function replaceOrphanedPanels(state: Memento, viewType: string, show: (source: Uri) => Promise<void>): Promise<void> {
  const left = state.get<OpenPanels>(key);
  if (left?.session !== env.sessionId || left.sources.length === 0) return;
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  const orphans = tabs.filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(viewType));
  await window.tabGroups.close(orphans);
  for (const source of left.sources) await show(Uri.parse(source)).catch(() => undefined); // a run deleted meanwhile has no panel
}
