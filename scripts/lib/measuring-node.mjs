import { ensureNode } from './code-server.mjs';

/** Relaxed SIMD came with V8 of Node 22, so the engines of Node 20 are not those an editor has. @returns the program to measure under */
export async function nodeToMeasure() {
  try {
    const program = await ensureNode();
    if (program !== process.execPath) console.error(`· measures under ${program}: this Node is ${process.version}`);
    return program;
  } catch (error) {
    console.error(`✗ Node 24 could not be had (${error.message}): measures under this one, ${process.version}, which may lack relaxed SIMD`);
    return process.execPath;
  }
}
