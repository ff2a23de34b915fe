import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { FromPanel } from '../../src/protocol/panel.ts';
import type { PanelState, Store } from './store.ts';
import type { View } from './view.ts';

export interface Panel {
  readonly store: Store;
  post(message: FromPanel): void;
}

export const PanelContext = createContext<Panel | undefined>(undefined);

export function usePanel(): Panel {
  return useContext(PanelContext)!;
}

/** One part of the state; the component is drawn again only when that part is another. @param select gives the same part for the same state */
export function useSelected<T>(select: (state: PanelState) => T): T {
  const { store } = usePanel();
  const [selected, setSelected] = useState(() => select(store.state()));
  useLayoutEffect(() => {
    const look = () => setSelected(() => select(store.state()));
    look();
    return store.subscribe(look);
  }, [store]);
  return selected;
}

/** Changes how the person looks at the run. */
export function useViewChange(): (change: Partial<View>) => void {
  const { store } = usePanel();
  return (change) => store.dispatch({ type: 'view', change });
}
