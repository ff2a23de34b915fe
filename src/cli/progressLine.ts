import type { StepRecord } from '../core/train/records.ts';
import type { RunProgress } from '../worker/journal.ts';

const barWidth = 20;

/**
 * How far a run is, on one line: `step 120/1000 ███░░░ 12 %  loss 2.31  validation 2.40  52,000 tokens/s  3:20 left`.
 * @param since how many steps were made before this process began, and seconds by the clock since then
 */
export function progressLine(progress: RunProgress, last: StepRecord | undefined, since: { readonly step: number; readonly seconds: number }): string {
  const { state, step, steps, loss, validationLoss } = progress;
  const share = step / steps;
  const full = Math.floor(share * barWidth);
  const secondsAStep = since.seconds / (step - since.step);
  return [
    `step ${step}/${steps}`, '█'.repeat(full) + '░'.repeat(barWidth - full) + ` ${Math.floor(share * 100)} %`,
    loss !== undefined && `loss ${loss.toFixed(4)}`,
    validationLoss !== undefined && `validation ${validationLoss.toFixed(4)}`,
    last && `${Math.round(last.tokensPerSecond).toLocaleString('en')} tokens/s`,
    state !== 'running' ? state : step > since.step && `${duration(secondsAStep * (steps - step))} left`,
  ].filter(Boolean).join('  ');
}

/** `3:05`, `1:02:07`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}
