import { readFileSync } from 'node:fs';

const kinds = ['', 'internal', 'server', 'client'];

/** Prints what both processes have written, OTLP/JSON lines, as one tree. */
export function printTree(files) {
  const written = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').flatMap(spansIn));
  // One that is open for more than a second is written then, and once more when it has ended.
  const spans = [...new Map(written.map((span) => [span.spanId, span])).values()];
  printBelow('', '');

  function printBelow(parentId, indent) {
    for (const { service, name, kind, spanId } of spans.filter((span) => (span.parentSpanId ?? '') === parentId)) {
      console.log(`${indent}${service} ${kinds[kind]} ${name}`);
      printBelow(spanId, `${indent}  `);
    }
  }
}

function spansIn(line) {
  return JSON.parse(line).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name').value.stringValue;
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ service, ...span })));
  });
}
