/**
 * What is sent to Bedrock:
 *
 *   a client of AWS ─ send ─▶ is it Bedrock's, and a command that asks a model?
 *     ├─ converse   one format for all models
 *     └─ invoke     bytes, in the format of the model's maker      json  what is in them
 *          └─ completion, embeddings   those that nobody else speaks
 */
import type { WireFormat } from '../format.ts';
import { list, plain, string, type Plain } from '../plain.ts';
import { converse, converseStream } from './converse.ts';
import { invokeFormat } from './invoke.ts';

/** Of each command that asks a model, by its name. */
const formats: Readonly<Record<string, (input: Plain) => WireFormat>> = {
  Converse: () => converse,
  ConverseStream: () => converseStream,
  InvokeModel: (input) => invokeFormat(input, false),
  InvokeModelWithResponseStream: (input) => invokeFormat(input, true),
};

/**
 * The format of what `client.send` of Bedrock's runtime is given. Undefined for other clients of AWS, which have the very
 * same method, for other commands, and for calls with a callback, which give nothing back that could be read.
 */
export function bedrockFormat(self: unknown, args: readonly unknown[]): WireFormat | undefined {
  if (!isBedrock(self) || args.some((arg) => typeof arg === 'function')) return undefined;
  const [command] = args;
  const name = commandName(command);
  return Object.hasOwn(formats, name) ? formats[name]?.(plain(plain(command)['input'])) : undefined;
}

/** Whether this is a client of Bedrock's runtime: by what it says of itself, because minifiers give classes new names. */
export function isBedrock(client: unknown): boolean {
  return plain(plain(client)['config'])['serviceId'] === 'Bedrock Runtime';
}

/** `Converse`: the schema of a command has its number, its namespace, and its name. */
function commandName(command: unknown): string {
  return string(list(plain(command)['schema'])[2]) ?? '';
}
