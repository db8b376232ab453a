import { describeValue } from '@bud/value';
import { readOpenTelemetry, type OpenTelemetrySaid } from './opentelemetry.ts';
import { closestHint } from './spelling.ts';
import type { Environment } from './environment.ts';
import { optionTable, type Option, type OptionPath, type Variable } from './table.ts';

/** What the variables of a process say, and every mistake in them. */
export interface Said {
  readonly values: ReadonlyMap<OptionPath, unknown>;
  readonly openTelemetry: OpenTelemetrySaid;
  readonly mistakes: readonly string[];
}

/** A name that begins like ours, and is none of them, is a mistake. */
const prefix = 'BUD_OBSERVE_';

function ourVariables(): readonly string[] {
  const names = Object.values(optionTable).flatMap(({ variables = [] }) =>
    variables.map((each) => variableOf(each).name),
  );
  return names.filter((name) => name.startsWith(prefix));
}

/** Reads every variable of every option. */
export function readVariables(environment: Environment): Said {
  const mistakes: string[] = [];
  const values = new Map<OptionPath, unknown>();
  for (const [path, option] of Object.entries(optionTable)) {
    const value = firstValue(option, environment, mistakes);
    // Proof of the cast: the keys of the table are its paths.
    if (value !== undefined) values.set(path as OptionPath, value);
  }
  const ours = ourVariables();
  const unknown = Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !ours.includes(name))
    .map((name) => `unknown variable ${name} (${hintForName(name, ours)})`);
  return { values, openTelemetry: readOpenTelemetry(environment), mistakes: [...mistakes, ...unknown] };
}

function firstValue({ variables = [], ...option }: Option, environment: Environment, mistakes: string[]): unknown {
  for (const { name, accepted = option.accepted, when, take } of variables.map(variableOf)) {
    // An empty variable counts as one that is not set. OpenTelemetry specification, environment variables
    const written = environment[name]?.trim() ?? '';
    if (written === '' || when?.(environment) === false) continue;
    const value = accepted.read === undefined ? written : accepted.read(written);
    if (!accepted.admits(value)) {
      const shown = option.isPrivate === true ? 'what was given' : describeValue(written);
      mistakes.push(`${name} must be ${accepted.words}, not ${shown}${accepted.hint?.(written) ?? ''}`);
      return undefined;
    }
    const taken = take === undefined ? value : take(String(value));
    if (taken !== undefined) return taken;
  }
  return undefined;
}

function variableOf(variable: string | Variable): Variable {
  return typeof variable === 'string' ? { name: variable } : variable;
}

/** What all names begin with says nothing about which one was meant. */
function hintForName(name: string, ours: readonly string[]): string {
  const [written, ...accepted] = [name, ...ours].map((each) => each.slice(prefix.length));
  return closestHint(written ?? '', accepted, prefix) ?? `accepted: ${ours.join(', ')}`;
}
