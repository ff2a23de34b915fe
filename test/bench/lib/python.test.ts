import { afterEach, describe, expect, it, vi } from 'vitest';
import { kernelsToAskFor, openMpBlas, peerEnvironment, pythonWith } from './python.ts';

afterEach(() => { vi.unstubAllEnvs(); });

describe('what a peer in Python is started with', () => {
  it('is so many threads and a BLAS left to choose for itself', () => {
    vi.stubEnv('OPENBLAS_CORETYPE', 'Haswell');
    vi.stubEnv('OPENBLAS_L2_SIZE', '512');
    const environment = peerEnvironment(2);
    expect(environment).toMatchObject({ OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' });
    expect(environment).not.toHaveProperty('OPENBLAS_CORETYPE');
    expect(environment).not.toHaveProperty('OPENBLAS_L2_SIZE');
  });

  it('asks for the kernels of the vector units where the BLAS took those of an old processor', () => {
    expect(kernelsToAskFor('libopenblasp-r0.3.21.so (Prescott)', 'avx512f')).toBe('SkylakeX');
    expect(kernelsToAskFor('libopenblasp-r0.3.21.so (Prescott)', 'avx2')).toBe('Haswell');
    expect(kernelsToAskFor('libopenblasp-r0.3.21.so (Prescott)', 'sse4_2')).toBeUndefined();
    expect(kernelsToAskFor('libopenblasp-r0.3.21.so (Zen)', 'avx2')).toBeUndefined();
    expect(peerEnvironment(2, 'SkylakeX')).toMatchObject({ OPENBLAS_CORETYPE: 'SkylakeX' });
  });

  it('loads the OpenBLAS on OpenMP first, where there is one', () => {
    vi.stubEnv('LD_LIBRARY_PATH', '/somewhere/else');
    const expected = [openMpBlas(), '/somewhere/else'].filter(folder => folder !== undefined).join(':');
    expect(peerEnvironment(1)['LD_LIBRARY_PATH']).toBe(expected);
  });
});

it('a Python without the module is none', async () => {
  expect(await pythonWith('a_module_nobody_has')).toBeUndefined();
});
