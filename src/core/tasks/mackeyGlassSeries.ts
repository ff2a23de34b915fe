const [beta, gamma, delay] = [0.2, 0.1, 17];

/** What the first samples are like does not count: they are left out. */
const washout = 1000;

/**
 * The Mackey–Glass equation with τ = 17, sampled once a unit of time after the first thousand:
 *
 *   ds/dt = 0.2·s(t − 17) / (1 + s(t − 17)¹⁰) − 0.1·s(t),   s = 1.2 for t ≤ 0
 *
 * by the classical Runge–Kutta method of order four (Hairer, Nørsett & Wanner 1993, section II.1, doi:10.1007/978-3-540-78862-1). Half a
 * step on, s(t − 17) is that of the cubic through both ends of the step and its slopes there (Hermite), so that the order holds.
 * @param stepsPerUnit the step of integration is 1/stepsPerUnit
 */
export function mackeyGlassSeries(length: number, stepsPerUnit = 10, after = washout): Float64Array {
  const h = 1 / stepsPerUnit;
  const lag = delay * stepsPerUnit;
  const steps = (after + length - 1) * stepsPerUnit;
  const s = new Float64Array(steps + 1);
  const slopes = new Float64Array(steps + 1);
  const past = (i: number) => (i <= lag ? s[0]! : s[i - lag]!);
  s[0] = 1.2;
  for (let i = 0; i < steps; i++) {
    const [then, next] = [past(i), past(i + 1)];
    const half = i < lag ? s[0] : (then + next) / 2 + (h / 8) * (slopes[i - lag]! - slopes[i + 1 - lag]!);
    const k1 = slope(s[i]!, then);
    const k2 = slope(s[i]! + (h / 2) * k1, half);
    const k3 = slope(s[i]! + (h / 2) * k2, half);
    const k4 = slope(s[i]! + h * k3, next);
    slopes[i] = k1;
    s[i + 1] = s[i]! + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return Float64Array.from({ length }, (_, n) => s[(after + n) * stepsPerUnit]!);
}

const slope = (s: number, past: number): number => (beta * past) / (1 + tenth(past)) - gamma * s;

/** s¹⁰ by products, which round alike everywhere, as `**` need not; what is chaotic makes another series of another last digit. */
function tenth(s: number): number {
  const square = s * s;
  const fourth = square * square;
  return fourth * fourth * square;
}
