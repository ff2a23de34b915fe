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
/** A view is saved once it has come to rest: each saving goes through VS Code's own window, which a pan would have wait at every frame. */
const rest = 200;
/** What was said while the page loaded has come by then. */
const unheard = 100;

interface Saved extends PanelSaved {
  readonly view: View;
}

const host = connect<ToPanel | ToLender, FromPanel | FromLender, Saved>(['reset', 'update', 'inside', 'lookInside', 'gone', 'lend', 'engine', 'return']);
const store = createStore(initialState({ ...initialView, ...host.saved()?.view }, Date.now()));
const lender = new Lender(host.post);
host.listen(message => {
  switch (message.type) {
    case 'lend': case 'engine': case 'return': return lender.hear(message);
    default: return store.dispatch(message);
  }
});
let saved = store.state();
let saving: ReturnType<typeof setTimeout> | undefined;
store.subscribe(() => {
  const { source, view } = store.state();
  if (source === saved.source && view === saved.view) return;
  clearTimeout(saving);
  saving = setTimeout(save, source === saved.source ? rest : 0);
});

function save(): void {
  saved = store.state();
  const { inside: _, ...view } = saved.view;
  host.save({ source: saved.source, view });
}

setInterval(() => store.dispatch({ type: 'tick', now: Date.now() }), heartbeatLook);
render(<PanelContext.Provider value={{ store, post: host.post }}><App /></PanelContext.Provider>, document.getElementById('root')!);
window.addEventListener('load', () => setTimeout(speak, unheard));

/** Mostly the host has spoken before; but a page may be put in the place of the one that it spoke to. */
function speak(): void {
  const { experiment, gone } = store.state();
  if (experiment === undefined && gone === undefined) host.post({ type: 'ready' });
  host.post({ type: 'card', renderer: rendererName() });
}
