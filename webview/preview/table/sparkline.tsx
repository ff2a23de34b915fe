/** A histogram as a small picture, of values that differ. Decoration: the numbers are in the row. */
export function Sparkline({ counts }: { counts: readonly number[] }) {
  if (counts.length < 2) return null;
  const highest = Math.max(...counts);
  const bars = counts.map((count, bin) => (count === 0 ? '' : bar(bin, Math.max(0.04, count / highest)))).join('');
  return (
    <svg class="sparkline" viewBox={`0 0 ${counts.length} 1`} preserveAspectRatio="none" aria-hidden="true">
      <path d={bars} />
    </svg>
  );
}

function bar(bin: number, height: number): string {
  return `M${bin} 1v${-height.toFixed(3)}h1V1z`;
}
