import { Checkpoints } from './checkpoints.tsx';
import { GraphPane } from './graph/graphPane.tsx';
import { Logs } from './logs.tsx';
import { Notice } from './notice.tsx';
import { PlotPane } from './plots/plotPane.tsx';
import { Depth } from './reach/depth.tsx';
import { Reach } from './reach/reach.tsx';
import { Samples } from './samples.tsx';
import type { PanelState } from './store.ts';
import { TopBar } from './topBar.tsx';
import { useSelected } from './useStore.ts';
import { Waiting } from './waiting.tsx';

const hasRun = ({ runId }: PanelState) => runId !== '';
const isKnown = ({ experiment, gone }: PanelState) => experiment !== undefined || gone !== undefined;

/** The panel of one run, or of a graph without one, which has all the width. */
export function App() {
  const ofRun = useSelected(hasRun);
  if (!useSelected(isKnown)) return <Waiting />;
  return (
    <>
      <TopBar />
      <Notice />
      <main class={ofRun ? 'panes' : 'panes one-column'}>
        <GraphPane />
        <PlotPane />
        <div class="below">
          <Reach />
          <Depth />
          <Samples />
          <Checkpoints />
          <Logs />
        </div>
      </main>
    </>
  );
}
