import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

type Work = (print: (text: string) => void, lane: number) => Promise<unknown>;

const { abreast } = await import(pathToFileURL(join(process.cwd(), 'scripts/lib/abreast.mjs')).href) as {
  abreast(works: readonly Work[], lanes?: number, write?: (text: string) => void): Promise<unknown[]>;
};

/** Works that say what the test tells them to say, and end when it tells them to. */
function puppets(count: number, lanes?: number) {
  let printed = '';
  const lanesOf: number[] = [];
  const says: ((text: string) => void)[] = [];
  const ends: ((result: unknown) => void)[] = [];
  const works = Array.from({ length: count }, (_, i): Work => (print, lane) => {
    lanesOf[i] = lane;
    says[i] = print;
    return new Promise(resolve => { ends[i] = resolve; });
  });
  const all = abreast(works, lanes, text => { printed += text; });
  const end = async (i: number) => { ends[i]!(`result ${i}`); await new Promise(setImmediate); };
  return { all, says, end, lanesOf, printed: () => printed };
}

test('the first that is not done is heard as it speaks, the others when it is their turn, each in one piece', async () => {
  const { all, says, end, printed } = puppets(3);
  says[1]!('b');
  says[0]!('a');
  says[2]!('c');
  expect(printed()).toBe('a');
  await end(2);
  says[1]!('B');
  says[0]!('A');
  expect(printed()).toBe('aA');
  await end(0);
  expect(printed()).toBe('aAbB');
  says[1]!('.');
  await end(1);
  expect(printed()).toBe('aAbB.c');
  expect(await all).toEqual(['result 0', 'result 1', 'result 2']);
});

test('no more at a time than there are lanes, none with another in its lane', async () => {
  const { all, says, end, lanesOf } = puppets(4, 2);
  expect(Object.keys(says)).toEqual(['0', '1']);
  await end(1);
  await end(2);
  expect(lanesOf).toEqual([0, 1, 1, 1]);
  await end(0);
  await end(3);
  await all;
});

test('what one throws is thrown, after what it said', async () => {
  let printed = '';
  const works: Work[] = [async print => { print('a'); throw new Error('no luck'); }, async print => print('b')];
  await expect(abreast(works, 2, text => { printed += text; })).rejects.toThrow('no luck');
  expect(printed).toBe('ab');
});
