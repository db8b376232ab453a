import type { ConsoleStyle, ExportTarget, OtlpOptions } from '../export/target-options.ts';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the variables say; a member that is undefined was not set. */
export interface Settings {
  readonly serviceName?: string | undefined;
  readonly serviceVersion?: string | undefined;
  readonly environment?: string | undefined;
  readonly project?: string | undefined;
  readonly ratio?: number | undefined;
  readonly queue?: number | undefined;
  readonly size?: number | undefined;
  readonly delayMs?: number | undefined;
  /** Undefined: no variable says where telemetry goes. */
  readonly targets?: readonly ExportTarget[] | undefined;
  readonly conventions?: readonly string[] | undefined;
  readonly isDisabled: boolean;
}

/** Reads variables, and notes what cannot be read. */
interface Reader {
  readonly mistakes: string[];
  string(...names: readonly string[]): string | undefined;
  number(names: readonly string[], accepts: (value: number) => boolean, accepted: string): number | undefined;
  word<Word extends string>(name: string, accepted: readonly Word[]): Word | undefined;
}

/** Ours; another name that begins like them is a mistake. */
const ours = [
  'SERVICE_NAME',
  'SERVICE_VERSION',
  'ENVIRONMENT',
  'PROJECT',
  'ENDPOINT',
  'TOKEN',
  'SAMPLE_RATE',
  'CONSOLE',
  'FILE',
  'CAPTURE_CONTENT',
].map((name) => `BUD_OBSERVE_${name}`);

/** What the variables of a process say, ours before OpenTelemetry's, and every mistake in them. */
export function settingsOf(environment: Environment): {
  readonly settings: Settings;
  readonly mistakes: readonly string[];
} {
  const reader = readerOf(environment);
  const resource = keyPairs(environment['OTEL_RESOURCE_ATTRIBUTES']);
  const settings: Settings = {
    serviceName: reader.string('BUD_OBSERVE_SERVICE_NAME', 'OTEL_SERVICE_NAME') ?? resource['service.name'],
    serviceVersion: reader.string('BUD_OBSERVE_SERVICE_VERSION') ?? resource['service.version'],
    environment:
      reader.string('BUD_OBSERVE_ENVIRONMENT') ?? resource['deployment.environment.name'] ?? reader.string('NODE_ENV'),
    project: reader.string('BUD_OBSERVE_PROJECT'),
    ratio: ratioOf(reader),
    queue: reader.number(['OTEL_BSP_MAX_QUEUE_SIZE'], isSize, 'a whole number of at least 1'),
    size: reader.number(['OTEL_BSP_MAX_EXPORT_BATCH_SIZE'], isSize, 'a whole number of at least 1'),
    delayMs: reader.number(['OTEL_BSP_SCHEDULE_DELAY'], (value) => value >= 0, 'a number of at least 0'),
    targets: targetsOf(reader),
    // OpenTelemetry semantic conventions, stability opt-in
    conventions: (reader.string('OTEL_SEMCONV_STABILITY_OPT_IN') ?? '')
      .split(',')
      .includes('gen_ai_latest_experimental')
      ? ['genai@0.1']
      : undefined,
    isDisabled: environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true',
  };
  const unknown = Object.keys(environment)
    .filter((name) => name.startsWith('BUD_OBSERVE_') && !ours.includes(name))
    .map((name) => `unknown variable ${name} (accepted: ${ours.join(', ')})`);
  return { settings, mistakes: [...reader.mistakes, ...unknown] };
}

const isSize = (value: number): boolean => Number.isInteger(value) && value >= 1;
const isRatio = (value: number): boolean => value >= 0 && value <= 1;

function readerOf(environment: Environment): Reader {
  const mistakes: string[] = [];
  // An empty variable counts as one that is not set. OpenTelemetry specification, environment variables
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined;
  return {
    mistakes,
    string: (...names) => names.map(read).find((value) => value !== undefined),
    number(names, accepts, accepted) {
      const name = names.find((candidate) => read(candidate) !== undefined);
      if (name === undefined) return undefined;
      const value = Number(read(name));
      if (!Number.isNaN(value) && accepts(value)) return value;
      mistakes.push(`${name} must be ${accepted}, not ${JSON.stringify(read(name))}`);
      return undefined;
    },
    word(name, accepted) {
      const value = read(name);
      if (value === undefined) return undefined;
      const found = accepted.find((word) => word === value.toLowerCase());
      if (found === undefined)
        mistakes.push(
          `${name} must be one of ${accepted.map((word) => `"${word}"`).join(', ')}, not ${JSON.stringify(value)}`,
        );
      return found;
    },
  };
}

