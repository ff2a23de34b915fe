import type { ReaderRequests } from '../../protocol/reader.ts';
import { RunFollower } from './journal/runFollower.ts';
import { readColumns } from './tables/columns.ts';
import { readHeader } from './tensors/header.ts';
import { readHeatMap } from './tensors/heatMap.ts';
import { readSpectrum } from './tensors/spectrum.ts';
import { readStatistics } from './tensors/statistics.ts';

const followers = new Map<number, RunFollower>();
let lastFollower = 0;

function followerOf(id: number): RunFollower {
  const follower = followers.get(id);
  if (follower === undefined) throw new Error('This run is no longer followed.');
  return follower;
}

type ReaderHandlers = {
  readonly [M in keyof ReaderRequests]: (params: ReaderRequests[M]['params']) => Promise<ReaderRequests[M]['result']>;
};

/** What the reader thread does. */
export const readerHandlers: ReaderHandlers = {
  follow: async ({ folder }) => {
    followers.set(++lastFollower, new RunFollower(folder));
    return { follower: lastFollower };
  },
  changes: ({ follower }) => followerOf(follower).changes(),
  unfollow: async ({ follower }) => {
    followers.delete(follower);
    return null;
  },
  header: ({ file }) => readHeader(file),
  statistics: ({ file, name }) => readStatistics(file, name),
  heatMap: ({ file, name }) => readHeatMap(file, name),
  columns: ({ file }) => readColumns(file),
  spectrum: ({ file, name }) => readSpectrum(file, name),
};
