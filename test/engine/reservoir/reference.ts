// What an echo state network computes, in float64, by the definition.

/** Row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

export const at = ({ columns, values }: Matrix, i: number, j: number): number => values[i * columns + j]!;

export interface Network {
  readonly units: number;
  readonly inputs: number;
  /** `[units, units]` */
  readonly W: Float32Array;
  /** `[units, inputs]` */
  readonly inputWeights: Float32Array;
  readonly bias: Float32Array;
  readonly alpha: number;
}

/** States, `[steps, units]`, from x = `from`. */
export function drive({ units, inputs, W, inputWeights, bias, alpha }: Network, u: Float32Array, from: readonly number[]): number[] {
  const states: number[] = [];
  let x = [...from];
  for (let t = 0; t < u.length / inputs; t++) {
    const old = x;
    x = old.map((own, i) => {
      let a = bias[i]!;
      for (let k = 0; k < inputs; k++) a += inputWeights[i * inputs + k]! * u[t * inputs + k]!;
      for (let j = 0; j < units; j++) a += W[i * units + j]! * old[j]!;
      return alpha * own + (1 - alpha) * Math.tanh(a);
    });
    states.push(...x);
  }
  return states;
}

/** AᵀB */
export function transposedProduct(A: Matrix, B: Matrix): number[][] {
  return Array.from({ length: A.columns }, (_, i) => Array.from({ length: B.columns }, (__, j) => {
    let sum = 0;
    for (let t = 0; t < A.rows; t++) sum += at(A, t, i) * at(B, t, j);
    return sum;
  }));
}

/** X of A·X = B: elimination with the largest pivot of a column. */
export function solve(A: readonly (readonly number[])[], B: readonly (readonly number[])[]): number[][] {
  const rows = A.map((row, i) => [...row, ...B[i]!]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const best = rows.slice(k).reduce((most, row, i) => (Math.abs(row[k]!) > Math.abs(rows[most]![k]!) ? k + i : most), k);
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const share = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j < rows[i]!.length; j++) rows[i]![j]! -= share * rows[k]![j]!;
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => value / row[i]!));
}

/** (SᵀS + λ·I)⁻¹·SᵀY */
export function ridge(S: Matrix, Y: Matrix, lambda: number): number[][] {
  const A = transposedProduct(S, S).map((row, i) => row.map((sum, j) => sum + (i === j ? lambda : 0)));
  return solve(A, transposedProduct(S, Y));
}

/** S·V, `[rows, outputs]` */
export function readout(S: Matrix, V: readonly (readonly number[])[]): number[] {
  return Array.from({ length: S.rows }, (_, t) => V[0]!.map((__, k) => V.reduce((sum, row, i) => sum + at(S, t, i) * row[k]!, 0))).flat();
}
