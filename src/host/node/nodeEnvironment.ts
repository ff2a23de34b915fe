import { delimiter } from 'node:path';
import { workspace } from 'vscode';

/**
 * In what a process of ours runs: as Node, and where the workspace is not trusted without code of it (worker/node/own/loadOwnCode.ts);
 * else with that of its folders alone (worker/node/own/sources.ts).
 */
export function nodeEnvironment(): NodeJS.ProcessEnv {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  return { ...process.env, ELECTRON_RUN_AS_NODE: '1', UNFOLD_FOLDERS: folders.join(delimiter), ...(!workspace.isTrusted && { UNFOLD_RESTRICTED: '1' }) };
}
