import * as api from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import * as bud from '@bud/observe';

const foreign = api.trace.getTracer('another library');

/** Where another library, or the program, can put a string. */
export const places: Readonly<Record<string, (text: string) => void>> = {
  'the name of a span': (text) => foreign.startSpan(text).end(),
  'an attribute': (text) => foreign.startSpan('s', { attributes: { note: text } }).end(),
  'an attribute that a convention names': (text) =>
    foreign
      .startSpan('s')
      .setAttributes({ 'db.query.text': text, 'url.full': text, 'gen_ai.input.messages': text })
      .end(),
  'a URL': (text) => {
    const url = `https://shop.example/orders?note=${text}`;
    foreign.startSpan('GET', { kind: api.SpanKind.CLIENT, attributes: { 'url.full': url, 'http.url': url } }).end();
  },
  'a query, encoded': (text) => {
    const query = `page=2&note=${encodeURIComponent(text)}`;
    const attributes = { 'url.full': `https://shop.example/orders?${query}`, 'url.query': query };
    foreign.startSpan('GET', { kind: api.SpanKind.CLIENT, attributes }).end();
  },
  'a statement': (text) =>
    foreign
      .startSpan('SELECT', {
        attributes: { 'db.query.text': `SELECT 1 -- ${text}\nFROM orders`, 'db.statement': text },
      })
      .end(),
  'a header': (text) => foreign.startSpan('GET', { attributes: { 'http.request.header.x-note': [text] } }).end(),
  'baggage from another process': (text) =>
    bud.attachContext({ baggage: `note=${encodeURIComponent(text)}` }, () => foreign.startSpan('s').end()),
  'a list': (text) => foreign.startSpan('s', { attributes: { lines: [text, 'other'] } }).end(),
  'JSON in JSON in an attribute': (text) =>
    foreign
      .startSpan('s', {
        attributes: { 'gen_ai.tool.call.arguments': JSON.stringify({ body: JSON.stringify({ lines: [text] }) }) },
      })
      .end(),
  'JSON in an attribute': (text) =>
    foreign.startSpan('s', { attributes: { 'gen_ai.prompt': JSON.stringify([{ content: text }]) } }).end(),
  'an event': (text) => foreign.startSpan('s').addEvent(text, { note: text }).end(),
  'an exception': (text) => {
    const span = foreign.startSpan('s');
    span.recordException(new Error(text));
    span.setStatus({ code: api.SpanStatusCode.ERROR, message: text }).end();
  },
  'a link': (text) =>
    foreign.startSpan('s', { links: [{ context: api.INVALID_SPAN_CONTEXT, attributes: { note: text } }] }).end(),
  'a message of ours': (text) => bud.info('About {text}', { text }),
  'a template of ours': (text) => bud.info(text),
  'a span of ours': (text) =>
    bud
      .span('s', { text, nested: { lines: [text] } })
      .setAttribute('later', [text])
      .end(),
  'an exception of ours': (text) => bud.exception(new Error(text), 'Failed: {text}', { text }),
  'an attribute of everything below': (text) => bud.withAttributes({ note: text }, () => foreign.startSpan('s').end()),
  'a log record': (text) =>
    logs.getLogger('another library').emit({ body: text, attributes: { note: text, lines: [text] } }),
};
