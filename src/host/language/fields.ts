import type { Path } from '../../core/spec/problem.ts';

/** Whether the value at a path names a file of data. */
export const namesDataFile = ([data, field, ...rest]: Path): boolean => data === 'data' && (field === 'file' ? rest.length === 0 : field === 'files' && rest.length === 1);

/** Whether it names a column of a table. */
export const namesColumn = ([data, field, ...rest]: Path): boolean =>
  data === 'data' && (field === 'column' || field === 'series' ? rest.length === 0 : (field === 'targets' || field === 'inputs') && rest.length === 1);

/** Whether it names the checkpoint that a run begins with. */
export const namesCheckpoint = (path: Path): boolean => path.join('.') === 'training.startFrom.file';

/** Whether it says which cell a layer is made of. */
export const namesCell = (path: Path): boolean => path[0] === 'model' && path.at(-1) === 'kind' && path.at(-2) === 'cell';

/** Whether it says which task draws the data. */
export const namesTask = (path: Path): boolean => path.length === 2 && path[0] === 'data' && path[1] === 'task';
