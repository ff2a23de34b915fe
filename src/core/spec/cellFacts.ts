import type { CellSpec } from './experiment.ts';
import { ntmHeads } from './ntmHeads.ts';
import { keepsItself, ownFacts } from './ownFacts.ts';
import { placesOf } from './places.ts';
import { subscript } from './subscript.ts';

/** What is known of a cell where TensorFlow.js is not: how it is wired, how large it is, what it takes. */
export interface CellFacts {
  /** Names its equations, the `kind` of its `Cell`: options may make several of one kind. Fused kernels are found by it. */
  readonly equations: string;
  /** Matrices side by side in U, and in each recurrent matrix: one for each gate. */
  readonly blocks: number;
  /** Whether its whole state is h. */
  readonly onlyH: boolean;
  /** Whether W is the only way from h⁽ᵗ⁻¹⁾ to h⁽ᵗ⁾, so that its powers are those of a gradient that nothing else is on the way of. */
  readonly onlyW?: boolean;
  /** The recurrent matrices, and from how many steps before each reads h. */
  readonly recurrent: Readonly<Record<string, number>>;
  /** From how many steps before it reads what is below, each by rows of its own in U, one below another; left out: only at its own. */
  readonly reads?: readonly number[];
  /** The matrix that reads what is below is another at each step, `U.0` at the first: there are so many. */
  readonly positions?: number;
  /** Whether the state goes on to the next step without a matrix, where there is none in `recurrent`. */
  readonly carries?: boolean;
  /** The matrices that read what is below; left out: U, or one for each position. */
  readonly inputs?: readonly string[];
  /** Matrices that read what is below and the state before side by side. */
  readonly mixed?: readonly string[];
  /** Whether its state, where neither those nor any of `recurrent` read it, goes on all the same. */
  readonly passes?: boolean;
  /** Entries of its state that an encoder begins; left out: h alone, or h and c. */
  readonly begun?: number;
  /** Whether its weights stay as they are drawn. */
  readonly fixed?: boolean;
  /** Why there can be no layers between h⁽ᵗ⁻¹⁾ and h⁽ᵗ⁾, as a sentence goes on after the cell; left out: there can. */
  readonly shallow?: string;
  /** Of a cell of trees, its ways from a child to its parent: one for each place among the children, or one for all of them. */
  readonly children?: readonly ChildWay[];
  /** What of it is a node of its own in the graph, besides h; left out: nothing. */
  readonly inner?: Inner;
  /** Why h cannot be dropped out on its way to the next step, as a sentence goes on after the cell; left out: it can. */
  readonly whole?: string;
  /** Parameters of the node itself, and how many vectors of n numbers stand side by side in each. */
  readonly vectors: Readonly<Record<string, number>>;
  /** Other parameters of the node, and the numbers in each, in a cell of n units that reads nX columns. */
  readonly others?: (nX: number, n: number) => Readonly<Record<string, number>>;
  /**
   * Numbers that each route holds for each unit and step at the peak of an update; `planned` and `fused` are absent where there is no
   * fused kernel. Those of TensorFlow.js are fitted to its own count (`profile`) over batch sizes 1 to 32, tau 1 to 48 and 8 to 256
   * units; those of the planned engine are what its plan takes. memoryMeasured.test.ts keeps all honest.
   */
  readonly held: { readonly planned?: number; readonly fused?: number; readonly plain: number };
  /** And for each unit whatever the steps, where states of many steps are carried on; left out: 0. */
  readonly heldOnce?: { readonly planned: number; readonly fused: number; readonly plain: number };
  /** Numbers that TensorFlow.js holds for each sequence and step besides those of the units. */
  readonly heldBesides?: number;
  /** Weights whose gradient TensorFlow.js holds at each step besides the recurrent ones, in a cell of n units that reads nX columns. */
  readonly weightsAtStep?: (nX: number, n: number) => number;
}

/** What a parent reads a child's state through. */
export interface ChildWay {
  /** As the book writes it: `W₁`. */
  readonly label: string;
  /** Of the child in this place, from 0; left out: of every child. */
  readonly place?: number;
  /** Its matrices, and how many of n columns stand side by side in each. */
  readonly matrices: Readonly<Record<string, number>>;
}

/** Nodes within a step, besides h: a memory, and what controls it. */
export interface Inner {
  /** From what is below upwards: by the letter that a probe knows them by, too. */
  readonly nodes: readonly {
    readonly name: string;
    readonly kind: 'z' | 'M';
    /** Entries of the state that it stands for. */
    readonly entries: readonly string[];
    /** Parameters of the node itself. */
    readonly parameters: readonly string[];
  }[];
  /** Which of them, or h, read what is below, and through which matrices; where that is U, what comes beside x has one of its own. */
  readonly reads: readonly { readonly to: string; readonly matrices: readonly string[] }[];
  /** Between them, and h. */
  readonly links: readonly { readonly from: string; readonly to: string; readonly matrices: readonly string[]; readonly delay: 0 | 1 }[];
}

