import type { TeacherForcing } from '../spec/experiment.ts';

/**
 * The probability that a model which reads its own output is given the target y⁽ᵗ⁻¹⁾ in its place (section 10.2.1), with the decays
 * of scheduled sampling (Bengio et al. 2015, section 2.4, arXiv:1506.03099):
 *
 *   linear           max(ε, k − c·i)
 *   exponential      kⁱ                        k < 1
 *   inverse sigmoid  k / (k + exp(i/k))        k ≥ 1
 *
 * @param i updates made before, from 0
 */
export function forcingAt(teacherForcing: TeacherForcing, i: number): number {
  switch (teacherForcing.kind) {
    case 'always': return 1;
    case 'never': return 0;
    case 'constant': return teacherForcing.probability;
    case 'scheduled': return decayed(teacherForcing, i);
  }
}

function decayed(schedule: TeacherForcing & { readonly kind: 'scheduled' }, i: number): number {
  switch (schedule.decay) {
    case 'linear': return Math.max(schedule.epsilon, schedule.k - schedule.c * i);
    case 'exponential': return schedule.k ** i;
    case 'inverseSigmoid': return schedule.k / (schedule.k + Math.exp(i / schedule.k));
  }
}
