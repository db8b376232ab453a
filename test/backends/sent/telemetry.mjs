// What is sent: every kind of value, span, event, log and metric that OpenTelemetry has and this SDK makes.
import * as api from '@opentelemetry/api';
import * as bud from '@bud/observe';

/** Records all of it. `pass` lets time go on. */
export async function record(pass) {
  await bud.withAttributes({ 'session.id': 's-1' }, () => question(pass));
  values(pass);
  kinds(pass);
  failures(pass);
  logs(pass);
  metrics();
}

/** An agent that calls a tool and a model, as tracked functions. */
async function question(pass) {
  const search = bud.track({ name: 'search', type: 'tool', params: ['query', 'apiKey'] }, (query) => {
    pass();
    return [query, 'sunflowers grow to three metres'];
  });
  const write = bud.track({ name: 'write', type: 'llm', params: ['prompt'] }, async function* (prompt) {
    bud.current.set({ usage: { inputTokens: 12, outputTokens: 40 }, attributes: { 'gen_ai.request.model': 'small' } });
    for (const word of [prompt, ' ', 'three metres']) {
      pass();
      yield word;
    }
  });
  const ask = bud.track({ name: 'ask', type: 'agent', params: ['question'] }, async (asked) => {
    let answer = '';
    for await (const word of write(search(asked, 'sk-live-1234567890').join())) answer += word;
    pass();
    return answer;
  });
  await ask('How tall are 🌻?');
}

function values(pass) {
  const set = {
    string: 'Grüße,\n"番茄" \\ 👩‍🌾\t',
    empty: '',
    integer: 42,
    negative: -7,
    large: Number.MAX_SAFE_INTEGER,
    double: 0.1,
    tiny: 5e-324,
    yes: true,
    no: false,
    strings: ['a', 'b'],
    integers: [1, 2],
    doubles: [0.5, 2.25],
    flags: [true, false],
    none: [],
    nested: { list: [1, { deep: null }], password: 'hunter2hunter2' },
  };
  bud.span('Every kind of value {integer}', set, { tags: ['a', 'b'] }, (span) => {
    pass();
    span.addEvent('sown', { row: 3, plant: 'bean' });
    pass();
    span.addEvent('watered');
    pass();
  });
}

function kinds(pass) {
  const tracer = api.trace.getTracer('another library', '4.5.6');
  const linked = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: api.TraceFlags.SAMPLED,
  };
  for (const kind of ['INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']) {
    const links = kind === 'CONSUMER' ? [{ context: linked, attributes: { why: 'retry', times: 2 } }] : [];
    const span = tracer.startSpan(`a ${kind.toLowerCase()} span`, { kind: api.SpanKind[kind], links });
    pass();
    if (kind === 'SERVER') span.setStatus({ code: api.SpanStatusCode.OK });
    span.end();
  }
}

/** An error as this program throws it everywhere: its stack names no file of the machine. */
function failure() {
  const error = new RangeError('No bed is that long');
  error.stack = `RangeError: ${error.message}\n    at plant (garden.mjs:12:5)`;
  return error;
}

function failures(pass) {
  const plant = bud.track({ name: 'plant', params: ['metres'] }, () => {
    pass();
    throw failure();
  });
  try {
    plant(1000);
  } catch (error) {
    bud.exception(error, 'Nothing was planted in {place}', { place: 'bed 7' });
  }
}

function logs(pass) {
  const { trace, debug, info, notice, warn, error, fatal } = bud;
  for (const [level, log] of Object.entries({ trace, debug, info, notice, warn, error, fatal })) {
    pass();
    log('It is {degrees} °C', { degrees: -3.5, level });
  }
  bud.span('Looking out', {}, () => {
    pass();
    bud.info('{count=} blossoms', { count: 12 });
  });
}

function metrics() {
  const orders = bud.counter('orders', { unit: '{order}', description: 'Orders that were placed' });
  orders.add(3, { shop: 'vienna' });
  orders.add(1, { shop: 'linz' });
  bud.counter('water', { unit: 'l' }).add(2.5);
  bud.upDownCounter('queue.length').add(-2);
  bud.gauge('temperature', { unit: 'Cel' }).record(21.5, { place: 'glasshouse' });
  const durations = bud.histogram('order.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.1, 1, 10] },
  });
  for (const seconds of [0.05, 0.5, 0.25, 60]) durations.record(seconds);
  bud.observableGauge('beds').addCallback((result) => result.observe(7, { side: 'south' }));
}
