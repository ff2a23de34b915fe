import { describe, expect, it } from 'vitest';
import { Missing } from './competitor.ts';
import { Contestant } from './contestant.ts';

/** One who answers each line by a piece of JavaScript. */
const answering = (code: string) => new Contestant({
  name: 'somebody', program: process.execPath, env: process.env,
  parameters: ['-e', `require('readline').createInterface({ input: process.stdin }).on('line', line => { ${code} })`],
});

describe('one who competes', () => {
  it('is asked one thing after the other', async () => {
    const contestant = answering('console.log(JSON.stringify({ ok: { was: JSON.parse(line).do } }))');
    expect(await contestant.ask({ do: 'about' })).toEqual({ was: 'about' });
    expect(await contestant.ask({ do: 'check' })).toEqual({ was: 'check' });
    await contestant.close();
  });

  it('says what is missing, and what went wrong', async () => {
    const missing = answering('console.log(JSON.stringify({ missing: "No engine." }))');
    await expect(missing.ask({ do: 'about' })).rejects.toThrow(new Missing('No engine.'));
    const wrong = answering('console.log(JSON.stringify({ error: "divided by zero" }))');
    await expect(wrong.ask({ do: 'about' })).rejects.toThrow('somebody: divided by zero');
    await Promise.all([missing.close(), wrong.close()]);
  });

  it('answers by an error when it dies, and afterwards', async () => {
    const contestant = answering('process.exit(3)');
    await expect(contestant.ask({ do: 'about' })).rejects.toThrow('somebody ended with 3.');
    await expect(contestant.ask({ do: 'about' })).rejects.toThrow('somebody ended with 3.');
    await contestant.close();
  });

  it('answers by an error when it cannot be started', async () => {
    const contestant = new Contestant({ name: 'nobody', program: '/nowhere/to/be/found', parameters: [], env: {} });
    await expect(contestant.ask({ do: 'about' })).rejects.toThrow('nobody does not start');
    await contestant.close();
  });

  it('that goes wrong in what it prints is an error, not a wait', async () => {
    const contestant = answering('console.log("hello")');
    await expect(contestant.ask({ do: 'about' })).rejects.toThrow('hello');
    await contestant.close();
  });
});
