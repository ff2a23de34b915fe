/** How much of the running mean is kept at each step. */
export function Smoothing({ value, onChange }: { value: number; onChange(value: number): void }) {
  return (
    <label class="smoothing" title="Exponential running mean, corrected for its start. 0 shows the values as they are.">
      <span class="muted">Smoothing</span>
      <input type="range" min={0} max={0.99} step={0.01} value={value} onInput={(event) => onChange(event.currentTarget.valueAsNumber)} />
      <output class="tabular">{value.toFixed(2)}</output>
    </label>
  );
}
