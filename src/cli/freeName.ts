import { existsSync } from 'node:fs';

/** `STEM.unfold.json`, or with a number behind the stem where that is there. */
export function freeName(stem: string): string {
  for (let number = 1; ; number++) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.unfold.json`;
    if (!existsSync(name)) return name;
  }
}
