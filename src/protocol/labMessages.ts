import type { DiagnosisRequest } from './diagnostics.ts';
import type { EchoStateOptions } from './echoState.ts';
import type { FromLab } from './lab.ts';
import { parseFromSearch } from './labSearch.ts';

/** A message of the page, or `undefined` where it is none. The options of a fit, and what is asked of one, are checked where it is made. */
export function parseFromLab(message: unknown): FromLab | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  switch (message.type) {
    case 'ready':
      return { type: 'ready' };
    case 'fit':
      return 'serial' in message && typeof message.serial === 'number' && 'options' in message ? { type: 'fit', serial: message.serial, options: message.options as EchoStateOptions } : undefined;
    case 'diagnose':
      return 'serial' in message && typeof message.serial === 'number' && 'request' in message ? { type: 'diagnose', serial: message.serial, request: message.request as DiagnosisRequest } : undefined;
    case 'cancel':
      return { type: 'cancel' };
    case 'save':
      return 'options' in message ? { type: 'save', options: message.options as EchoStateOptions } : undefined;
    case 'pageError':
      return 'message' in message && typeof message.message === 'string' ? { type: 'pageError', message: message.message } : undefined;
    default:
      return parseFromSearch(message);
  }
}
