import { Tensor } from '@tensorflow/tfjs-core';
import { definitions } from './definitions.ts';
import * as operations from './operations.ts';

/** What `import … from 'unfold'` gives to a person's cell. */
export const unfoldModule: Readonly<Record<string, unknown>> = { ...operations, ...definitions };

/** As what a person prints otherwise: a program may read what this process says on stdout. */
Tensor.prototype.print = function print(this: Tensor, verbose?: boolean): void {
  console.error(this.toString(verbose));
};
