/**
 * The names of the attributes that this package writes. Where a name is not ours, its line says whose it is.
 *
 * None of them is ever redacted by its name; their values are searched like any other.
 */

export { JSON_SCHEMA } from '@bud/value';

/** The sentence of a span or log record, filled in. */
export const MESSAGE = 'bud.msg';
/** The sentence as written, with its placeholders. */
export const MESSAGE_TEMPLATE = 'bud.msg_template';
/** `span`, `log`, `pending` or `integration`. */
export const SPAN_TYPE = 'bud.span_type';
/** Strings, by which spans can be found again. */
export const TAGS = 'bud.tags';
/** `trace`, `debug`, `info`, `notice`, `warn`, `error` or `fatal`. */
export const LEVEL = 'bud.level';
/** The attributes of which something was redacted on the way out. */
export const SCRUBBED = 'bud.scrubbed';
/** Of a pending span sent by OTLP: the span above the one that is open. */
export const PENDING_PARENT_ID = 'bud.pending_parent_id';
/** Which flow it belongs to; the only baggage that travels without being listed. */
export const FLOW_ID = 'bud.flow_id';
/** The project that a service is part of: the option `project`. */
export const PROJECT_ID = 'bud.project.id';
/** The endpoint that was asked, which a program sets. */
export const ENDPOINT_ID = 'bud.endpoint.id';
/** The model as it was deployed. */
export const MODEL_ID = 'bud.model.id';
/** The cluster that it runs in. */
export const CLUSTER_ID = 'bud.cluster.id';
/** The request that a gateway has numbered. */
export const REQUEST_ID = 'bud.request.id';
/** Why a span ended otherwise than by plain completion: `error`, `cancelled`, `shutdown`, … */
export const END_REASON = 'bud.track.end_reason';
/** The `type` of a tracked function's mark. */
export const TRACK_TYPE = 'bud.track.type';

// OpenTelemetry semantic conventions 1.41, resource and exception attributes
export const SERVICE_NAME = 'service.name';
export const SERVICE_VERSION = 'service.version';
export const ENVIRONMENT_NAME = 'deployment.environment.name';
export const ERROR_TYPE = 'error.type';

/** What a span stands for. */
export type SpanType = 'span' | 'log' | 'pending' | 'integration';
