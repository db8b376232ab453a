import { otlpDefaults, type ConsoleStyle, type ExportTarget, type Signal } from '../export/target-options.ts';
import type { Said } from './variables.ts';

type Values = Said['values'];

/** Every place that a variable names; undefined when none does. */
export function targetsSaid({ values, openTelemetry: { exporters } }: Said): readonly ExportTarget[] | undefined {
  const named = Object.values(exporters).flatMap((names) => names ?? []);
  // Proof of the casts: what variables say of an option is of its kind.
  const style = values.get('export[].console.style') as ConsoleStyle | 'off' | undefined;
  const path = values.get('export[].file.path') as string | undefined;
  const signals = otlpDefaults.signals.filter((signal) => exporters[signal]?.includes('otlp') ?? true);
  const targets: ExportTarget[] = [];
  if ((values.has('export[].otlp.url') && signals.length > 0) || named.includes('otlp'))
    targets.push({ otlp: { ...saidOf('otlp', values), ...someSignals(signals) } });
  if (path !== undefined) targets.push({ file: { path } });
  if (style !== undefined && style !== 'off') targets.push({ console: { style } });
  else if (style === undefined && named.includes('console')) targets.push({ console: {} });
  const isSaid = style !== undefined || named.includes('none');
  return targets.length > 0 || isSaid ? targets : undefined;
}

function someSignals(signals: readonly Signal[]): { readonly signals?: readonly Signal[] } {
  return signals.length === otlpDefaults.signals.length ? {} : { signals };
}

/**
 * The targets that a program gives, with what variables say where it says nothing. What is private, a token, is only for a
 * receiver that is the only one: of several, one would get what another was meant to get.
 */
export function completedTargets(targets: readonly ExportTarget[], values: Values): readonly ExportTarget[] {
  const isOnlyOne = targets.filter((target) => 'otlp' in target).length === 1;
  return targets.map((target) => {
    if ('otlp' in target) return { otlp: completed(target.otlp, saidOf('otlp', values, isOnlyOne ? [] : privateOnes)) };
    if ('file' in target) return { file: completed(target.file, saidOf('file', values)) };
    if ('console' in target && values.get('export[].console.style') !== 'off')
      return { console: completed(target.console, saidOf('console', values)) };
    return target;
  });
}

const privateOnes: readonly string[] = ['token', 'headers'];

/** What a variable says for nobody: a token without a receiver. */
export function unsentSecrets(targets: readonly ExportTarget[], values: Values): readonly string[] {
  const receivers = targets.filter((target) => 'otlp' in target).length;
  if (receivers === 1) return [];
  const variables = [
    ['export[].otlp.token', 'BUD_OBSERVE_TOKEN', 'token'],
    ['export[].otlp.headers', 'OTEL_EXPORTER_OTLP_HEADERS', 'headers'],
  ] as const;
  return variables.flatMap(([path, variable, name]) => {
    if (!values.has(path)) return [];
    return receivers === 0
      ? `${variable} is set, and there is no receiver to send it to: set \`BUD_OBSERVE_ENDPOINT\`.`
      : `${variable} is set, and there are ${receivers} receivers: say which one gets it, \`{ otlp: { url, ${name} } }\`.`;
  });
}

function completed<Options extends object>(
  given: Options | true,
  said: Readonly<Record<string, unknown>>,
): Options | true {
  if (Object.keys(said).length === 0) return given;
  const own = Object.entries(given === true ? {} : given).filter(([, value]) => value !== undefined);
  // Proof of the cast: what variables say of a target are members of its options.
  return { ...said, ...Object.fromEntries(own) } as Options;
}

function saidOf(
  kind: 'otlp' | 'console' | 'file',
  values: Values,
  except: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const prefix = `export[].${kind}.`;
  const below = [...values].filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(
    below
      .map(([path, value]) => [path.slice(prefix.length), value] as const)
      .filter(([name]) => !except.includes(name)),
  );
}
