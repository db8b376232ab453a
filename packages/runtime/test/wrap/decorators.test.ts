import { compileFunction } from 'node:vm';
import { transform } from 'esbuild';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { track } from '@bud/runtime/track';
import { traced } from '../tracing.ts';

type Compile = (code: string) => Promise<string> | string;

const legacy = { experimentalDecorators: true, useDefineForClassFields: false };

const standardCompilers: readonly (readonly [string, Compile])[] = [
  ['esbuild', async (code) => (await transform(code, { loader: 'ts', target: 'es2022', keepNames: true })).code],
  ['typescript', (code) => ts.transpile(code, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext })],
];

const legacyCompilers: readonly (readonly [string, Compile])[] = [
  [
    'esbuild',
    async (code) =>
      (
        await transform(code, {
          loader: 'ts',
          target: 'es2022',
          keepNames: true,
          tsconfigRaw: { compilerOptions: legacy },
        })
      ).code,
  ],
  [
    'typescript',
    (code) => ts.transpile(code, { ...legacy, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }),
  ],
];

/** Runs a module body that may use `track`, `log` and other decorators; gives what it returns. */
async function run<T>(compile: Compile, code: string): Promise<T> {
  const body = await compile(`async function main() { ${code} }`);
  return compileFunction(`${body}\nreturn main();`, ['track', 'renamed'])(track, renamed) as T;
}

/** A foreign decorator that replaces the method it is on, in both standards. */
function renamed(value: unknown, _key: unknown, descriptor?: PropertyDescriptor): unknown {
  const replace = (fn: (...args: unknown[]) => unknown) =>
    function (this: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(fn, this, args);
    };
  if (descriptor === undefined) return replace(value as () => unknown);
  return { ...descriptor, value: replace(descriptor.value as () => unknown) };
}

const methods = `
  class Agent {
    label = 'x';
    @track run(a, b = 2) { return this.label + a + b; }
    @track() async ask(question) { return question + this.label; }
    @track({ params: ['n'], name: 'counting', type: 'tool' }) *count(n) { for (let i = 0; i < n; i += 1) yield i; }
    @track static async *stream(n) { yield n; }
    @track get size() { return 3; }
    @track [Symbol.iterator]() { return [1][Symbol.iterator](); }
  }
  const agent = new Agent();
  const results = [agent.run(1), await agent.ask('q'), [...agent.count(2)], [], agent.size, [...agent]];
  for await (const item of Agent.stream(7)) results[3].push(item);
  const proto = Agent.prototype;
  const kinds = [proto.run, proto.ask, proto.count, Agent.stream].map((f) => [f.name, f.length, f.constructor.name]);
  return { results, kinds };`;

const fields = `
  class Agent {
    factor = 3;
    @track({ params: ['n'] }) run = (n) => n * this.factor;
    @track static make = async (n) => n;
    @track note = undefined;
    @track Part = class { #own = 1; own() { return this.#own; } };
  }
  const [one, two] = [new Agent(), new Agent()];
  two.factor = 4;
  return { results: [one.run(1), two.run(2), await Agent.make(5), new one.Part().own()], own: Object.keys(one) };`;

const classes = `
  @track({ type: 'agent', attributes: { team: 'x', level: 1 } })
  class Agent {
    constructor() { this.made = new.target; }
    run(a) { return a; }
    @track({ type: 'tool', params: ['secret', 'b'], attributes: { level: 2 } }) own(secret, b) { return b; }
    @track({ off: true }) quiet() { return 1; }
    static make() { return new this(); }
    get size() { return 1; }
    handler = () => 2;
  }
  class Special extends Agent { run(a) { return super.run(a) + 1; } }
  const agent = Agent.make();
  const results = [agent.run(1), agent.own('x', 2), agent.quiet(), agent.size, agent.handler(), new Special().run(4)];
  return { results, isSame: agent.constructor === Agent && agent.made === Agent && agent instanceof Agent };`;

const both = [
  ...standardCompilers.map(([name, compile]) => [`standard, ${name}`, compile] as const),
  ...legacyCompilers.map(([name, compile]) => [`legacy, ${name}`, compile] as const),
];

