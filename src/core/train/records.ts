/** One line of `metrics.jsonl`: what a parameter update did. */
export interface StepRecord {
  readonly kind: 'step';
  /** Updates made so far; the first record has step 1. */
  readonly step: number;
  /** Seconds of training so far, pauses left out. */
  readonly time: number;
  /** Mean training loss of the batch; nats for cross-entropy. */
  readonly loss: number;
  /** Norm of the whole gradient before clipping. */
  readonly gradNorm: number;
  /** The same after clipping. */
  readonly clippedNorm: number;
  readonly learningRate: number;
  readonly tokensPerSecond: number;
  /** Norm of each parameter's gradient before clipping, by parameter name (`layers.0.U`). */
  readonly gradNorms: Readonly<Record<string, number>>;
  /** The regulariser Ω, without its weight, where the run has one. */
  readonly omega?: number;
  /** The probability of being given the target, where the model reads its own output. */
  readonly teacherForcing?: number;
}

/** Shares from 0 to 1 by name: `accuracy` of outputs that are right, `exact` of sequences all of whose outputs are. */
export type Metrics = Readonly<Record<string, number>>;

/** One line of `metrics.jsonl`: the loss on data never trained on. */
export interface ValidationRecord {
  readonly kind: 'validation';
  readonly step: number;
  readonly time: number;
  /** Of a model that reads its own output: forced as in training. */
  readonly loss: number;
  /** The same loss where it reads its own output alone. */
  readonly freeRunning?: number;
  /** Where answers are right or wrong. */
  readonly metrics?: Metrics;
  /** Where Jacobians are measured, of each chain ‖∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾‖^(1/k), k as far back as was looked: the largest growth of any gradient, the mean of the steps back; 0 where none comes so far. */
  readonly jacobians?: Readonly<Record<string, number>>;
}

/** One line of `metrics.jsonl`, written by a resume: readers drop every earlier record with a step beyond it. */
export interface ResumeMark {
  readonly resume: number;
}

/** One line of `samples.jsonl`: text the model wrote. */
export interface TextSample {
  readonly kind: 'text';
  readonly step: number;
  readonly prime: string;
  readonly text: string;
  readonly temperature: number;
}

/** One line of `samples.jsonl`: a forecast beside what came, in the units of the data. */
export interface PredictionSample {
  readonly kind: 'prediction';
  readonly step: number;
  /** Name of the predicted column or quantity. */
  readonly label: string;
  /** Index of the first element within the series, for the axis. */
  readonly start: number;
  readonly target: readonly number[];
  readonly prediction: readonly number[];
}

/** One line of `samples.jsonl`: answers of classes or bits beside the right ones. */
export interface AnswerSample {
  readonly kind: 'answers';
  readonly step: number;
  /** What is asked for. */
  readonly label: string;
  readonly answers: readonly Answer[];
}

/** A sequence as it was read, what was to be answered and what was; of outputs that count. */
export interface Answer {
  readonly input: string;
  readonly target: string;
  readonly prediction: string;
}

export type SampleRecord = TextSample | PredictionSample | AnswerSample;

/** A sample from a checkpoint, as `unfold sample --json` prints it: with what there is to know of how it was computed, where there is something. */
export type NotedSample = SampleRecord & { readonly notes?: readonly string[] };

/**
 * What a look inside one sequence saw. Matrices are row-major, rows are time steps.
 * Only the newest is kept, as `probe.safetensors`.
 */
export interface ProbeRecord {
  readonly kind: 'probe';
  readonly step: number;
  readonly tau: number;
  /** How x⁽ᵗ⁾ and y⁽ᵗ⁾ are written for people, one entry a time step (y has one entry when the output is `last`). */
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** Where the sequence is the nodes of a tree, in post-order: the time steps of each node's children. */
  readonly children?: readonly (readonly number[])[];
  /** How class k of o and ŷ is written, where the outputs are classes: the alphabet of a text. */
  readonly classes?: readonly string[];
  /** How the elements of the source are written, where an encoder reads one: one entry a step of its own. */
  readonly source?: readonly string[];
  /**
   * By name: `layers.0.h` `[tau, n]`, `layers.0.gate.f` `[tau, n]`, `o` and `yHat` `[tau | 1, nO]`, `loss` `[tau | 1]`,
   * `layers.0.dh` `[tau, n]` = ∂L/∂h⁽ᵗ⁾ of this sequence's own mean loss (all paths); as an update has it where back-propagation is
   * truncated, with the whole of it as `layers.0.dhWhole`; likewise ∂L/∂n of the graph's other nodes that were seen, `do` of o, `output.d0` of a feedforward
   * layer, `dC`, `dcontext`, `dhalt` (not of ŷ: L is computed of o). What reads backward is `layers.0.g` and
   * `layers.0.dg`; what an encoder has is under `encoder.layers.0`, `[tauSource, n]`, its end `C` `[1, nC]`, and attention is `attention`
   * `[tau, tauSource]` and what it reads `context` `[tau, nC]`; what a decoder read that is not always given the answer so far is `x` `[tau, nX]`; the gates of a layer that reads both ways are `layers.0.forward.gate.f` and `layers.0.backward.gate.f`.
   * In a tree, a gate between a node and its child is the child's; the root has none, and zeros.
   */
  readonly values: Readonly<Record<string, Matrix>>;
  /** The newest that were measured, where they are. */
  readonly jacobians?: Jacobians;
}

/** How a gradient comes back through the states of each chain (section 10.7), of the sequence that is looked at. */
export interface Jacobians {
  /** When they were measured: less often than a look inside. */
  readonly step: number;
  readonly chains: readonly ChainJacobians[];
}

/** Of one chain, whose whole state is s. */
export interface ChainJacobians {
  /** `layers.0` */
  readonly chain: string;
  /** The entries of s: h; h and c. */
  readonly state: readonly string[];
  /** log₁₀ of the norm, the largest singular value, of ∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾ for k = 1, 2, … */
  readonly logNorms: readonly number[];
  /** Why it ends before its time: the product is zero from there on, or no finite number. */
  readonly ended?: 'zero' | 'notFinite';
  /** Those of ∂s⁽ᵗ⁾/∂s⁽ᵗ⁻¹⁾, the largest first, at the last step read, in the middle and at the first; none of a wide state. */
  readonly singularValues: readonly { readonly t: number; readonly values: readonly number[] }[];
  /** The eigenvalues of ∂s⁽ᵗ⁾/∂s⁽ᵗ⁻¹⁾ at the last step read. */
  readonly J: Spectrum & { readonly t: number };
  /** The eigenvalues of W, where it is the only way from h to h. */
  readonly W?: Spectrum;
}

/** Eigenvalues: real and imaginary parts. */
export interface Spectrum {
  readonly re: readonly number[];
  readonly im: readonly number[];
}

export interface Matrix {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Training has gone back to after this step, and goes on from there: what came of later steps no longer counts. */
export interface RewindRecord {
  readonly kind: 'rewind';
  readonly step: number;
  /** Why, and where it goes on, in sentences. */
  readonly reason: string;
}

/** Something a person should know: what engine was chosen, what was skipped, why it paused. */
export interface LogRecord {
  readonly kind: 'log';
  readonly step: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** What a log record says, before a run has it. */
export type Note = Pick<LogRecord, 'level' | 'message'>;

export type TrainRecord = StepRecord | ValidationRecord | SampleRecord | ProbeRecord | RewindRecord | LogRecord;
