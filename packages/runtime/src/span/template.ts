import { parseTemplate, redacted, type FunctionKind, type Site, type Template } from '@bud/value';
import { withSecretNames, type ResolvedTrackingOptions } from './options.ts';
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
  const recording = site.redact === undefined ? options : withSecretNames(options, site.redact);
  return {
    name: recording.secrets.hideInText(site.name),
    kind: site.kind,
    tracer: tracerOf(options.tracerProvider, site.tracer ?? 'bud'),
    // Frozen: samplers and processors get to see it, and it serves every call.
    options: Object.freeze({
      kind: spanKindOf(site),
      root: site.root === true,
      attributes: Object.freeze(staticAttributes(site)),
    }),
    inputs,
    inputKeys: inputs.map((name) => `bud.track.input.${name}`),
    message: site.message === undefined ? undefined : parseTemplate(site.message),
    recording,
    capturesOutput: site.captureOutput ?? options.captureOutput,
  };
}

function staticAttributes(site: Site): Attributes {
  const attributes: Record<string, AttributeValue> = {
    'code.function.name': site.function,
    'bud.level': site.level ?? 'info',
  };
  if (site.file !== undefined) attributes['code.file.path'] = site.file;
  if (site.line !== undefined) attributes['code.line.number'] = site.line;
  if (site.column !== undefined) attributes['code.column.number'] = site.column;
  if (site.type !== undefined) attributes['bud.track.type'] = site.type;
  if (site.tags !== undefined) attributes['bud.tags'] = [...site.tags];
  if (site.message !== undefined) attributes['bud.msg_template'] = site.message;
  for (const [key, value] of Object.entries(site.attributes ?? {})) {
    // Proof of the cast: of a `SiteAttribute` only the list is read-only.
    attributes[key] = Array.isArray(value) ? [...value] : (value as AttributeValue);
  }
  for (const name of site.secrets ?? []) attributes[`bud.track.input.${name}`] = redacted;
  return attributes;
}
