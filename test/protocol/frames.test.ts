import { expect, test } from 'vitest';
import { FrameReader, engineHead, farewellFrame } from '../../src/protocol/frames.ts';

function reader() {
  const heard: (number[] | string)[] = [];
  const frames = new FrameReader({ engine: message => heard.push([...message]), farewell: reason => heard.push(reason) });
  return { frames, heard };
}

const messages = [Uint8Array.of(1, 2, 3), new Uint8Array(), Uint8Array.of(4)];
const stream = Uint8Array.from([...messages.flatMap(message => [...engineHead(message), ...message]), ...farewellFrame('The panel was closed: ☃.')]);

test('frames are cut from a stream that comes in pieces of any size', () => {
  for (let size = 1; size <= stream.length; size++) {
    const { frames, heard } = reader();
    for (let i = 0; i < stream.length; i += size) frames.push(stream.subarray(i, i + size));
    expect(heard).toEqual([[1, 2, 3], [], [4], 'The panel was closed: ☃.']);
  }
});

test('what is no frame is refused', () => {
  expect(() => reader().frames.push(Uint8Array.from('GET / HTTP/1.1', letter => letter.charCodeAt(0)))).toThrow('A frame is too long.');
  expect(() => reader().frames.push(Uint8Array.of(1, 0, 0, 0, 9, 0))).toThrow('There is no such kind of frame.');
});
