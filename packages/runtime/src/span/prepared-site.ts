import {
  parseTemplate,
  redacted,
  wellFormed,
  withoutUndefined,
  type Site,
  type SiteAttribute,
  type Template,
} from '@bud/value';
import { optionsOf, type ResolvedTrackingOptions } from '../options/tracking-options.ts';
import { quotaOf, type Quota } from './quota.ts';
import {
  spanKindOf,
  tracerOf,
  type Attributes,
  type AttributeValue,
  type SpanKind,
  type SpanOptions,
  type Tracer,
} from '../telemetry/telemetry.ts';

/** Everything of a site's spans that is the same for every call, computed once per site and recorder. */
export interface PreparedSite {
  readonly name: string;
  readonly tracer: Tracer;
  readonly options: SpanOptions & { readonly kind: SpanKind };
  /** Names of the captured values; empty when nothing is captured. */
  readonly inputs: readonly string[];
  /** Attribute keys, aligned with `inputs`. */
  readonly inputKeys: readonly string[];
  /** Where in the values of a call these are; undefined when they are all there is. */
  readonly positions: readonly number[] | undefined;
  readonly message: Template | undefined;
  /** How values of this site are recorded. */
  readonly recording: ResolvedTrackingOptions;
  readonly capturesOutput: boolean;
  /** The key of the result whose stream ends the span. */
  readonly stream: string | undefined;
  readonly quota: Quota | undefined;
}

export function prepareSite(site: Site, options: ResolvedTrackingOptions, now: () => number): PreparedSite {
  const recording = optionsOf(site, options);
  const { inputs, positions, secrets } = inputsOf(site, recording);
  return {
    name: wellFormed(recording.secrets.hideIn(site.name)),
    tracer: tracerOf(options.tracerProvider, site.tracer ?? 'bud'),
    // Frozen: samplers and processors get to see it, and it serves every call.
    options: Object.freeze({
      kind: spanKindOf(site),
      root: site.newTrace === true,
      attributes: Object.freeze(staticAttributes(site, secrets)),
    }),
    inputs,
    inputKeys: inputs.map((name) => wellFormed(`bud.track.input.${name}`)),
    positions,
    message: site.message === undefined ? undefined : parseTemplate(site.message),
    recording,
    capturesOutput: site.captureOutput ?? options.captureOutput,
    stream: site.stream,
    quota: quotaOf(recording, now),
  };
}

/**
 * What of a call is recorded by its values, and what only as redacted. The compiler has told these apart; of a function
 * that was wrapped at run time, which has no file, the site has all names.
 */
function inputsOf(
  { file, inputs, absent = [], secrets = [] }: Site,
  { captureInput, secrets: policy }: ResolvedTrackingOptions,
): Pick<PreparedSite, 'inputs' | 'positions'> & { readonly secrets: readonly string[] } {
  const isSecret = (name: string): boolean => policy.isSecret(name);
  const found = captureInput && file === undefined ? inputs.concat(absent).filter(isSecret) : [];
  const rest = captureInput ? inputs.filter((name) => !found.includes(name)) : [];
  const positions = found.length === 0 ? undefined : rest.map((name) => inputs.indexOf(name));
  return { inputs: rest, positions, secrets: secrets.concat(found) };
}

function staticAttributes(site: Site, secrets: readonly string[]): Attributes {
  const { file, line, column, type, tags, message } = site;
  const attributes = withoutUndefined<Record<string, SiteAttribute>>({
    'code.function.name': site.function,
    'bud.level': site.level ?? 'info',
    'code.file.path': file,
    'code.line.number': line,
    'code.column.number': column,
    'bud.track.type': type,
    'bud.tags': tags,
    'bud.msg_template': message,
    ...site.attributes,
  });
  // Not by an iterator, here and below: those of arrays are the program's.
  secrets.forEach((name) => void (attributes[`bud.track.input.${name}`] = redacted));
  // Without a prototype, so that `__proto__` is a key like any other.
  const prepared = Object.create(null) as Record<string, AttributeValue | undefined>;
  Object.keys(attributes).forEach((key) => void (prepared[wellFormed(key)] = cleaned(attributes[key])));
  return prepared;
}

/** A copy, without half characters. */
function cleaned(value: SiteAttribute | undefined): AttributeValue | undefined {
  if (typeof value === 'object') return value.map(wellFormed);
  return typeof value === 'string' ? wellFormed(value) : value;
}
