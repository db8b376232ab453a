import { optionTable, type Environment, type Option, type OptionPath, type Variable } from './table.ts';

/** What the variables of a process say, and every mistake in them. */
export interface Said {
  readonly values: ReadonlyMap<OptionPath, unknown>;
  readonly mistakes: readonly string[];
}

/** Ours; another name that begins like them is a mistake. */
function ourVariables(): readonly string[] {
  const names = Object.values(optionTable).flatMap(({ variables = [] }) =>
    variables.map((each) => variableOf(each).name),
  );
  return names.filter((name) => name.startsWith('BUD_OBSERVE_'));
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
    .filter((name) => name.startsWith('BUD_OBSERVE_') && !ours.includes(name))
    .map((name) => `unknown variable ${name} (accepted: ${ours.join(', ')})`);
  return { values, mistakes: [...mistakes, ...unknown] };
}

function firstValue({ variables = [], ...option }: Option, environment: Environment, mistakes: string[]): unknown {
  for (const { name, kind = option.kind, when, take } of variables.map(variableOf)) {
    // An empty variable counts as one that is not set. OpenTelemetry specification, environment variables
    const written = environment[name]?.trim() ?? '';
    if (written === '' || when?.(environment) === false) continue;
    const value = kind.read === undefined ? written : kind.read(written);
    if (!kind.accepts(value)) {
      const shown = option.isPrivate === true ? 'what was given' : JSON.stringify(written);
      mistakes.push(`${name} must be ${kind.accepted}, not ${shown}${hintFor(name, written)}`);
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

/** What to do about a value that is right elsewhere. */
function hintFor(name: string, written: string): string {
  return name === 'OTEL_EXPORTER_OTLP_PROTOCOL' && written === 'grpc'
    ? '; for gRPC pass `export: [grpc()]` from `@bud/observe/grpc`'
    : '';
}
