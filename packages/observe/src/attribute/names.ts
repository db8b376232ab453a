/**
 * The names of the attributes that this package writes. Where a name is not ours, its line says whose it is.
 *
 * None of them is ever redacted by its name; their values are searched like any other.
 */

/** The sentence of a span or log record, filled in. */
export const MESSAGE = 'bud.msg';
/** The sentence as written, with its placeholders. */
export const MESSAGE_TEMPLATE = 'bud.msg_template';
/** `span`, `log`, `pending` or `integration`. */
export const SPAN_TYPE = 'bud.span_type';
export const TAGS = 'bud.tags';
export const LEVEL = 'bud.level';
/** The attributes of which something was redacted on the way out. */
export const SCRUBBED = 'bud.scrubbed';
/** Of a pending span sent by OTLP: the span above the one that is open. */
export const PENDING_PARENT_ID = 'bud.pending_parent_id';
/** Which flow it belongs to; the only baggage that travels without being listed. */
export const FLOW_ID = 'bud.flow_id';
export const PROJECT_ID = 'bud.project.id';
export const END_REASON = 'bud.track.end_reason';
export const TRACK_TYPE = 'bud.track.type';

// OpenTelemetry semantic conventions 1.41, resource and exception attributes
export const SERVICE_NAME = 'service.name';
export const SERVICE_VERSION = 'service.version';
export const ENVIRONMENT_NAME = 'deployment.environment.name';
export const ERROR_TYPE = 'error.type';

/** What a span stands for. */
export type SpanType = 'span' | 'log' | 'pending' | 'integration';
