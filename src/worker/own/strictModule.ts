import { didYouMean } from '../../core/spec/suggest.ts';

/** Names that are asked of any module by those who only look. */
const ofModules = new Set(['__esModule', 'default', 'then', 'toString', 'valueOf', 'toJSON', 'constructor', 'hasOwnProperty', 'prototype']);

/** A module that says so where a name is asked of it that it does not have, rather than to give nothing. @param name as it is imported */
export function strictModule(exports: object, name: string): object {
  return new Proxy(exports, {
    get(own, key) {
      if (key in own || typeof key === 'symbol' || ofModules.has(key)) return Reflect.get(own, key) as unknown;
      throw new Error(`'${name}' has no ${key}${didYouMean(key, Object.keys(own), '')}`);
    },
  });
}
