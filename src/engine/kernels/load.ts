import type { Kernels } from './kernels.ts';

/** A build of the kernels, compiled: it can be posted to another thread and instantiated there. */
export interface KernelBuild {
  /** Its file's name without the ending, for a log. */
  readonly name: 'unfold-plain' | 'unfold-plain-shared' | 'unfold-relaxed' | 'unfold-relaxed-shared';
  /** Whether a·b + c is rounded once, where the machine can. */
  readonly relaxed: boolean;
  readonly module: WebAssembly.Module;
}

/** Gives the bytes of a file of dist/wasm, by its name. */
export type ReadFile = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Chooses the build that this platform runs best and compiles it: relaxed SIMD where it is known, else plain SIMD.
 * `shared` says whether the memory will be one that several threads share.
 * Throws what `read` throws, and a `CompileError` where there is no SIMD at all.
 */
export async function loadKernels(read: ReadFile, { shared }: { shared: boolean }): Promise<KernelBuild> {
  const ending = shared ? '-shared' : '';
  const bytes = await read(`unfold-relaxed${ending}.wasm`);
  if (WebAssembly.validate(bytes)) return { name: `unfold-relaxed${ending}`, relaxed: true, module: await WebAssembly.compile(bytes) };
  return { name: `unfold-plain${ending}`, relaxed: false, module: await WebAssembly.compile(await read(`unfold-plain${ending}.wasm`)) };
}

/**
 * The kernels of a build at work in a memory. Throws a `LinkError` where the memory is shared and the build is not, or the
 * other way round.
 */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}
