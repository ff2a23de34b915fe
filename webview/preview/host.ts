import type { FromPreview, ToPreview } from '../../src/protocol/preview.ts';
import type { Host } from '../shared/vscode.ts';
import type { View } from './state.ts';

/** The other side of this page. */
export type PreviewHost = Host<ToPreview, FromPreview, View>;
