/** What a double step of Francis's algorithm put at row m of the block `start` … `end`, its first column (p, q, r), is chased down and out. @param stride numbers from row to row */
export function chaseBulge(A: Float64Array, stride: number, start: number, m: number, end: number, p: number, q: number, r: number): void {
  let size = 1;
  for (let k = m; k < end; k++) {
    const three = k < end - 1;
    if (k > m) {
      p = A[k * stride + k - 1]!;
      q = A[(k + 1) * stride + k - 1]!;
      r = three ? A[(k + 2) * stride + k - 1]! : 0;
      size = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (size === 0) continue;
      p /= size;
      q /= size;
      r /= size;
    }
    const s = p >= 0 ? Math.sqrt(p * p + q * q + r * r) : -Math.sqrt(p * p + q * q + r * r);
    if (k > m) A[k * stride + k - 1] = -s * size;
    else if (start !== m) A[k * stride + k - 1] = -A[k * stride + k - 1]!;
    if (three) reflectThree(A, stride, start, end, k, p, q, r, s);
    else reflectTwo(A, stride, start, end, k, p, q, s);
  }
}

/** Reflects rows and columns k, k + 1 and k + 2, within the block: what lies outside it bears on eigenvectors alone. */
function reflectThree(A: Float64Array, stride: number, start: number, end: number, k: number, p: number, q: number, r: number, s: number): void {
  const [x, y, z, b, c] = [(p + s) / s, q / s, r / s, q / (p + s), r / (p + s)];
  for (let i = k * stride + k, stop = k * stride + end; i <= stop; i++) {
    const [first, second, third] = [A[i]!, A[i + stride]!, A[i + 2 * stride]!];
    const sum = first + b * second + c * third;
    A[i] = first - sum * x;
    A[i + stride] = second - sum * y;
    A[i + 2 * stride] = third - sum * z;
  }
  for (let at = start * stride + k, stop = Math.min(end, k + 3) * stride + k; at <= stop; at += stride) {
    const [first, second, third] = [A[at]!, A[at + 1]!, A[at + 2]!];
    const sum = x * first + y * second + z * third;
    A[at] = first - sum;
    A[at + 1] = second - sum * b;
    A[at + 2] = third - sum * c;
  }
}

/** At the end of the block, the last two. */
function reflectTwo(A: Float64Array, stride: number, start: number, end: number, k: number, p: number, q: number, s: number): void {
  const [x, y, b] = [(p + s) / s, q / s, q / (p + s)];
  for (let i = k * stride + k, stop = k * stride + end; i <= stop; i++) {
    const sum = A[i]! + b * A[i + stride]!;
    A[i] = A[i]! - sum * x;
    A[i + stride] = A[i + stride]! - sum * y;
  }
  for (let at = start * stride + k, stop = end * stride + k; at <= stop; at += stride) {
    const sum = x * A[at]! + y * A[at + 1]!;
    A[at] = A[at]! - sum;
    A[at + 1] = A[at + 1]! - sum * b;
  }
}
