import type { Proposal } from '../spec/proposal.ts';
import type { Profile } from './profile.ts';
import { proposeLabelled, proposePairs } from './proposePairs.ts';
import { proposeTable } from './proposeTable.ts';
import { proposeText } from './proposeText.ts';
import { proposeTrees } from './proposeTrees.ts';

/**
 * The ways to train on a file, the likeliest first: each is a whole experiment that trains as it is.
 * @param file its path from the experiment
 * @throws SpecError with a sentence where it is too small for any
 */
export function propose(profile: Profile, file: string): Proposal[] {
  switch (profile.kind) {
    case 'text': return proposeText(profile, file);
    case 'table': return proposeTable(profile, file);
    case 'pairs': return proposePairs(profile, file);
    case 'labelled': return proposeLabelled(profile, file);
    case 'trees': return proposeTrees(profile, file);
  }
}