type FactsOf<K extends CellSpec['kind']> = (spec: CellSpec & { kind: K }) => CellFacts;

/** Every built-in cell: one line here. */
const facts: { readonly [K in CellSpec['kind']]: FactsOf<K> } = {
  tanh: () => ({ equations: 'tanh', blocks: 1, onlyH: true, onlyW: true, recurrent: { W: 1 }, vectors: { b: 1 }, held: { planned: 1.3, fused: 10, plain: 18 } }),
  relu: () => ({ equations: 'relu', blocks: 1, onlyH: true, onlyW: true, recurrent: { W: 1 }, vectors: { b: 1 }, held: { plain: 18 } }),
  leaky: ({ learnAlpha }) => ({
    equations: learnAlpha ? 'leakyLearnt' : 'leaky', blocks: 1, onlyH: true, recurrent: { W: 1 },
    whole: keepsItself, vectors: learnAlpha ? { b: 1, aAlpha: 1 } : { b: 1 }, held: { planned: learnAlpha ? 2.3 : 2.2, fused: 12, plain: 27 },
  }),
  skip: (spec) => skipFacts(spec),
  clockwork: () => ({
    equations: 'clockwork', blocks: 1, onlyH: false, begun: 1, recurrent: { W: 1 }, shallow: 'keeps h as it is between the ticks of a clock', whole: keepsItself, vectors: { b: 1 },
    held: { planned: 3.2, fused: 13, plain: 42 }, weightsAtStep: (_, n) => 1.5 * n * n,
  }),
  timeDelay: ({ kernel, dilation }) => ({
    equations: 'timeDelay', blocks: 1, onlyH: false, recurrent: {}, reads: Array.from({ length: kernel }, (_, i) => i * dilation), shallow: 'reads no h', vectors: { b: 1 },
    held: { plain: 18 }, weightsAtStep: (nX, n) => kernel * nX * n,
  }),
  perPosition: ({ positions }) => ({
    equations: 'perPosition', blocks: 1, onlyH: false, recurrent: {}, positions, carries: true, shallow: 'adds up what it reads', vectors: { b: 1 }, held: { plain: 20 },
  }),
  reservoir: ({ alpha }) => ({
    equations: alpha === 0 ? 'reservoir' : 'leakyReservoir', blocks: 1, onlyH: true, onlyW: alpha === 0, recurrent: { W: 1 }, whole: 'is not trained', vectors: { b: 1 }, fixed: true, held: { plain: 18 }, weightsAtStep: (_, n) => 0.6 * n * n,
  }),
  lstm: () => ({ equations: 'lstm', blocks: 4, onlyH: false, recurrent: { W: 1 }, vectors: { b: 4 }, held: { planned: 7, fused: 17, plain: 64 } }),
  peepholeLstm: () => ({ equations: 'peepholeLstm', blocks: 4, onlyH: false, recurrent: { W: 1 }, vectors: { b: 4, p: 3 }, held: { planned: 7, fused: 17, plain: 86 } }),
  coupledLstm: () => ({ equations: 'coupledLstm', blocks: 3, onlyH: false, recurrent: { W: 1 }, vectors: { b: 3 }, held: { plain: 59 } }),
  layerNormLstm: () => ({
    equations: 'layerNormLstm', blocks: 4, onlyH: false, recurrent: { W: 1 }, vectors: { b: 4, gammaU: 4, gammaW: 4, gammaC: 1, betaC: 1 }, held: { plain: 182 },
  }),
  gru: ({ reset }) => ({
    equations: reset === 'before' ? 'gruResetBefore' : 'gru', blocks: 3, onlyH: true, recurrent: { W: 1 },
    whole: keepsItself, vectors: reset === 'before' ? { b: 3 } : { b: 3, bW: 1 }, held: { planned: 7, fused: 15, plain: 60 },
  }),
  minimalGated: () => ({ equations: 'minimalGated', blocks: 2, onlyH: true, recurrent: { W: 1 }, whole: keepsItself, vectors: { b: 2 }, held: { plain: 58 } }),
  ntm: (spec) => ntmFacts(spec),
  memory: ({ slots, hops }) => ({
    equations: 'memory', blocks: 1, onlyH: false, recurrent: {}, carries: true, shallow: 'computes nothing from h', whole: 'remembers in slots, which are not dropped',
    inner: memoryNodes, vectors: {}, others: (nX, n) => ({ A: nX * n, C: nX * n, H: n * n, TA: slots * n, TC: slots * n }),
    held: { plain: 20 + slots * (10 + 8 * hops) }, weightsAtStep: (nX, n) => 3 * nX * n + hops * (n * n + 2 * slots * n),
  }),
  recursive: ({ arity }) => ({ equations: 'recursive', blocks: 1, onlyH: true, recurrent: {}, children: places(arity, 1), whole: ofChildren, vectors: { b: 1 }, held: { plain: 18 } }),
  own: ({ facts }) => ownFacts(facts),
  treeLstm: ({ variant, arity }) => ({
    equations: `${variant}TreeLstm`, blocks: 4, onlyH: false, recurrent: {},
    children: variant === 'childSum' ? [{ label: 'W', matrices: { W: 3, Wf: 1 } }] : places(arity, arity + 3), whole: ofChildren, vectors: { b: 4 }, held: { plain: variant === 'childSum' ? 64 : 56 },
  }),
};

