/**
 * A TypeScript module whose functions throw, each at a `new Error('<name>')`. Functions of both shapes and all kinds;
 * the types make every later step move columns, the long comment lines too.
 */
export const throwingModule = `import type { Dirent } from 'node:fs';

interface Request<T = Dirent> { readonly body?: T; readonly count: number }
enum Mode { Fast = 1, Slow }

/** @track type=tool */
export function sync<T>(request: Request<T>, mode: Mode = Mode.Fast): T {
  const { count }: Request<T> = request; if (mode) throw new Error('sync');
  return count as unknown as T;
}

/** @track name="ask the model" ignore=request */
export async function asynchronous(request: Request): Promise<number> {
  await null;
  const reason = (request.count satisfies number) > 0; throw new Error('asynchronous', { cause: reason });
}

/** @track */ export function* generator(request: Request): Generator<number> { yield request.count; throw new Error('generator'); }

// @track
export async function* asyncGenerator({ count }: Request): AsyncGenerator<number> {
  yield count as number;
  /* a comment on the line */ throw new Error('asyncGenerator');
}

export const arrow = /* @track */ (request: Request): number => { throw new Error('arrow' as string); };

export class Agent<T> {
  private readonly name: string = 'agent';
  /** @track type=agent */ async method(request: Request<T>): Promise<string> { throw new Error('method'); }
  /** @track */ #hidden(request: Request<T>): string { throw new Error('hidden'); }
  hidden(request: Request<T>): string { return this.#hidden(request); }
  /** @track */ get accessor(): string { throw new Error('accessor'); }
  /** @track */ constructor(request?: Request<T>) { if (request !== undefined) throw new Error('constructor'); }
}

export const object = {
  // @track
  async *member(request: Request): AsyncGenerator<number> { yield request.count; throw new Error('member'); },
  /** @track */ usesArguments(request: Request): number { if (arguments.length > 0) throw new Error('usesArguments'); return request.count; },
};

/** Runs them all and gives back the errors, in source order. */
export async function run(): Promise<Error[]> {
  const request = { count: 1 };
  const drain = async (items: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> => { for await (const item of items) void item; };
  const calls: (() => unknown)[] = [
    () => sync(request), () => asynchronous(request), () => drain(generator(request)), () => drain(asyncGenerator(request)),
    () => arrow(request), () => new Agent().method(request), () => new Agent().hidden(request), () => new Agent().accessor,
    () => new Agent(request), () => drain(object.member(request)), () => object.usesArguments(request),
  ];
  const errors: Error[] = [];
  for (const call of calls) {
    try { await call(); } catch (error) { errors.push(error as Error); }
  }
  return errors;
}
`;

/** The names of the errors, in the order in which `run` gives them back. */
export const throwingNames: readonly string[] = [...throwingModule.matchAll(/new Error\('(\w+)'/g)].map(
  ([, name = '']) => name,
);
