import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { track, type Tracker } from '@bud/runtime/track';

interface Question {
  (text: string): string;
  (text: string, count: number): string[];
}
const overloaded = ((text: string, count?: number) => (count === undefined ? text : [text])) as Question;
async function ask<T extends object>(this: Set<string>, client: T, ...rest: number[]): Promise<T> {
  return rest.length > this.size ? client : client;
}
function* count(n: number): Generator<number, string, boolean> {
  for (let i = 0; i < n; i += 1) if (yield i) return 'stopped';
  return 'done';
}
async function* repeat<T extends string>(item: T): AsyncGenerator<T> {
  yield item;
}
const maybeStream = (isStream: boolean): Promise<string> | AsyncGenerator<string> =>
  isStream ? stream() : Promise.resolve('');
async function* stream(): AsyncGenerator<string> {
  yield 'a';
}
const open = async (): Promise<AsyncIterable<Date>> => ({ [Symbol.asyncIterator]: () => expect.unreachable() });

describe('the type of a tracked function', () => {
  it('lets a function that is written in place use its parameters', async () => {
    const named = track({ params: ['text', 'times'] }, async (text, times) => text.repeat(times));
    const unnamed = track((text) => text.length);
    const later = track({ type: 'tool' })(async (text) => text.trim());
    expect([await named('a', 2), unnamed('abc'), await later(' b ')]).toEqual(['aa', 3, 'b']);
    expectTypeOf(track({ type: 'llm' }, (text: string) => text.length)).toEqualTypeOf<(text: string) => number>();
  });

  it('is the type of the function', () => {
    expectTypeOf(track(overloaded)).toEqualTypeOf<Question>();
    // In variables of their own: TypeScript instantiates a generic function that goes on into another call.
    const trackedAsk = track()(ask);
    expectTypeOf(trackedAsk).toEqualTypeOf<typeof ask>();
    expectTypeOf(track({ type: 'llm' })(count)).toEqualTypeOf<typeof count>();
    expectTypeOf(track({ type: 'llm' }, stream)).toEqualTypeOf<typeof stream>();
    const optionsAsk = track({ type: 'llm' }, ask);
    expectTypeOf(optionsAsk).toEqualTypeOf<typeof ask>();
    const firstRepeat = track({ aggregate: (items: string[]) => items }, repeat);
    expectTypeOf(firstRepeat).toEqualTypeOf<typeof repeat>();
    const thenRepeat = track({ aggregate: (items: string[]) => items })(repeat);
    expectTypeOf(thenRepeat).toEqualTypeOf<typeof repeat>();
    expectTypeOf(track({ aggregate: (items: string[]) => items })(maybeStream)).toEqualTypeOf<typeof maybeStream>();
    class Box<T> {
      readonly value: T;
      constructor(value: T) {
        this.value = value;
      }
    }
    const trackedBox = track({ type: 'tool' })(Box);
    expectTypeOf(trackedBox).toEqualTypeOf<typeof Box>();
    expectTypeOf(track({ type: 'tool' }, Box)).toEqualTypeOf<typeof Box>();
    expectTypeOf(track({ type: 'llm' })).toEqualTypeOf<Tracker>();
    // @ts-expect-error `this` is as it was
    const withoutThis = (): unknown => track(ask)({});
    expectTypeOf(withoutThis).toBeFunction();
  });

  it('gives aggregate the yielded items', () => {
    track({ aggregate: (items) => expectTypeOf(items).toEqualTypeOf<number[]>() }, count);
    track({ aggregate: (items) => expectTypeOf(items).toEqualTypeOf<string[]>() }, stream);
    track({ aggregate: (items) => expectTypeOf(items).toEqualTypeOf<Date[]>() }, open);
    track({ aggregate: (items: readonly string[]) => items.join('') })(stream);
    // @ts-expect-error the items are strings
    track({ aggregate: (items: Date[]) => items }, stream);
    // @ts-expect-error the items are numbers
    track({ aggregate: (items: string[]) => items.join('') })(count);
  });

  it('accepts the options of a mark and no others', () => {
    expect(() => {
      // @ts-expect-error unknown option
      track({ typ: 'llm' }, count);
    }).toThrow(TypeError);
    expect(() => {
      // @ts-expect-error no such span kind
      track({ kind: 'inside' }, count);
    }).toThrow(TypeError);
    expect(() => {
      // @ts-expect-error options come first
      track(count, { type: 'llm' });
    }).toThrow(TypeError);
  });
});

const members = `
import { track } from '@bud/runtime/track';
@track class Plain { private constructor() {} static of(): Plain { return new Plain(); } @track run(a: number): string { return String(a); } }
@track() abstract class Base {
  @track() async ask<T>(this: Base, value: T): Promise<T> { return value; }
  @track({ type: 'tool', aggregate: (items: number[]) => items.length }) *count(): Generator<number> { yield 1; }
  @track static make(): void {}
  @track get size(): number { return 1; }
  @track field = (n: number): number => n;
  @track({ type: 'x' }) maybe?: () => void;
  // @ts-expect-error no such option
  @track({ typ: 'x' }) wrong(): void {}
}
@track({ type: 'agent' }) class Special extends Base { constructor(readonly a: number) { super(); } }
export const kept: [number, Promise<string>] = [new Special(1).field(2), new Special(1).ask('x')];
export { Plain };
`;

const standardMembers = `
import { track } from '@bud/runtime/track';
class Agent {
  @track #step(n: number): number { return n; }
  @track set value(value: number) { this.#step(value); }
  @track accessor held = (): number => 1;
  @track({ type: 'x' }) static accessor limit = 1;
  // @ts-expect-error the items are numbers
  @track({ aggregate: (items: string[]) => items }) *count(): Generator<number> { yield 1; }
  // @ts-expect-error holds no function
  @track size = 1;
}
export { Agent };
`;

/** What TypeScript has to say about a module inside this package. */
function diagnose(code: string, options: ts.CompilerOptions): string[] {
  const path = join(dirname(fileURLToPath(import.meta.url)), 'members.ts');
  const settings: ts.CompilerOptions = {
    ...options,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    customConditions: ['@bud/source'],
    allowImportingTsExtensions: true,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === path || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file === path ? ts.createSourceFile(file, code, ts.ScriptTarget.ES2022) : getSourceFile(file, ...rest);
  const program = ts.createProgram([path], settings, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the types of decorated members', () => {
  it('are accepted by standard decorators', () => {
    expect(diagnose(members, {})).toEqual([]);
    expect(diagnose(standardMembers, {})).toEqual([]);
  });

  it('are accepted by legacy decorators', () => {
    expect(diagnose(members, { experimentalDecorators: true })).toEqual([]);
  });
});
