/** What a tensor in a `.safetensors` header says of itself. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly count: number;
  readonly bytes: number;
}

export interface TensorStatistics {
  readonly name: string;
  /** Over the finite elements; absent where there are none. */
  readonly finite?: { readonly min: number; readonly max: number; readonly mean: number; readonly standardDeviation: number };
  readonly nans: number;
  readonly infinities: number;
  /** Counts of the finite elements in equal bins from min to max. */
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
  /** Absent where it is not finite, or no step was made yet. */
  readonly loss?: number;
  readonly validationLoss?: number;
  readonly experimentName: string;
  /** As JSON for people. */
  readonly experiment: string;
  /** What can be done with it here. */
  readonly canSample: boolean;
  readonly canResume: boolean;
  /** As a program of Python's that reads it. */
  readonly canExport: boolean;
}

/** What the page asks of a tensor. */
export type PreviewRequest = 'statistics' | 'heatMap' | 'spectrum';

/** What the page has done with the checkpoint. */
export type PreviewAction = 'sample' | 'resume' | 'export';

/** Host → checkpoint preview page. */
export type ToPreview =
  | { readonly type: 'header'; readonly file: string; readonly bytes: number; readonly tensors: readonly TensorEntry[]; readonly metadata: Readonly<Record<string, string>>; readonly summary?: CheckpointSummary }
  | { readonly type: 'statistics'; readonly statistics: TensorStatistics }
  | { readonly type: 'heatMap'; readonly heatMap: HeatMap }
  | { readonly type: 'spectrum'; readonly spectrum: Spectrum }
  | { readonly type: 'sampled'; readonly text: string }
  /** Came to its end, whatever a person chose meanwhile. */
  | { readonly type: 'done'; readonly of: Exclude<PreviewAction, 'sample'> }
  /** What could not be answered, of which tensor where it was of one. */
  | { readonly type: 'problem'; readonly of: PreviewRequest | PreviewAction; readonly name?: string; readonly message: string }
  | { readonly type: 'unreadable'; readonly message: string };

/** Checkpoint preview page → host. Statistics are asked for as rows come into view. */
export type FromPreview =
  | { readonly type: 'ready' }
  | { readonly type: PreviewRequest; readonly name: string }
  | { readonly type: PreviewAction }
  | { readonly type: 'pageError'; readonly message: string };
