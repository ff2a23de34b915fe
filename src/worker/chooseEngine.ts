import type { DataSource } from '../core/data/source.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { ownCells } from '../core/spec/ownCells.ts';
import type { Engine } from '../core/train/engine.ts';
import type { Note } from '../core/train/records.ts';
import type { EngineCard } from '../engine/remote/messages.ts';
import { RemoteEngine } from '../engine/remote/remoteEngine.ts';
import { isSoftwareRenderer } from '../protocol/softwareRenderer.ts';
import { reasonOf } from './failure.ts';
import type { LendingDesk, Offer } from './lendingDesk.ts';
import { stepsPerSecond } from './trial.ts';

/** What a run computes with. */
export interface Choice {
  readonly engine: Engine;
  /** Where it goes on when `engine` is lost; absent where it cannot be. */
  readonly spare?: (() => Promise<Engine>) | undefined;
}

export interface Circumstances {
  readonly experiment: ResolvedExperiment;
  readonly data: DataSource;
  /** The device that was chosen when the run began, on a resume. */
  readonly before: string | undefined;
  /** Starts the engine of this machine's processor, once. */
  readonly startHere: () => Promise<Engine>;
  /** Where panels offer their graphics cards; undefined where no panel can: in a terminal. */
  readonly desk: LendingDesk | undefined;
}

/** A window that was just opened draws its panel first. */
const panelSeconds = 60;
/** A run that need not have it does not wait long. */
const politeSeconds = 5;

/** Chooses what the run computes with. @throws Error, a sentence, where what was asked for is not there */
export async function chooseEngine(circumstances: Circumstances): Promise<Choice> {
  const { experiment, before, desk, startHere } = circumstances;
  const { device } = experiment;
  try {
    if (device === 'webgl') return await onWebgl(circumstances);
    const maybeWebgl = device === 'auto' && (before === undefined || before === 'webgl') && ownCells(experiment).length === 0;
    if (!maybeWebgl || (desk === undefined && before === undefined)) return { engine: await startHere() };
    return before === 'webgl' ? await onWebglAgain(circumstances) : await onTheFaster(circumstances);
  } finally {
    desk?.close();
  }
}

async function onWebgl({ desk, startHere }: Circumstances): Promise<Choice> {
  return { engine: await borrow(desk, panelSeconds, card => [usesWebgl(card, '`device` is "webgl"')]), spare: startHere };
}

/** The choice of the first time holds, where it can. */
async function onWebglAgain({ desk, startHere }: Circumstances): Promise<Choice> {
  try {
    return { engine: await borrow(desk, politeSeconds, card => [usesWebgl(card, 'as when this run began')]), spare: startHere };
  } catch (error) {
    return { engine: withNotes(await startHere(), [{ level: 'warning', message: `This run began on WebGL. ${reasonOf(error)} It goes on on the CPU.` }]) };
  }
}

async function onTheFaster(circumstances: Circumstances): Promise<Choice> {
  const { desk, startHere } = circumstances;
  const here = await startHere();
  const offer = await desk?.next(politeSeconds);
  if (offer === undefined || offer.renderer === '') return { engine: here };
  if (isSoftwareRenderer(offer.renderer)) {
    return { engine: withNotes(here, [{ level: 'info', message: `The panel has no graphics card (${offer.renderer}), so WebGL is not tried.` }]) };
  }
  return compare(here, offer, circumstances).catch((error: unknown) => ({
    engine: withNotes(here, [{ level: 'warning', message: `WebGL could not be tried: ${reasonOf(error)}` }]),
  }));
}

async function compare(here: Engine, offer: Offer, { experiment, data, startHere }: Circumstances): Promise<Choice> {
  const webgl = await RemoteEngine.open(offer.take());
  try {
    const speeds = { cpu: await stepsPerSecond(here, experiment, data), webgl: await stepsPerSecond(webgl, experiment, data) };
    const faster = speeds.webgl > speeds.cpu;
    const message = `Trial: CPU ${inSteps(speeds.cpu)}, WebGL ${inSteps(speeds.webgl)}; computes on ${faster ? `WebGL (${webgl.card.renderer})` : 'the CPU'}.`;
    if (faster) return { engine: withNotes(webgl, [{ level: 'info', message }]), spare: startHere };
    webgl.close();
    return { engine: withNotes(here, [{ level: 'info', message }]) };
  } catch (error) {
    webgl.close();
    throw error;
  }
}

/** @throws Error, a sentence, where there is none to be had */
async function borrow(desk: LendingDesk | undefined, seconds: number, notesOf: (card: EngineCard) => readonly Note[]): Promise<Engine> {
  if (desk === undefined) throw new Error('There is no page in a terminal to compute on WebGL: run this experiment in VS Code, or set "device" to "auto".');
  const offer = await desk.next(seconds);
  if (offer === undefined) throw new Error(`No panel of this run offered WebGL within ${seconds} s.`);
  if (offer.renderer === '') throw new Error('The window of the panel has no WebGL2: set "device" to "auto".');
  return RemoteEngine.open(offer.take(), notesOf);
}

function usesWebgl({ renderer }: EngineCard, why: string): Note {
  const message = `Computes with TensorFlow.js on WebGL in the panel, ${renderer} (${why}).`;
  return isSoftwareRenderer(renderer) ? { level: 'warning', message: `${message} This is a program, not a graphics card: the CPU is faster.` } : { level: 'info', message };
}

/** Three digits are as many as a trial of half a second knows. */
const inSteps = (speed: number): string => `${Number(speed.toPrecision(3))} steps/s`;

/** The same engine, with more to say of it. */
export function withNotes(engine: Engine, notes: readonly Note[]): Engine {
  const { resolved, unroll } = engine;
  return { resolved, ...(unroll && { unroll }), notes: [...engine.notes, ...notes], compile: (...model) => engine.compile(...model) };
}
