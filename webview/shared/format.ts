/** A number for people: at most `digits` significant digits, exponents for the tiny and the huge, `NaN` and `∞` as they are. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  if (Math.abs(value) >= 1e6 || Math.abs(rounded) < 1e-3) return rounded.toExponential().replace('e+', 'e');
  return Math.abs(rounded) >= 1000 ? thousands(value, digits) : String(rounded);
}

/** Whole where the digits do not reach behind the point. */
function thousands(value: number, digits: number): string {
  const decimals = Math.max(0, digits - String(Math.trunc(Math.abs(value))).length);
  const [whole, part] = String(Number(value.toFixed(decimals))).split('.');
  return formatCount(Number(whole)) + (part === undefined ? '' : `.${part}`);
}

/** A whole number with thousands separated: `12,345`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Seconds as the two units that matter: `8 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '∞';
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 86400), 'd'], [Math.floor(whole / 3600) % 24, 'h'], [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0 s';
  return parts.slice(first, first + 2).filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes in powers of 1024: `812 B`, `1.9 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${formatNumber(bytes / 1024 ** power, 3)} ${byteUnits[power]}`;
}
