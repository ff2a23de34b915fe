interface Placed {
  readonly message: string;
  readonly pos?: number;
  loc?: { line: number; column: number };
}

/**
 * Parses. Where that fails, what is thrown is the error furthest on in the source: the parser tries what begins like an arrow function
 * a second time as something else, and says where that ended, which is its arrow and not the mistake in its body.
 */
export function furthestError<T>(source: string, parse: () => T): T {
  const [Plain, seen] = [globalThis.SyntaxError, [] as Placed[]];
  globalThis.SyntaxError = class extends Plain {
    constructor(message?: string) {
      super(message);
      seen.push(this);
    }
  } as typeof Plain;
  try {
    return parse();
  } catch (error) {
    const furthest = seen.reduce<Placed | undefined>((best, each) => ((each.pos ?? -1) > (best?.pos ?? -1) ? each : best), undefined);
    if (furthest?.pos === undefined) throw error;
    const before = source.slice(0, furthest.pos).split('\n');
    furthest.loc = { line: before.length, column: before.at(-1)!.length + 1 };
    throw furthest;
  } finally {
    globalThis.SyntaxError = Plain;
  }
}
