import type { FromPreview } from './preview.ts';

/** A message of the page, checked, or `undefined` where it is none: a page is not to be trusted. */
export function parseFromPreview(message: unknown): FromPreview | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  switch (message.type) {
    case 'ready':
    case 'sample':
    case 'resume':
    case 'export':
      return { type: message.type };
    case 'statistics':
    case 'heatMap':
    case 'spectrum':
      return 'name' in message && typeof message.name === 'string' ? { type: message.type, name: message.name } : undefined;
    case 'pageError':
      return 'message' in message && typeof message.message === 'string' ? { type: 'pageError', message: message.message } : undefined;
    default:
      return undefined;
  }
}
