import { Missing } from './competitor.ts';
import { entrantsOf, isOurs, publicName } from './entrants.ts';
import type { Entrant } from './entrants.ts';
import { Exchange } from './exchange.ts';
import { measureCells } from './measureCells.ts';
import { measureLab } from './measureLab.ts';
import { measureMemory } from './memory.ts';
import type { Options } from './options.ts';
import { isWanted } from './options.ts';
import { Paddock } from './paddock.ts';
import { measureReservoirMemory } from './reservoirMemory.ts';
import { rowsOf, timing } from './rows.ts';
import type { Row } from './rows.ts';
import { runRace } from './runRace.ts';
import { measureScaling } from './scaling.ts';
import { blasWarning } from './starts.ts';
import { peerSummary, summary } from './summary.ts';
import { tokensOf } from './workload.ts';
import { races, remembered, reservoirs, smoke } from './workloads.ts';
import type { Race } from './workloads.ts';

/** One named thing to measure. */
interface Task {
  readonly name: string;
  measure(): Promise<Row[]>;
}

/** A run of the benchmarks: what was asked for, one after the other. A failure of one is said and does not keep the others from running. */
export class Bench {
  readonly rows: Row[] = [];
  /** Who was not there and what failed, a sentence each. */
  readonly remarks: string[] = [];
  failed = false;
  #paddock = new Paddock();
  #about: Record<string, string> = {};

  private constructor(private readonly options: Options, private readonly exchange: Exchange, private readonly say: (sentence: string) => void) {}

  static async open(options: Options, say: (sentence: string) => void): Promise<Bench> {
    return new Bench(options, await Exchange.open(), say);
  }

  /** Versions of all who took part. */
  get about(): Readonly<Record<string, string>> {
    return { ...this.#about, ...this.#paddock.about };
  }

  /** @throws a sentence where a name that was asked for is none */
  async run(): Promise<void> {
    const warning = this.options.against.some(peer => peer !== 'tfjs') ? blasWarning() : undefined;
    if (warning !== undefined) this.#remark(warning);
    for (const task of this.#wanted()) await this.#measure(task);
  }

  async close(): Promise<void> {
    await this.#paddock.close();
    await this.exchange.close();
  }

  #wanted(): Task[] {
    const all = this.#tasks();
    const names = [...all.map(({ name }) => name), smoke.workload.name];
    const { only } = this.options;
    const lost = only?.find(wanted => !names.some(name => isWanted(name, [wanted], names)));
    if (lost !== undefined) throw new Error(`There is no workload "${lost}". There are ${names.join(', ')}.`);
    const wanted = all.filter(({ name }) => isWanted(name, only, names));
    return only?.includes(smoke.workload.name) ? [...wanted, this.#race(smoke)] : wanted;
  }

  #tasks(): Task[] {
    return [
      ...races.map(race => this.#race(race)),
      { name: 'scaling', measure: () => this.#scaling() },
      { name: 'lab', measure: () => measureLab(this.say) },
      { name: 'cell', measure: measureCells },
      ...remembered.map(workload => ({
        name: `memory-${workload.name}`,
        measure: () => measureMemory(workload, this.#entrants(['planned', 'tfjs', 'tfjs-layers'], [1]), this.exchange, sentence => this.#remark(sentence)),
      })),
      ...reservoirs.map(workload => ({
        name: `memory-${workload.name}`,
        measure: () => measureReservoirMemory(workload, this.#entrants(['reservoir', 'numpy', 'numpy-float32'], [1]), this.exchange, sentence => this.#remark(sentence)),
      })),
    ];
  }

  #race({ workload, engines, rounds = 0 }: Race): Task {
    return {
      name: workload.name,
      measure: async () => {
        const course = { paddock: this.#paddock, exchange: this.exchange, pace: { ...this.options, rounds: Math.max(rounds, this.options.rounds) } };
        const measured = await runRace(workload, this.#entrants(engines, this.options.threads), course, sentence => this.#remark(sentence));
        for (const peer of measured.filter(({ entrant }) => !isOurs(entrant))) this.say(`  ${peerSummary(timing(peer, tokensOf(workload)))}`);
        return rowsOf(workload, measured);
      },
    };
  }

  async #scaling(): Promise<Row[]> {
    const rows: Row[] = [];
    for (const entrant of this.#entrants(this.options.engines ?? ['planned'], [1])) {
      try {
        rows.push(...await measureScaling(entrant, this.#paddock, this.exchange, this.options.milliseconds));
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        this.#remark(error.message);
      }
    }
    return rows;
  }

  /** Those of the engines that were asked for, all of Unfold's unless some were named. */
  #entrants(engines: readonly Entrant['engine'][], threads: readonly number[]): Entrant[] {
    const { against, engines: own } = this.options;
    return entrantsOf(engines, against, threads).filter(entrant => own === undefined || !isOurs(entrant) || own.some(engine => engine === publicName(entrant.engine)));
  }

  async #measure({ name, measure }: Task): Promise<void> {
    this.say(`· ${name} …`);
    try {
      const rows = await measure();
      this.rows.push(...rows);
      for (const row of rows) this.say(`  ${summary(row)}`);
    } catch (error) {
      this.failed = true;
      this.#remark(`${name} failed: ${(error as Error).message}`);
      await this.#startAnew();
    }
  }

  /** After a failure nobody is trusted to be in order. */
  async #startAnew(): Promise<void> {
    this.#about = { ...this.about };
    await this.#paddock.close();
    this.#paddock = new Paddock();
  }

  #remark(sentence: string): void {
    if (this.remarks.includes(sentence)) return;
    this.remarks.push(sentence);
    this.say(`✗ ${sentence}`);
  }
}
