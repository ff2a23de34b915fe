import { customGrad as plain, engine } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

type Save = (tensors: readonly Tensor[]) => void;
type Gradient = (dy: Tensor, saved: Tensor[]) => Tensor | Tensor[];
/** As TensorFlow.js calls it, with what saves tensors for the gradient behind the inputs. */
type WithGradient = (...inputs: (Tensor | Save)[]) => { value: Tensor; gradFunc: Gradient };

/**
 * A function with a gradient of its author's own. That gradient may read all that the function was given and computed, as it is written:
 * TensorFlow.js keeps of it what the function saves, and so everything is saved.
 */
export function customGrad(f: WithGradient): (...inputs: Tensor[]) => Tensor {
  const kept = (...given: (Tensor | Save)[]) => {
    const [inputs, save] = [given.slice(0, -1) as Tensor[], given.at(-1) as Save];
    const asked: Tensor[] = [];
    const { value, gradFunc } = f(...inputs, tensors => void asked.push(...tensors));
    save([...asked, ...inputs, ...engine().state.activeScope.track]);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => gradFunc(dy, saved.slice(0, asked.length)) };
  };
  return plain(kept as Parameters<typeof plain>[0]);
}
