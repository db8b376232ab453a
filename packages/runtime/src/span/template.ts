import {
  parseTemplate,
  redacted,
  wellFormed,
  type FunctionKind,
  type Site,
  type SiteAttribute,
  type Template,
} from '@bud/value';
import { optionsOf, type ResolvedTrackingOptions } from './options.ts';
import {
  spanKindOf,
  tracerOf,
  type Attributes,
  type AttributeValue,
  type SpanOptions,
  type Tracer,
} from './telemetry.ts';

/** Everything of a site's spans that is the same for every call, computed once per site and recorder. */
export interface SpanTemplate {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly tracer: Tracer;
  readonly options: SpanOptions;
  /** Names of the captured values; empty when nothing is captured. */
  readonly inputs: readonly string[];
  /** Attribute keys, aligned with `inputs`. */
  readonly inputKeys: readonly string[];
  readonly message: Template | undefined;
  /** How values of this site are recorded. */
  readonly recording: ResolvedTrackingOptions;
  readonly capturesOutput: boolean;
}

export function spanTemplate(site: Site, options: ResolvedTrackingOptions): SpanTemplate {
  const inputs = options.captureInput ? site.inputs : [];
  const recording = optionsOf(site, options);
  return {
    name: wellFormed(recording.secrets.hideInText(site.name)),
    kind: site.kind,
    tracer: tracerOf(options.tracerProvider, site.tracer ?? 'bud'),
    // Frozen: samplers and processors get to see it, and it serves every call.
    options: Object.freeze({
      kind: spanKindOf(site),
      root: site.root === true,
      attributes: Object.freeze(staticAttributes(site)),
    }),
    inputs,
    inputKeys: inputs.map((name) => wellFormed(`bud.track.input.${name}`)),
    message: site.message === undefined ? undefined : parseTemplate(site.message),
    recording,
    capturesOutput: site.captureOutput ?? options.captureOutput,
  };
}

function staticAttributes(site: Site): Attributes {
  const { file, line, column, type, tags, message } = site;
  const attributes: Record<string, SiteAttribute> = {
    'code.function.name': site.function,
    'bud.level': site.level ?? 'info',
    ...(file !== undefined && { 'code.file.path': file }),
    ...(line !== undefined && { 'code.line.number': line }),
    ...(column !== undefined && { 'code.column.number': column }),
    ...(type !== undefined && { 'bud.track.type': type }),
    ...(tags !== undefined && { 'bud.tags': tags }),
    ...(message !== undefined && { 'bud.msg_template': message }),
    ...site.attributes,
    ...Object.fromEntries((site.secrets ?? []).map((name) => [`bud.track.input.${name}`, redacted])),
  };
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [wellFormed(key), cleaned(value)]));
}

/** A copy, without half characters. */
function cleaned(value: SiteAttribute): AttributeValue {
  if (typeof value === 'object') return value.map(wellFormed);
  return typeof value === 'string' ? wellFormed(value) : value;
}
