import 'uplot/dist/uPlot.min.css';
import '../shared/theme.css';
import './lab.css';
import { render } from 'preact';
import type { FromLab, ToLab } from '../../src/protocol/lab.ts';
import { toSearchTypes } from '../../src/protocol/labSearch.ts';
import { connect } from '../shared/vscode.ts';
import { App } from './app.tsx';
import type { Settings } from './settings.ts';

const host = connect<ToLab, FromLab, Settings>(['table', 'fit', 'diagnosis', 'problem', ...toSearchTypes]);
render(<App host={host} />, document.getElementById('root')!);
