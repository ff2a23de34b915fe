import 'uplot/dist/uPlot.min.css';
import '../shared/theme.css';
import './lab.css';
import { render } from 'preact';
import type { FromLab, LabState, ToLab } from '../../src/protocol/lab.ts';
import { toSearchTypes } from '../../src/protocol/labSearch.ts';
import { connect } from '../shared/vscode.ts';
import { App } from './app.tsx';

const host = connect<ToLab, FromLab, LabState>(['table', 'fit', 'diagnosis', 'freeRun', 'progress', 'saved', 'problem', ...toSearchTypes]);
render(<App host={host} />, document.getElementById('root')!);
