import { useEffect, useState } from 'preact/hooks';
import { readTheme, watchTheme } from './theme.ts';
import type { Theme } from './theme.ts';

/** The theme's colours, read again when the person changes the theme. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => watchTheme(() => setTheme(readTheme())), []);
  return theme;
}
