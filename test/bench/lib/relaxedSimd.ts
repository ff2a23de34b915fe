/** A module of one function that multiplies and adds without rounding in between: valid where relaxed SIMD is. */
const relaxedMultiplyAdd = [
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, 15, 1, 13, 0,
  0x41, 1, 0xfd, 15, 0x41, 2, 0xfd, 15, 0xfd, 0x80, 2, 0x0b,
];

/** Whether WebAssembly has relaxed SIMD here. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(Uint8Array.from(relaxedMultiplyAdd));
