const [sigma, rho, beta] = [10, 28, 8 / 3];
/** Time from row to row, and steps of integration within. */
const [dt, steps] = [0.02, 10];
/** Rows on the way to the attractor, which are left out. */
const washout = 2500;

/**
 * Rows of the Lorenz system (Lorenz 1963, doi:10.1175/1520-0469(1963)020<0130:DNF>2.0.CO;2), from (1, 1, 1) on:
 *
 *   ẋ = σ (y − x)      ẏ = x (ρ − z) − y      ż = x y − β z
 *
 * by the classical Runge–Kutta method of order four (Hairer, Nørsett & Wanner 1993, section II.1, doi:10.1007/978-3-540-78862-1). Sums
 * and products alone: they round alike on every machine.
 * @param perRow steps of integration
 */
export function lorenz(rows, perRow = steps, after = washout) {
  const h = dt / perRow;
  const all = [];
  let s = [1, 1, 1];
  for (let row = 0; row < after + rows; row++) {
    if (row >= after) all.push(s);
    for (let i = 0; i < perRow; i++) s = step(s, h);
  }
  return all;
}

function step(s, h) {
  const k1 = slope(s);
  const k2 = slope(along(s, k1, h / 2));
  const k3 = slope(along(s, k2, h / 2));
  const k4 = slope(along(s, k3, h));
  return s.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
}

const slope = ([x, y, z]) => [sigma * (y - x), x * (rho - z) - y, x * y - beta * z];
const along = (s, k, h) => s.map((value, i) => value + h * k[i]);
