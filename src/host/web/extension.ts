import type { ExtensionContext } from 'vscode';
import { activate as activateOn } from '../extension.ts';
import type { Exports } from '../extension.ts';
import { making } from '../later/making.ts';

// The entry of dist/host/web.js: VS Code in a browser. Experiments are listed, checked and drawn; training is not yet there.

export function activate(context: ExtensionContext): Exports {
  return activateOn(context, { making: () => making });
}
