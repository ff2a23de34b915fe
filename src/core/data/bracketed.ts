import { SpecError } from '../spec/problem.ts';
import { describe, formatNumber } from '../spec/wording.ts';

/** A node of a tree as its file has it. */
export interface BracketedNode {
  /** Its own symbol; left out where it has none. */
  readonly symbol?: string;
  /** Left out where only the whole tree has one. */
  readonly label?: string;
  readonly children: readonly BracketedNode[];
}

export interface BracketedTree {
  /** Of the file, from 1. */
  readonly line: number;
  readonly label: string;
  readonly root: BracketedNode;
}

/**
 * How a file writes its trees, one a line:
 *
 *   sentiment   (3 (2 The) (3 (3 good) (2 dog)))         a label at each node, as in the Stanford Sentiment Treebank
 *   operators   9 (MAX 2 9 (MIN 4 7))                    the tree's label; the first word in a bracket is the node's own symbol
 *   phrases     yes ((the dog) barks)                    the tree's label; all words are leaves
 */
export type TreeFormat = 'sentiment' | 'operators' | 'phrases';

/**
 * Every tree of a file. Blank lines are passed over.
 * @param file the name to call it by
 * @throws SpecError at `data.file`, `trees.txt:3:14: …`, at the first place where a line is no such tree
 */
export function readTrees(text: string, format: TreeFormat, file: string): BracketedTree[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => (line.trim() === '' ? [] : [new TreeReader(line, format, `${file}:${index + 1}`).tree(index + 1)]));
}

/** Trees are gone through by functions that call themselves. */
const deepest = 1000;

interface Token {
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

class TreeReader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(private readonly line: string, private readonly format: TreeFormat, private readonly place: string) {
    this.#tokens = Array.from(line.matchAll(/[()]|[^\s()]+/g), ({ 0: text, index }) => ({ text, column: index + 1 }));
  }

  tree(line: number): BracketedTree {
    const labelled = this.format === 'sentiment';
    const label = labelled ? undefined : this.#word('the label of the tree');
    const root = this.#peek()?.text === '(' ? this.#node() : this.#leaf();
    const extra = this.#peek();
    if (extra) throw this.#error(extra.text === ')' ? 'this bracket closes nothing' : 'the tree is over, but the line is not: one tree a line', extra);
    return { line, label: label ?? root.label!, root };
  }

  #node(depth = 1): BracketedNode {
    const open = this.#take();
    if (depth > deepest) throw this.#error(`brackets are nested more than ${formatNumber(deepest)} deep here`, open);
    const label = this.format === 'sentiment' ? this.#word('the label of the node') : undefined;
    const symbol = this.format === 'operators' ? this.#word('the symbol of the node') : undefined;
    const children: BracketedNode[] = [];
    for (let token = this.#peek(); token?.text !== ')'; token = this.#peek()) {
      if (!token) throw this.#error('this bracket is never closed', open);
      children.push(token.text === '(' ? this.#node(depth + 1) : this.#leaf());
    }
    const close = this.#take();
    if (label !== undefined) return this.#labelled(label, children, open);
    if (children.length === 0) throw this.#error('there is nothing in this bracket', symbol === undefined ? open : close, symbol === undefined ? '' : `: "${symbol}" is over nothing; without brackets it is a leaf`);
    return { ...(symbol !== undefined && { symbol }), children };
  }

  /** Either one word, or nodes. */
  #labelled(label: string, children: readonly BracketedNode[], open: Token): BracketedNode {
    const words = children.filter((child) => child.label === undefined);
    if (words.length === 0 && children.length > 0) return { label, children };
    if (words.length === 1 && children.length === 1) return { label, ...words[0]! };
    throw this.#error(children.length === 0 ? 'this node has a label and nothing else' : 'each word needs a label and brackets of its own, as in (2 word)', open);
  }

  #leaf(): BracketedNode {
    const token = this.#peek();
    if (!token || token.text === ')') throw this.#error('a tree is expected', token);
    if (this.format === 'sentiment' && this.#next === 0) throw this.#error('a tree begins with a bracket, as in (3 (2 good) (2 dog))', token);
    return { symbol: this.#take().text, children: [] };
  }

  #word(what: string): string {
    const token = this.#peek();
    if (!token || token.text === '(' || token.text === ')') throw this.#error(`${what} is expected${token ? `, not ${describe(token.text)}` : ''}`, token);
    return this.#take().text;
  }

  #peek = (): Token | undefined => this.#tokens[this.#next];
  #take = (): Token => this.#tokens[this.#next++]!;

  #error(reason: string, token?: Token, more = ''): SpecError {
    return new SpecError(`${this.place}:${token?.column ?? this.line.length + 1}: ${reason}${more}.`, ['data', 'file']);
  }
}