/** The samplers of OpenTelemetry that are a ratio; others say nothing that we could keep to. */
function ratioOf(reader: Reader): number | undefined {
  const ours = reader.number(['BUD_OBSERVE_SAMPLE_RATE'], isRatio, 'a number from 0 to 1');
  if (ours !== undefined) return ours;
  const sampler = reader.word('OTEL_TRACES_SAMPLER', [
    'always_on',
    'always_off',
    'traceidratio',
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
  ]);
  if (sampler === undefined || sampler.endsWith('always_on')) return undefined;
  if (sampler.endsWith('always_off')) return 0;
  return reader.number(['OTEL_TRACES_SAMPLER_ARG'], isRatio, 'a number from 0 to 1');
}

const styles = ['off', 'simple', 'indented', 'show-parents'] as const;

/** Every place that a variable names; undefined when none does. */
function targetsOf(reader: Reader): readonly ExportTarget[] | undefined {
  const console = reader.word<ConsoleStyle | 'off'>('BUD_OBSERVE_CONSOLE', styles);
  const file = reader.string('BUD_OBSERVE_FILE');
  const otlp = otlpOf(reader);
  const named =
    reader
      .string('OTEL_TRACES_EXPORTER')
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const targets: ExportTarget[] = [];
  if (otlp !== undefined || named.includes('otlp')) targets.push({ otlp: otlp ?? {} });
  if (file !== undefined) targets.push({ file: { path: file } });
  if (console !== undefined && console !== 'off') targets.push({ console: { style: console } });
  else if (console === undefined && named.includes('console')) targets.push({ console: {} });
  const isSaid = console !== undefined || named.includes('none');
  return targets.length > 0 || isSaid ? targets : undefined;
}

// OpenTelemetry specification, OTLP exporter configuration
function otlpOf(reader: Reader): OtlpOptions | undefined {
  const url = reader.string(
    'BUD_OBSERVE_ENDPOINT',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  );
  if (url === undefined) return undefined;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    const name = ['BUD_OBSERVE_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'].find(
      (variable) => reader.string(variable) === url,
    );
    reader.mistakes.push(
      `${name ?? 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'} must be a URL that begins with http:// or https://, not ${JSON.stringify(url)}`,
    );
    return undefined;
  }
  const token = reader.string('BUD_OBSERVE_TOKEN');
  const headers = keyPairs(reader.string('OTEL_EXPORTER_OTLP_HEADERS'));
  const protocol = reader.word('OTEL_EXPORTER_OTLP_PROTOCOL', ['http/protobuf', 'http/json', 'grpc']);
  if (protocol === 'grpc') {
    reader.mistakes.push(
      'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"; pass `export: [grpc()]` from `@bud/observe/grpc`, or set "http/protobuf"',
    );
  }
  const compression = reader.word('OTEL_EXPORTER_OTLP_COMPRESSION', ['gzip', 'none']);
  const timeoutMs = reader.number(['OTEL_EXPORTER_OTLP_TIMEOUT'], isSize, 'a whole number of at least 1');
  return {
    url,
    ...(token !== undefined && { token }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(protocol !== undefined && protocol !== 'grpc' && { protocol }),
    ...(compression !== undefined && { compression }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** `a=b,c=d`, percent-encoded. OpenTelemetry specification, and W3C Baggage */
function keyPairs(source: string | undefined): Readonly<Record<string, string>> {
  const pairs = (source ?? '').split(',').flatMap((pair) => {
    const split = pair.indexOf('=');
    const key = pair.slice(0, Math.max(split, 0)).trim();
    return key === '' ? [] : [[decoded(key), decoded(pair.slice(split + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not encoded after all: a lone percent sign stands for itself.
    return value;
  }
}
