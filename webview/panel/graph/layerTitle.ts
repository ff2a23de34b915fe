/** A chain as people call it: `layer 1`, `layer 1 forward`, `encoder layer 1`. */
export const layerTitle = (chain: string): string => chain.replace(/layers\.(\d+)/, (_, i: string) => `layer ${Number(i) + 1}`).replaceAll('.', ' ');
