import { workspace } from 'vscode';

/** In what a process of ours runs: as Node, and where the workspace is not trusted without code of it (worker/node/own/loadOwnCells.ts). */
export const nodeEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, ELECTRON_RUN_AS_NODE: '1', ...(!workspace.isTrusted && { UNFOLD_RESTRICTED: '1' }) });
