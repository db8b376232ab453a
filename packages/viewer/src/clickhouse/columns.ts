import { typesOfOperations } from '@bud/value/recorded';

// What a statement says of a span.

// Older versions of the Collector's exporter write the names of the protocol: STATUS_CODE_ERROR.
export const isError: string = "IN ('Error', 'STATUS_CODE_ERROR')";
export const tokens: string = ['input', 'output']
  .map((kind) => `toUInt64OrZero(SpanAttributes['gen_ai.usage.${kind}_tokens'])`)
  .join(' + ');

export const cost: string = "toFloat64OrZero(SpanAttributes['gen_ai.usage.cost'])";

// As `spanTypeOf` has it: what the mark says, or the operation of the conventions for generative AI.
const operations = Object.keys(typesOfOperations);
export const typeOfSpan: string = `if(SpanAttributes['bud.track.type'] != '', SpanAttributes['bud.track.type'], transform(SpanAttributes['gen_ai.operation.name'], [${quoted(operations)}], [${quoted(Object.values(typesOfOperations))}], ''))`;

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}

/** As `shownType` has it: what else gives a type away. */
export const shownTypeOfSpan: string = `multiIf(
  ${typeOfSpan} != '', ${typeOfSpan},
  SpanAttributes['openinference.span.kind'] != '', lower(SpanAttributes['openinference.span.kind']),
  mapContains(SpanAttributes, 'db.system.name') OR mapContains(SpanAttributes, 'db.system'), 'db',
  mapContains(SpanAttributes, 'http.request.method') OR mapContains(SpanAttributes, 'http.method'), 'http',
  lower(replace(SpanKind, 'SPAN_KIND_', '')) IN ('', 'internal', 'unspecified'), 'span',
  lower(replace(SpanKind, 'SPAN_KIND_', ''))
)`;
