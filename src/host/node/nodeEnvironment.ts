import { delimiter } from 'node:path';
import { workspace } from 'vscode';
import type { Uri } from 'vscode';

/**
 * In what a process of ours runs: as Node, and where the workspace is not trusted without code of it (worker/node/own/loadOwnCode.ts);
 * else with that of its folders alone (worker/node/own/sources.ts), and of what a person wrote while no folder was open.
 * @param aside where that is @param compiled a folder in which Node, from 22.1 on, keeps our scripts as it compiled them: the next process begins in less time
 */
export function nodeEnvironment(aside: Uri, compiled: Uri): NodeJS.ProcessEnv {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  return { NODE_COMPILE_CACHE: compiled.fsPath, ...process.env, ELECTRON_RUN_AS_NODE: '1', UNFOLD_FOLDERS: [...folders, aside.fsPath].join(delimiter), ...(!workspace.isTrusted && { UNFOLD_RESTRICTED: '1' }) };
}
