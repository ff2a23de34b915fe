import { render } from 'preact';
import type { FromPreview, ToPreview } from '../../src/protocol/preview.ts';
import '../shared/theme.css';
import { connect } from '../shared/vscode.ts';
import { App } from './app.tsx';
import './preview.css';
import type { View } from './state.ts';

const host = connect<ToPreview, FromPreview, View>(['header', 'statistics', 'heatMap', 'spectrum', 'sampled', 'done', 'problem', 'unreadable']);
render(<App host={host} />, document.getElementById('root')!);
