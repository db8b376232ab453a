/**
 * Functions in place of those of `ai` 5 and 6, which do not tell of their calls:
 *
 *   generateText(options) ─ the operation ─▶ the library's own, with options that are recorded
 *     ├─ model, also one that `prepareStep` chooses   doGenerate, doStream, doEmbed
 *     └─ tools                                        execute
 */
import { gate } from '@bud/runtime';
import type { Site } from '@bud/value';
import { plain, string, type Plain } from '../../format/plain.ts';
import { embeddingSite, modelSite, operationSite, streamedModelSite, toolSite } from './calls.ts';

type Method = (...args: never[]) => unknown;
/** Finds the model that a name stands for. */
type FindModel = (name: string) => unknown;

/** The operations that are recorded, each with the methods of a provider that give its models; one of them is there. */
const operations: Readonly<Record<string, readonly string[]>> = {
  generateText: ['languageModel'],
  streamText: ['languageModel'],
  generateObject: ['languageModel'],
  streamObject: ['languageModel'],
  embed: ['embeddingModel', 'textEmbeddingModel'],
  embedMany: ['embeddingModel', 'textEmbeddingModel'],
};

/** What is recorded of a model, by its method. */
const modelSites: Readonly<Record<string, Site>> = {
  doGenerate: modelSite,
  doStream: streamedModelSite,
  doEmbed: embeddingSite,
};

/** The module with functions of the same names, and everything else as it is. */
export function tracedModule<Ai extends object>(ai: Ai): Ai {
  const replaced = Object.entries(operations).flatMap(([name, makers]) => {
    const original = plain(ai)[name];
    if (typeof original !== 'function') return [];
    return [[name, tracedOperation(name, original as Method, (model) => modelNamed(model, ai, makers))]];
  });
  return { ...ai, ...Object.fromEntries(replaced) };
}

function tracedOperation(name: string, original: Method, find: FindModel): Method {
  const traced = (...args: never[]): unknown => {
    const [options, ...rest] = args;
    const { isEnabled, functionId } = plain(plain(options)['experimental_telemetry']);
    // With the library's own spans on, its calls are left to them.
    if (!gate.on || isEnabled === true) return gate.apply(original, undefined, args);
    const call = (): unknown => gate.apply(original, undefined, [recordedOptions(plain(options), find), ...rest]);
    gate.handed = [operationSite(name, string(functionId)), call, undefined];
    return gate.call();
  };
  return Object.defineProperties(traced, {
    name: { value: name, configurable: true },
    length: { value: original.length, configurable: true },
  });
}

function recordedOptions(options: Plain, find: FindModel): Plain {
  const { model, tools, prepareStep } = options;
  return {
    ...options,
    model: recordedModel(model, find),
    ...(typeof tools === 'object' && tools !== null && { tools: recordedTools(plain(tools)) }),
    ...(typeof prepareStep === 'function' && { prepareStep: recordedChoice(prepareStep as Method, find) }),
  };
}

/** Before a step, the program may choose another model for it. */
function recordedChoice(prepareStep: Method, find: FindModel): Method {
  return async (...args) => {
    const settings: unknown = await prepareStep(...args);
    const { model } = plain(settings);
    return model === undefined ? settings : { ...plain(settings), model: recordedModel(model, find) };
  };
}

function recordedModel(given: unknown, find: FindModel): unknown {
  const model = typeof given === 'string' ? find(given) : given;
  if (typeof model !== 'object' || model === null) return given;
  return new Proxy(model, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      const site = typeof key === 'string' && Object.hasOwn(modelSites, key) ? modelSites[key] : undefined;
      return site !== undefined && typeof value === 'function' ? recordedMethod(target, value as Method, site) : value;
    },
  });
}

/** A model that is only named is that of the provider of the process. What it throws, the library is to throw. */
function modelNamed(name: string, ai: object, makers: readonly string[]): unknown {
  const { AI_SDK_DEFAULT_PROVIDER: provider = plain(ai)['gateway'] } = plain(globalThis);
  const make = makers.map((maker) => plain(provider)[maker]).find((each) => typeof each === 'function');
  try {
    return make === undefined ? undefined : gate.apply(make as Method, provider, [name]);
  } catch {
    return undefined;
  }
}

function recordedMethod(model: object, method: Method, site: Site): Method {
  return (...args) => {
    const { provider, modelId } = plain(model);
    return recorded(site, () => gate.apply(method, model, args), {
      provider: string(provider) ?? '',
      modelId: string(modelId) ?? '',
      isStream: site === streamedModelSite,
      request: args[0],
      hidesContent: false,
    });
  };
}

function recordedTools(tools: Plain): Plain {
  return Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, recordedTool(name, tool)]));
}

/** A tool with everything that it has, accessors included. */
function recordedTool(name: string, tool: unknown): unknown {
  const { execute } = plain(tool);
  if (typeof execute !== 'function') return tool;
  const value = (...args: readonly unknown[]): unknown => {
    const [input, options] = args;
    const call = { name, callId: String(plain(options)['toolCallId']), input, hidesContent: false };
    return recorded(toolSite(call), () => gate.apply(execute, tool, args), call);
  };
  const own = Object.getOwnPropertyDescriptors(plain(tool));
  const property = { value, configurable: true, enumerable: true, writable: true };
  return Object.create(Reflect.getPrototypeOf(plain(tool)), { ...own, execute: property }) as object;
}

function recorded(site: Site, make: () => unknown, call: unknown): unknown {
  if (!gate.on) return make();
  gate.handed = [site, make, undefined, call];
  return gate.call();
}
