/** What a tensor in a `.safetensors` header says of itself. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly count: number;
  readonly bytes: number;
}

/** Over all finite elements; NaN and infinities are counted apart. */
export interface TensorStatistics {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly nans: number;
  readonly infinities: number;
  /** Counts in equal bins from min to max. */
  readonly histogram: readonly number[];
}

/** A matrix reduced to at most `rows × columns` cells by averaging, for a heat map. */
export interface HeatMap {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Rows and columns of the whole tensor (leading axes flattened into rows). */
  readonly fullRows: number;
  readonly fullColumns: number;
  /** Float32 means, row-major. */
  readonly buffer: ArrayBuffer;
}

/** Eigenvalues of a square matrix, or of each square block of one whose columns are a multiple of its rows. */
export interface Spectrum {
  readonly name: string;
  readonly blocks: readonly { readonly label: string; readonly re: readonly number[]; readonly im: readonly number[] }[];
}

/** Our own checkpoint's metadata, for the head of the page. */
export interface CheckpointSummary {
  readonly step: number;
  readonly time: number;
  readonly loss: number;
  readonly validationLoss?: number;
  readonly experimentName: string;
  readonly experiment: string;
  /** What can be done with it here. */
  readonly canSample: boolean;
  readonly canResume: boolean;
}

/** Host → checkpoint preview page. */
export type ToPreview =
  | { readonly type: 'header'; readonly file: string; readonly bytes: number; readonly tensors: readonly TensorEntry[]; readonly metadata: Readonly<Record<string, string>>; readonly summary?: CheckpointSummary }
  | { readonly type: 'statistics'; readonly statistics: TensorStatistics }
  | { readonly type: 'heatMap'; readonly heatMap: HeatMap }
  | { readonly type: 'spectrum'; readonly spectrum: Spectrum }
  | { readonly type: 'sampled'; readonly text: string }
  | { readonly type: 'problem'; readonly of: string; readonly message: string }
  | { readonly type: 'unreadable'; readonly message: string };

/** Checkpoint preview page → host. Statistics are asked for as rows come into view. */
export type FromPreview =
  | { readonly type: 'ready' }
  | { readonly type: 'statistics'; readonly name: string }
  | { readonly type: 'heatMap'; readonly name: string }
  | { readonly type: 'spectrum'; readonly name: string }
  | { readonly type: 'sample' }
  | { readonly type: 'resume' }
  | { readonly type: 'pageError'; readonly message: string };
