/** Parts of 24 bits in which a float64 is kept as float32, exactly. */
export const parts = 3;

/** Float64 numbers as three times as many of float32, of which each is the sum of three. */
export function inParts(numbers: Float64Array): Float32Array {
  const data = new Float32Array(parts * numbers.length);
  numbers.forEach((number, i) => {
    let left = number;
    for (let part = 0; part < parts; part++) left -= data[part * numbers.length + i] = Math.fround(left);
  });
  return data;
}

/** @param numbers is filled with what `inParts` made */
export function fromParts(data: Float32Array, numbers: Float64Array): void {
  const n = numbers.length;
  for (let i = 0; i < n; i++) numbers[i] = data[i]! + data[n + i]! + data[2 * n + i]!;
}
