/**
 * Which calls are read:
 *
 *   class of a client ─▶ methods: which of them call a model, and the format of each
 *     └─ in its prototype, a method that asks the gate before the client's own
 *          └─ a site that names a reader ─▶ ../model/reading
 *   what a library tells of its calls ─▶ ../framework      traced: where it does not, functions in place of its own
 *   functions around it ─▶ ../mark/marks
 *   libraries that the build tracks ─▶ read-libraries: a reader for each of their methods
 */
import { gate, type TrackedFunction } from '@bud/runtime';
import { registerReader } from '@bud/runtime/otel';
import type { Site } from '@bud/value';
import { loadPrices } from '../cost/cost.ts';
import { plain } from '../format/plain.ts';
import { frameworks } from '../framework/frameworks.ts';
import { startReading } from '../mark/marks.ts';
import { resolveLlmOptions, type LlmOptions, type ResolvedLlmOptions } from '../model/options.ts';
import { readerFor } from '../model/reading.ts';
import { clientLibraries, type ClientLibrary, type ClientMethod } from './methods.ts';

/** Takes an instrumentation back. A second time it does nothing. */
export type Uninstrument = () => void;

/**
 * Makes a span of every call to a model that clients of a class make, existing ones included: with model, tokens, finish
 * reasons and cost, and with messages where content is recorded. The caller gets the very same promises and streams.
 * Of `@google/genai`, `@mistralai/mistralai`, `cohere-ai`, Bedrock, and `ollama` it takes a client, and reaches all; of `ai` and
 * `@openai/agents` the module, of LangChain the class `CallbackManager`, of MCP the class of a client or a server. Throws a `TypeError` for what is none of these.
 *
 * @example
 * import OpenAI from 'openai';
 *
 * const uninstrument = autoInstrument(OpenAI, { captureContent: true });
 * uninstrument();
 */
export function autoInstrument(Client: unknown, options: LlmOptions = {}): Uninstrument {
  const instrument = instrumentation(Client);
  if (instrument === undefined) throw new TypeError(unknownClient(Client));
  const resolved = resolveLlmOptions(options);
  const undo = [...instrument(resolved), startReading(resolved)];
  void loadPrices();
  return () => {
    for (const step of undo.splice(0)) step();
  };
}

/** How it is instrumented: a part of a framework, or a client whose methods are known. */
function instrumentation(thing: unknown): ((options: ResolvedLlmOptions) => readonly Uninstrument[]) | undefined {
  for (const framework of frameworks)
    if (framework.takes(thing)) return (options) => [framework.instrument(thing, options)];
  const library = Object.values(clientLibraries).find(
    ({ knows, methods }) =>
      (knows === undefined || knows(thing)) && methods.some((method) => holderOf(thing, method) !== undefined),
  );
  if (library === undefined) return undefined;
  return (options) =>
    library.methods.flatMap((method) => {
      const holder = holderOf(thing, method);
      return holder === undefined ? [] : [instrumentMethod(holder, method, library, options)];
    });
}

function unknownClient(Client: unknown): string {
  if (typeof Client === 'string')
    return `autoInstrument() takes no name; \`await enableAutoTracing({ libraries: ['${Client}'] })\` does.`;
  const given = typeof Client === 'function' ? `class ${Client.name}` : typeof Client;
  const known =
    'the class of a client, such as OpenAI from "openai", a client of "@google/genai", "@mistralai/mistralai", "cohere-ai", Bedrock, or "ollama", ' +
    'the module "ai" or "@openai/agents", CallbackManager of LangChain, or Client or McpServer of MCP';
  return `autoInstrument() takes ${known}, not ${given}.`;
}

/** The prototype that has the method itself, so that all classes which inherit it are reached. */
function holderOf(Client: unknown, { path, members, method }: ClientMethod): object | undefined {
  let holder = members === undefined ? prototypeAt(Client, path) : prototypeOfMember(Client, members);
  while (holder !== undefined && !Object.hasOwn(holder, method)) holder = Reflect.getPrototypeOf(holder) ?? undefined;
  return holder !== undefined && typeof Reflect.get(holder, method) === 'function' ? holder : undefined;
}

function prototypeAt(Client: unknown, path: readonly string[]): object | undefined {
  let at: unknown = Client;
  for (const key of path) {
    if (typeof at !== 'function') return undefined;
    at = Reflect.get(at, key);
  }
  const prototype: unknown = typeof at === 'function' ? at.prototype : undefined;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

function prototypeOfMember(client: unknown, members: readonly string[]): object | undefined {
  let at = client;
  for (const key of members) at = plain(at)[key];
  return typeof at === 'object' && at !== null ? (Reflect.getPrototypeOf(at) ?? undefined) : undefined;
}

function instrumentMethod(
  holder: object,
  { reader, path, method, format }: ClientMethod,
  library: ClientLibrary,
  options: ResolvedLlmOptions,
): Uninstrument {
  const unregister = registerReader(
    reader,
    readerFor(format, library, () => options),
  );
  // Proof of the cast: `holderOf` has found a method there.
  const original = Reflect.get(holder, method) as TrackedFunction;
  const operation = typeof format === 'function' ? 'chat' : format.operation;
  const site: Site = {
    name: operation,
    runs: 'sync',
    function: [path.at(-1), method].join('.'),
    inputs: [],
    captureOutput: false,
    tracer: 'bud.llm',
    type: operation === 'embeddings' ? 'embedding' : 'llm',
    reader,
  };
  const tracked = {
    [method](this: unknown, ...args: never[]): unknown {
      if (!gate.on) return gate.apply(original, this, args);
      gate.handed = [site, original, this, ...args];
      return gate.call();
    },
  }[method];
  Object.defineProperty(tracked, 'length', { value: original.length, configurable: true });
  const before = Object.getOwnPropertyDescriptor(holder, method);
  Reflect.defineProperty(holder, method, { ...before, value: tracked });
  return () => {
    unregister();
    // Whoever has put something else there in the meantime keeps it.
    if (Reflect.get(holder, method) === tracked && before !== undefined) Reflect.defineProperty(holder, method, before);
  };
}
