import { startTracking } from '@bud/runtime/otel';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** @track type=agent */
async function answer(question: string): Promise<string> {
  const facts = search(question);
  let text = '';
  for await (const word of write(question, facts)) text += word;
  return text;
}

/** @track type=tool */
function search(query: string): readonly string[] {
  return query.includes('sunflower') ? ['sunflowers', 'three metres'] : [];
}

/** @track type=llm aggregate=join */
async function* write(prompt: string, [plant = 'nothing', height = 'no height']: readonly string[]) {
  if (prompt.startsWith('How tall')) yield* [plant, ' grow to ', height];
}

export function join(words: readonly string[]): string {
  return words.join('');
}

const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
startTracking({ tracerProvider });

await answer('How tall are sunflowers?');
printSpans(undefined, '');

/** Prints the spans inside a span, each with what was recorded. */
function printSpans(parent: string | undefined, indent: string): void {
  for (const span of exporter.getFinishedSpans()) {
    if (span.parentSpanContext?.spanId !== parent) continue;
    const recorded = Object.entries(span.attributes).filter(([key]) => key.startsWith('bud.track.'));
    const texts = recorded.map(([key, value]) => `${key.slice('bud.track.'.length)}=${String(value)}`);
    console.log(`${indent}${span.name} ${texts.join(' ')}`);
    printSpans(span.spanContext().spanId, `${indent}  `);
  }
}
