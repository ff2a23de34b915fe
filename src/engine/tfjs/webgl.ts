import { backend, enableProdMode, env, memory, setBackend } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgl';
import type { Served } from '../remote/engineServer.ts';
import { TfjsEngine } from './tfjsEngine.ts';

/** What of a WebGL2 context is used here; this layer knows no DOM. */
interface Context {
  readonly canvas: { addEventListener(type: 'webglcontextlost', listener: () => void): void };
  readonly RENDERER: number;
  getExtension(name: 'WEBGL_debug_renderer_info'): { readonly UNMASKED_RENDERER_WEBGL: number } | null;
  getParameter(name: number): unknown;
  isContextLost(): boolean;
  getError(): number;
}

const contextLostError = 0x9242; // CONTEXT_LOST_WEBGL
const lostSentence = 'The graphics card was taken away from the panel.';

/**
 * Starts tfjs on WebGL2, on an OffscreenCanvas where there is no page; also where that is drawn by software: whether it is worth it is
 * for others to say.
 * @param onLost hears that the context is lost, in a sentence
 * @throws Error with a sentence where there is no WebGL2 or it has only 16-bit floats
 */
export async function startWebgl(onLost: (reason: string) => void): Promise<Served> {
  enableProdMode(); // no advertisement on the console
  env().set('SOFTWARE_WEBGL_ENABLED', true);
  env().set('WEBGL_USE_SHAPES_UNIFORMS', true); // a batch of another tau needs no new programs
  if (env().getNumber('WEBGL_VERSION') < 2 || !await setBackend('webgl')) throw new Error('There is no WebGL2 in this window.');
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) throw new Error('The graphics card of this window computes with 16-bit floats only, too few digits to train with.');
  const gl = (backend() as unknown as MathBackendWebGL).gpgpu.gl as unknown as Context;
  gl.canvas.addEventListener('webglcontextlost', () => onLost(lostSentence));
  return {
    engine: new TfjsEngine('webgl'), card: { name: 'webgl', renderer: rendererOf(gl) }, tensors: () => memory().numTensors,
    // a context that was lost a moment ago reads zeros, before its event comes
    lost: () => gl.isContextLost() || gl.getError() === contextLostError ? lostSentence : undefined,
  };
}

function rendererOf(gl: Context): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? '');
}
