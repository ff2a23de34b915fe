import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { instantiate } from '../../kernels/load.ts';
import type { Kernels, Pointer } from '../../kernels/kernels.ts';

/** A matrix in the heap, `[rows, columns]` with `stride` numbers from row to row. */
export interface Matrix {
  readonly at: Pointer;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}

/** Our kernels at work in the memory of tfjs's WASM backend, on its own tensors: nothing is copied in or out. */
export class Heap {
  private constructor(readonly backend: BackendWasm, readonly kernels: Kernels) {}

  /**
   * The memory is a private part of the backend: where it is not what was tested, there is no heap, and tfjs's own kernels serve.
   * @param module a build for memory that is not shared
   */
  static open(backend: BackendWasm, module: WebAssembly.Module): Heap | undefined {
    const { asm, HEAPU8 } = backend.wasm as unknown as { asm?: { memory?: unknown }; HEAPU8?: Uint8Array };
    const memory = asm?.memory;
    if (!(memory instanceof WebAssembly.Memory) || memory.buffer !== HEAPU8?.buffer) return undefined;
    return new Heap(backend, instantiate(module, memory));
  }

  at({ dataId }: TensorInfo): Pointer {
    return this.backend.getMemoryOffset(dataId);
  }

  /** A new tensor, which whoever runs the kernel owns; what is in it is not defined. */
  make(shape: number[]): TensorInfo {
    return this.backend.makeOutput(shape, 'float32');
  }

  /** Lends `use` so many numbers, for as long as it takes. */
  borrow<T>(count: number, use: (at: Pointer) => T): T {
    const info = this.make([count]);
    try {
      return use(this.at(info));
    } finally {
      this.backend.disposeData(info.dataId);
    }
  }
}