const ofChildren = 'reads the h of children, which are not dropped';

const places = (arity: number, blocks: number): ChildWay[] => placesOf(arity).map((name, k) => ({ label: `W${subscript(k + 1)}`, place: k, matrices: { [name]: blocks } }));

function skipFacts({ connections, delay }: CellSpec & { kind: 'skip' }): CellFacts {
  const both = connections === 'both';
  return {
    equations: both ? 'skip' : 'skipOnly', blocks: 1, onlyH: false, begun: delay,
    recurrent: both ? { W: 1, S: delay } : { S: delay }, shallow: 'reads h from further back', whole: keepsItself, vectors: { b: 1 },
    held: { planned: 2.3, fused: 12, plain: both ? 24 : 20 }, heldOnce: { planned: 3 * delay, fused: 7 * delay, plain: delay },
  };
}

/** What has been read goes into the memory, and is asked for from the next step on. */
const memoryNodes: Inner = {
  nodes: [{ name: 'M', kind: 'M', entries: ['m', 'c', 'filled'], parameters: [] }],
  reads: [{ to: 'h', matrices: ['U'] }, { to: 'M', matrices: ['A', 'C'] }],
  links: [{ from: 'M', to: 'M', matrices: [], delay: 1 }, { from: 'M', to: 'h', matrices: [], delay: 1 }],
};

/** The controller k, and the memory with where its heads look and what they read. */
const turingNodes = (controller: readonly string[]): Inner => ({
  nodes: [{ name: 'k', kind: 'z', entries: ['k', 'c'], parameters: ['b'] }, { name: 'M', kind: 'M', entries: ['memory', 'looks', 'r'], parameters: ['bK', 'w0'] }],
  reads: [{ to: 'k', matrices: ['U'] }],
  links: [
    { from: 'M', to: 'k', matrices: ['Ur'], delay: 1 }, ...(controller.length > 0 ? [{ from: 'k', to: 'k', matrices: controller, delay: 1 } as const] : []),
    { from: 'k', to: 'M', matrices: ['K'], delay: 0 }, { from: 'M', to: 'M', matrices: [], delay: 1 }, { from: 'k', to: 'h', matrices: [], delay: 0 }, { from: 'M', to: 'h', matrices: ['P'], delay: 0 },
  ],
});

function ntmFacts(spec: CellSpec & { kind: 'ntm' }): CellFacts {
  const { slots, width, heads, controller } = spec;
  const blocks = controller === 'lstm' ? 4 : 1;
  const { total } = ntmHeads(spec);
  const others = (n: number) => ({
    Ur: heads * width * blocks * n, ...(blocks === 4 && { W: 4 * n * n }), K: n * total, bK: total, w0: 2 * heads * slots, P: heads * width * n,
  });
  return {
    equations: blocks === 4 ? 'ntmLstm' : 'ntm', blocks, onlyH: false, recurrent: {}, carries: true,
    shallow: 'has a memory besides h', whole: 'remembers in rows, which are not dropped', vectors: { b: blocks }, others: (_, n) => others(n),
    inner: turingNodes(blocks === 4 ? ['W'] : []), held: { plain: 30 * blocks }, heldBesides: heads * slots * (20 * width + 100), 
    weightsAtStep: (nX, n) => n * (total + heads * width * (blocks + 1) + blocks * nX + (blocks === 4 ? 4 * n : 0)),
  };
}

export function cellFacts(spec: CellSpec): CellFacts {
  const factsOf = facts[spec.kind] as FactsOf<CellSpec['kind']>;
  return factsOf(spec);
}

/** Every matrix that reads what is below. */
export function inputMatrices({ positions, inputs }: CellFacts): readonly string[] {
  if (inputs) return inputs;
  return positions === undefined ? ['U'] : Array.from({ length: positions }, (_, t) => `U.${t}`);
}
