import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { hasRelaxedSimd } from './relaxedSimd.ts';

/** What the figures were measured on: the processor as it names itself, and what of it counts here. */
export function describeMachine(): Record<string, string> {
  const [processor] = cpus();
  return {
    Processor: processor?.model.trim() || 'unknown',
    Cores: String(cpus().length),
    'Vector units': vectorUnits(),
    System: `${process.platform} ${process.arch}`,
    Node: process.version,
    'WebAssembly SIMD': hasRelaxedSimd() ? '128 bit, relaxed' : '128 bit, plain',
  };
}

/** What a peer in native code computes with, while WebAssembly has 128 bits. */
export function vectorUnits(): string {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo())?.[1]?.split(' '));
  return ['avx512f', 'avx2', 'avx', 'sse4_2'].find(flag => flags.has(flag)) ?? 'unknown';
}

function cpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return ''; // not Linux
  }
}
