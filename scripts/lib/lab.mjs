import { fork } from 'node:child_process';
import { inRoot } from './paths.mjs';

/** The lab's process, and what is asked of it: as the extension host has it. */
export function startLab() {
  const child = fork(inRoot('dist/lab.js'), { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'], serialization: 'advanced' });
  const waiting = new Map();
  let count = 0;
  child.on('message', ({ id, ...answer }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const request = (method, params) => new Promise((resolve, reject) => {
    waiting.set(++count, answer => (answer.ok ? resolve(answer.result) : reject(new Error(answer.error))));
    child.send({ id: count, method, params });
  });
  return { request, pid: child.pid, close: () => child.kill() };
}
