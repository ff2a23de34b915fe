import type { Location, Uri } from './places.ts';

// The Testing view, as much of it as the host uses.

export class TestMessage {
  location?: Location;
  constructor(readonly message: string) {}
}

export class TestItems {
  readonly #items = new Map<string, TestItem>();
  get = (id: string): TestItem | undefined => this.#items.get(id);
  add = (item: TestItem): unknown => this.#items.set(item.id, item);
  delete = (id: string): unknown => this.#items.delete(id);
  forEach = (visit: (item: TestItem) => void): void => this.#items.forEach(visit);
  replace = (items: readonly TestItem[]): void => {
    this.#items.clear();
    for (const item of items) {
      this.#items.set(item.id, item);
    }
  };

  get labels(): string[] {
    return [...this.#items.values()].map(({ label }) => label);
  }
}

export interface TestItem {
  readonly id: string;
  readonly label: string;
  readonly uri: Uri;
  readonly children: TestItems;
  parent?: TestItem;
}

export class TestController {
  readonly items = new TestItems();
  resolveHandler?: (item?: TestItem) => Promise<void>;
  refreshHandler?: () => Promise<void>;
  run?: (request: object, token: object) => Promise<void>;
  /** What became of each, `passed`, `failed: why`, by its label. */
  readonly outcomes: string[] = [];
  createTestItem = (id: string, label: string, uri: Uri): TestItem => ({ id, label, uri, children: new TestItems() });
  createRunProfile = (_: string, __: number, run: (request: object, token: object) => Promise<void>): void => void (this.run = run);
  createTestRun = () => ({
    started: () => undefined, end: () => undefined,
    passed: ({ label }: TestItem) => this.outcomes.push(`${label}: passed`), skipped: ({ label }: TestItem) => this.outcomes.push(`${label}: skipped`),
    failed: ({ label }: TestItem, [message]: TestMessage[]) => this.outcomes.push(`${label}: failed, ${message!.message}`),
    errored: ({ label }: TestItem, { message }: TestMessage) => this.outcomes.push(`${label}: errored, ${message}`),
  });
  dispose = (): void => undefined;
}
