import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import { Icon } from '../shared/icon.tsx';
import { formatCount } from '../shared/format.ts';
import { Places } from './places.tsx';
import type { PanelState } from './store.ts';
import { useSelected } from './useStore.ts';

const logsOf = (state: PanelState) => state.logs;
const icons = { info, warning, error };
const shownLogs = 50;

/** What a person should know, newest first. */
export function Logs() {
  const logs = useSelected(logsOf);
  if (logs.length === 0) return null;
  return (
    <section class="logs" aria-label="Log">
      <h2>Log</h2>
      <ul>
        {logs.slice(-shownLogs).reverse().map(({ step, level, message }, index) => (
          <li key={logs.length - index} class={level}>
            <Icon svg={icons[level]} />
            <span class="muted tabular">step {formatCount(step)}</span>
            <span><span class="visually-hidden">{level}: </span><Places text={message} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
