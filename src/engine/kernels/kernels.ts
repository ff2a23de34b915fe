// What the kernels of src/engine/assembly export, file by file. Each number named as an array is where it begins, in bytes.

/** A place in the memory that the kernels work in, in bytes. */
export type Pointer = number;

/** Activations of whole arrays, in place; `count` is a multiple of 4. */
export interface ElementwiseKernels {
  hyperbolicTangents(at: Pointer, count: number): void;
  exponentials(at: Pointer, count: number): void;
}

export type Kernels = ElementwiseKernels;