describe.each(both)('decorators (%s)', (_name, compile) => {
  it('track methods and accessors of every kind', async () => {
    const trace = traced();
    const { results, kinds } = await run<{ results: unknown; kinds: unknown }>(compile, methods);
    expect(results).toEqual(['x12', 'qx', [0, 1], [7], 3, [1]]);
    expect(kinds).toEqual([
      ['run', 1, 'Function'],
      ['ask', 1, 'AsyncFunction'],
      ['count', 1, 'GeneratorFunction'],
      ['stream', 1, 'AsyncGeneratorFunction'],
    ]);
    expect(trace.spans().map((span) => [span.name, span.attributes['code.function.name']])).toEqual([
      ['Agent.run', 'Agent.run'],
      ['Agent.ask', 'Agent.ask'],
      ['counting', 'Agent.count'],
      ['Agent.get size', 'Agent.get size'],
      ['Agent.[Symbol.iterator]', 'Agent.[Symbol.iterator]'],
      ['Agent.stream', 'Agent.stream'],
    ]);
    expect(trace.span('Agent.run').attributes).toMatchObject({ 'bud.track.input.0': 1, 'bud.track.output': 'x12' });
    expect(trace.span('counting').attributes).toMatchObject({ 'bud.track.input.n': 2, 'bud.track.type': 'tool' });
  });

  it('track fields that hold functions', async () => {
    const trace = traced();
    expect(await run(compile, fields)).toEqual({ results: [3, 8, 5, 1], own: ['factor', 'run', 'note', 'Part'] });
    expect(trace.spans().map((span) => span.name)).toEqual(['Agent.run', 'Agent.run', 'Agent.make']);
    expect(trace.spans()[1]!.attributes['bud.track.input.n']).toBe(2);
  });

  it('track the methods of a class, which stays itself', async () => {
    const trace = traced();
    expect(await run(compile, classes)).toEqual({ results: [1, 2, 1, 1, 2, 5], isSame: true });
    expect(trace.spans().map((span) => span.name)).toEqual(['Agent.make', 'Agent.run', 'Agent.own', 'Agent.run']);
    expect(trace.span('Agent.make').attributes).toMatchObject({ 'bud.track.type': 'agent', team: 'x', level: 1 });
    expect(trace.span('Agent.own').attributes).toMatchObject({
      'bud.track.type': 'tool',
      'bud.track.input.secret': '[REDACTED]',
      'bud.track.input.b': 2,
      team: 'x',
      level: 2,
    });
  });

  it('make one span when stacked, and keep the options closest to the method', async () => {
    const trace = traced();
    const code = `class Agent {
      @track({ type: 'agent', tags: ['t'] }) @track({ type: 'tool' }) run() {}
      @renamed @track other() {}
    } new Agent().run(); new Agent().other();`;
    await run(compile, code);
    expect(trace.spans().map((span) => span.name)).toEqual(['Agent.run', 'Agent.other']);
    expect(trace.span('Agent.run').attributes).toMatchObject({ 'bud.track.type': 'tool', 'bud.tags': ['t'] });
  });

  it('refuse options at the place where they are written', async () => {
    const typo = run(compile, `class A { @track({ typ: 'x' }) run() {} }`);
    await expect(typo).rejects.toThrow(/unknown option "typ" \(accepted: name, type/);
    const name = run(compile, `class A { @track({ params: ['a'], ignore: ['b'] }) run(a) {} }`);
    await expect(name).rejects.toThrow('"b" in "ignore" is not a parameter (accepted: a)');
  });
});

describe.each(standardCompilers)('standard decorators (%s)', (_name, compile) => {
  it('track private members and setters', async () => {
    const trace = traced();
    const code = `class Agent {
      #value = 1;
      @track #step(n) { return this.#value + n; }
      @track static #make() { return new Agent(); }
      @track set #v(value) { this.#value = value; }
      @track set value(value) { this.#v = value; }
      run() { this.value = 5; return this.#step(2); }
      static start() { return Agent.#make().run(); }
    } return Agent.start();`;
    expect(await run(compile, code)).toBe(7);
    expect(trace.tree()).toEqual([
      'Agent.#make < -',
      'Agent.set #v < Agent.set value',
      'Agent.set value < -',
      'Agent.#step < -',
    ]);
    expect(trace.span('Agent.set value').attributes).toMatchObject({ 'bud.track.input.0': 5 });
    expect(trace.span('Agent.set value').attributes).not.toHaveProperty('bud.track.output');
  });

  it('track auto-accessors, through the function they hold or their getter and setter', async () => {
    const trace = traced();
    const code = `class Agent {
      @track accessor run = (n) => n + 1;
      @track accessor size = 1;
      @track static accessor limit = 9;
    }
    const agent = new Agent();
    agent.size += 1;
    return [agent.run(1), agent.size, Agent.limit];`;
    expect(await run(compile, code)).toEqual([2, 2, 9]);
    expect(trace.spans().map((span) => span.name)).toEqual([
      'Agent.get size',
      'Agent.set size',
      'Agent.run',
      'Agent.get size',
      'Agent.get limit',
    ]);
  });

  it('name the class that declares a method, not the one it is called on', async () => {
    const trace = traced();
    const code = `
      class Base { @track run() {} @track say() {} static { this.kind = 'base'; } }
      class Special extends Base { @track say() { super.say(); } }
      const special = new Special();
      special.run(); special.say();
      const { run } = special; run();`;
    await run(compile, code);
    expect(trace.spans().map((span) => span.name)).toEqual(['Base.run', 'Base.say', 'Special.say', 'Base.run']);
  });

  it('name a private member after its class where only that one is possible', async () => {
    const trace = traced();
    const code = `
      class Alone { @track #step() {} run() { this.#step(); } }
      class Base { @track #step() {} run() { this.#step(); } }
      class Special extends Base {}
      new Alone().run(); new Special().run();`;
    await run(compile, code);
    const [alone, inherited] = trace.spans().map((span) => span.name);
    expect(alone).toBe('Alone.#step');
    expect(['Base.#step', '#step']).toContain(inherited);
  });
});
