import 'uplot/dist/uPlot.min.css';
import '../shared/theme.css';
import './panel.css';
import { render } from 'preact';
import type { FromLender, FromPanel, PanelSaved, ToLender, ToPanel } from '../../src/protocol/panel.ts';
import { connect } from '../shared/vscode.ts';
import { App } from './app.tsx';
import { Lender } from './gpu/lender.ts';
import { rendererName } from './gpu/rendererName.ts';
import { createStore, initialState } from './store.ts';
import { PanelContext } from './useStore.ts';
import { initialView } from './view.ts';
import type { View } from './view.ts';

const heartbeatLook = 1000;

interface Saved extends PanelSaved {
  readonly view: View;
}

const host = connect<ToPanel | ToLender, FromPanel | FromLender, Saved>(['reset', 'update', 'gone', 'lend', 'engine', 'return']);
const store = createStore(initialState({ ...initialView, ...host.saved()?.view }, Date.now()));
const lender = new Lender(host.post);
host.listen(message => {
  switch (message.type) {
    case 'lend': case 'engine': case 'return': return lender.hear(message);
    default: return store.dispatch(message);
  }
});
let saved = store.state();
store.subscribe(() => {
  const now = store.state();
  if (now.view !== saved.view || now.source !== saved.source) host.save({ source: now.source, view: now.view });
  saved = now;
});
setInterval(() => store.dispatch({ type: 'tick', now: Date.now() }), heartbeatLook);
render(<PanelContext.Provider value={{ store, post: host.post }}><App /></PanelContext.Provider>, document.getElementById('root')!);
host.post({ type: 'ready', renderer: rendererName() });
