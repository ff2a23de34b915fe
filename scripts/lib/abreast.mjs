const toTerminal = text => void process.stdout.write(text);

/**
 * Does several works, at most `lanes` at a time, each begun in order. What they say is never mixed: the first that is not done says it as it
 * comes, what the others say is kept until they are the first.
 * @param works functions of `print(text)` and of the lane, 0 to lanes − 1, that they have to themselves
 * @returns their results, in order
 */
export async function abreast(works, lanes = works.length, write = toTerminal) {
  const kept = works.map(() => '');
  const done = new Set();
  let first = 0;
  const print = (i, text) => { if (i === first) write(text); else kept[i] += text; };
  const end = i => {
    for (done.add(i); done.has(first); write(kept[first] ?? '')) first++;
  };
  const results = [];
  const waiting = works.entries();
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    for (const [i, work] of waiting) results[i] = await work(text => print(i, text), lane).finally(() => end(i));
  }));
  return results;
}
