import { track, type AnyFunction } from '@bud/runtime/track';
import { withoutUndefined, type SiteAttribute } from '@bud/value';
import * as names from '../convention/names.ts';
import { traceAgent } from './trace.ts';

/**
 * Traces a function without changing it: a span of each call of what comes back, with arguments and result. It is of the
 * very same type.
 *
 * @example
 * import { traceExistingFunction } from '@bud/llm';
 *
 * const search = traceExistingFunction((query: string) => [query], { name: 'search', attributes: { index: 'notes' } });
 * search('tomatoes'); // ['tomatoes']
 */
export function traceExistingFunction<F extends AnyFunction>(
  fn: F,
  { name, attributes }: { readonly name?: string; readonly attributes?: Readonly<Record<string, SiteAttribute>> } = {},
): F {
  return track({ ...(name !== undefined && { name }), ...(attributes !== undefined && { attributes }) })(fn);
}

/**
 * Traces a function that calls a model: when it returns what a provider answers, its spans have tokens and cost.
 *
 * @example
 * import { readMarks, traceLLMCall } from '@bud/llm';
 *
 * readMarks();
 * const ask = traceLLMCall(async (question: string) => question, { model: 'small', provider: 'garage' });
 * await ask('Why?'); // 'Why?'
 */
export function traceLLMCall<F extends AnyFunction>(
  fn: F,
  { model, provider }: { readonly model?: string; readonly provider?: string } = {},
): F {
  return track({
    name: model === undefined ? 'chat' : `chat ${model}`,
    kind: 'client',
    type: 'llm',
    attributes: withoutUndefined<Record<string, SiteAttribute>>({
      [names.REQUEST_MODEL]: model,
      [names.PROVIDER]: provider,
    }),
  })(fn);
}

/**
 * Traces every method of an agent, from outside: each call is a span `invoke_agent`, with `agent.method` and
 * `agent.args_count`. What comes back is used in the agent's place and passes for it; the agent itself stays as it is, so
 * what it calls on itself makes no spans.
 *
 * @example
 * import { tracedAgent } from '@bud/llm';
 *
 * const agent = tracedAgent({ answer: (question: string) => question }, { type: 'echo' });
 * agent.answer('Why?'); // 'Why?'
 */
export function tracedAgent<Agent extends object>(
  agent: Agent,
  { type, name = agent.constructor.name }: { readonly type?: string; readonly name?: string } = {},
): Agent {
  // A method stays the same object from one look to the next.
  const traced = new WeakMap<AnyFunction, AnyFunction>();
  const proxy: Agent = new Proxy(agent, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || key === 'constructor' || typeof key === 'symbol' || isFixed(target, key))
        return value;
      // Proof of the cast: what is callable.
      const method = value as AnyFunction;
      let known = traced.get(method);
      if (known === undefined) traced.set(method, (known = tracedMethod(method, key)));
      return known;
    },
  });
  return proxy;

  function tracedMethod(method: AnyFunction, key: string): AnyFunction {
    return function (this: unknown, ...args: never[]): unknown {
      const self = this === proxy ? agent : this;
      const attributes = { 'agent.method': key, 'agent.args_count': args.length };
      const call = { name, operation: key, attributes, ...(type !== undefined && { type }) };
      return traceAgent(call, () => Reflect.apply(method, self, args));
    };
  }
}

/** ECMAScript, invariants of `[[Get]]` of proxies: such a property is what it is. */
function isFixed(target: object, key: string): boolean {
  const property = Object.getOwnPropertyDescriptor(target, key);
  return property?.configurable === false && property.writable === false;
}
