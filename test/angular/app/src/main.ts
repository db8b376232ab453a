import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { startTracking } from '@bud/runtime/otel';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { App } from './app';

const exporter = new InMemorySpanExporter();
startTracking({ tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }) });
// Read by the test of this application.
Object.assign(globalThis, { spans: () => exporter.getFinishedSpans() });
void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
