import { instrument } from '@bud/transform';
import { describe, expect, test } from 'vitest';
import { recordSpans } from '../fixtures/record-spans.ts';
import { loadCommonJs, toEs5, type ToEs5 } from './es5.ts';

/** Bodies of the constructor of `Derived`; `make` says what is made of it. */
const constructors: Readonly<Record<string, readonly [body: string, make: string]>> = {
  'that sets a property': ['super(size); this.kind = "derived";', 'new Derived(3).kind'],
  'that calls methods of both classes': ['super(size); this.all = super.hi() + this.hi();', 'new Derived(3).all'],
  'that calls super in branches': [
    'if (size > 1) super(1); else super(size); this.kind = this.size;',
    'new Derived(9).kind',
  ],
  'that returns an object': [
    'super(size); if (size) return { size: "own" };',
    '[new Derived(3).size, new Derived(0).size]',
  ],
  'that throws before super': ['throw new RangeError("none"); super(size);', 'attempt(() => new Derived(3))'],
  'that never calls super': ['this.size = size;', 'attempt(() => new Derived(3))'],
  'of an error': ['super(size); this.kind = 1;', '[new Derived("text").message, new Derived("text") instanceof Error]'],
  'that is extended again': [
    'super(size); this.kind = new.target.name;',
    'new (class More extends Derived {})(1).kind',
  ],
};

function programOf(name: string, body: string, make: string): string {
  return `class Base { constructor(size) { this.size = size; } hi() { return 'hi'; } }
class Derived extends ${name === 'of an error' ? 'Error' : 'Base'} {
  /** @track */ constructor(size) { ${body} }
}
const attempt = (run) => { try { return run(); } catch (error) { return error.name; } };
module.exports = () => ${make};`;
}

// Classes become functions for ES5, and constructors of derived ones have no `this` until `super()` has been called.
describe.each(Object.entries(toEs5))('%s to ES5', (_, compile: ToEs5) => {
  test.each(Object.entries(constructors))('a derived constructor %s', async (name, [body, make]) => {
    const program = programOf(name, body, make);
    const plain = loadCommonJs(await compile(program));
    const { code, problems } = instrument(program, 'src/derived.cjs');
    expect(problems).toEqual([]);
    const tracked = loadCommonJs(await compile(code));
    expect(tracked()).toEqual(plain());
    const on = await recordSpans(() => Promise.resolve(tracked()));
    expect(on.result).toEqual(plain());
    expect(on.spans[0]).toMatchObject({ name: 'Derived.constructor' });
    expect(on.failureCount).toBe(0);
  });
});
