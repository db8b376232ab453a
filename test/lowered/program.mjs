// One of everything that the runtime treats in its own way. Compiled together with the runtime.
import { startTracking } from '@bud/runtime/otel';
import { track } from '@bud/runtime/track';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Readable } from 'node:stream';
import native from './native.cjs';

/** @track */
function add(a, b = 1) {
  return a + b;
}

/** @track type=llm */
async function ask(question, { model = 'small', ...rest } = {}) {
  await null;
  return { answer: `${question} ${model}`, nested: add(1), rest };
}

/** @track */
function* count(n) {
  for (let i = 0; i < n; i += 1) yield add(i);
  return 'done';
}

/** @track aggregate=join */
async function* chat(words) {
  for (const word of words) {
    await null;
    yield word;
  }
}
const join = (items) => items.join(' ');

// Generators of the program are plain objects once they are lowered: as values they differ.
/** @track ignore=source */
async function* relay(source) {
  return yield* source;
}

/** @track */
function fail(message) {
  throw new TypeError(message);
}

/** @track */
async function reject(message) {
  await null;
  throw new RangeError(message);
}

/** @track */
function login(user, password, options) {
  return { user, token: `Bearer abcdefghijklmnop${password.length}`, options };
}

function twice(x) {
  return 2 * x;
}

/** @track */
class Agent {
  #steps = 0;
  static created = 0;
  field = twice;
  constructor(name) {
    this.name = name;
    Agent.created += 1;
  }
  run(task) {
    this.#step(task);
    return this.field(this.#steps);
  }
  #step(task) {
    this.#steps += task.length;
  }
  async think(...thoughts) {
    this.run('think');
    return thoughts.length;
  }
  *steps() {
    yield this.#steps;
  }
  async *stream() {
    yield this.name;
    yield* this.steps();
  }
  static make(name) {
    return new this(name);
  }
}

class Planner extends Agent {
  /** @track */
  run(task) {
    return super.run(`${task}!`);
  }
  /** @track */
  get plan() {
    return `plan of ${this.name}`;
  }
}

const tools = {
  /** @track */
  lookup(key) {
    return arguments.length + key;
  },
  /** @track */
  async *pages(n) {
    for (let i = 0; i < n; i += 1) yield { page: i };
  },
};

/** @track */
function promised(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms, `after ${ms}`));
}
/** @track */
function queried() {
  return new native.Query();
}
/** @track */
function streamed() {
  return native.stream(['a', 'b']);
}
/** @track */
function readable() {
  return Readable.from(['x', 'y']);
}
function* plainItems() {
  yield 1;
  yield 2;
}
async function* plainAsyncItems() {
  yield 1;
  yield 2;
}
/** @track */
function returnedItems() {
  return plainItems();
}
/** @track */
function returnedAsyncItems() {
  return plainAsyncItems();
}
/** @track */
function returnedNativeItems() {
  return native.items(2);
}
/** @track */
async function returnedNativeAsyncItems() {
  return native.asyncItems(2);
}

/** @track */
function values(...args) {
  return args.length;
}

const Point = track(function Point(x) {
  this.x = x;
});

const tracked = {
  native: {
    add: track(native.add),
    load: track({ params: ['id'], type: 'tool' }, native.load),
    items: track(native.items),
    asyncItems: track({ aggregate: join }, native.asyncItems),
    Store: track(native.Store),
  },
  lowered: {
    add: track((a, b) => a + b),
    load: track({ name: 'load', params: ['id'] }, async (id) => {
      await null;
      return [id];
    }),
    fail: track({ name: 'fail' }, async () => {
      await null;
      throw new Error('lowered');
    }),
    Shop: track(
      class Shop {
        sold = 0;
        sell(item) {
          this.sold += 1;
          return item;
        }
        static open() {
          return new this();
        }
      },
    ),
    Point,
    Place: ((Base) => {
      function Place(x) {
        Base.call(this, x);
      }
      Place.prototype = Object.create(Base.prototype);
      return Place;
    })(Point),
  },
};

const collect = async (source) => {
  const items = [];
  for await (const item of source) items.push(item);
  return items;
};

async function first(source) {
  for await (const item of source) return item;
}

const outcome = async (run) => {
  try {
    return await run();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

const cyclic = { self: null };
cyclic.self = cyclic;

const scenarios = {
  sync: () => [add(1), add(1, 2), join.length, add.name],
  async: () => ask('why', { model: 'large', depth: 3 }),
  concurrent: () => Promise.all([ask('a'), ask('b'), promised(5)]),
  generator: () => [...count(3)],
  generatorStopped: () => {
    for (const item of count(3)) return item;
  },
  generatorThrown: () => {
    const running = count(3);
    running.next();
    return running.throw(new Error('thrown in'));
  },
  asyncGenerator: () => collect(chat(['to', 'be'])),
  asyncGeneratorStopped: () => first(chat(['or', 'not'])),
  delegates: async () => [await collect(relay(chat(['x']))), await collect(relay(native.asyncItems(2)))],
  errors: async () => [await outcome(() => fail('no')), await outcome(() => reject('later'))],
  secrets: () => login('ada', 'hunter2hunter2', { api_key: 'k', note: 'sk-ant-REDACTED' }),
  class: async () => {
    const agent = Agent.make('ada');
    const planner = new Planner('bob');
    return [
      agent.run('task'),
      await agent.think('a', 'b'),
      [...agent.steps()],
      await collect(agent.stream()),
      planner.run('p'),
      planner.plan,
      Agent.created,
      planner instanceof Agent,
    ];
  },
  object: async () => [tools.lookup('k'), await collect(tools.pages(2))],
  promises: async () => [await promised(1), await queried()],
  streams: async () => [await collect(streamed()), await collect(readable())],
  returned: async () => [
    [...returnedItems()],
    await collect(returnedAsyncItems()),
    [...returnedNativeItems()],
    await collect(await returnedNativeAsyncItems()),
  ],
  values: () =>
    values(
      new Map([['a', new Set([1])]]),
      new Date(0),
      [1n, Symbol('s'), null, undefined, -0],
      cyclic,
      new Error('value'),
      new Uint8Array(3),
      /x/g,
      Object.create(null),
      'long '.repeat(2000),
      new URL('https://user:secret@example.com/?token=abcdef1234567890'),
      new Headers({ cookie: 'a=b', accept: 'x' }),
      Promise.resolve(1),
      new WeakMap(),
      Object.assign([], { 1: 1 }),
    ),
  trackNative: async () => {
    const { add, load, items, asyncItems, Store } = tracked.native;
    const store = Store.open();
    return [
      add(1, 2),
      await load(3),
      [...items(2)],
      await collect(asyncItems(2)),
      store.put('k', 'v'),
      await store.get('k'),
      await collect(store.keys()),
      [add, load, items, asyncItems].map((fn) => [fn.name, fn.length, native.kind(fn)]),
    ];
  },
  trackLowered: async () => {
    const { add, load, fail, Shop, Point, Place } = tracked.lowered;
    return [
      add(1, 2),
      await load(3),
      await outcome(fail),
      Shop.open().sell('tea'),
      new Shop().sold,
      new Point(4).x,
      new Point(4) instanceof Point,
      new Place(5).x,
      Point.call({}, 6),
      Reflect.construct(Point, [7], Place) instanceof Place,
      new (class extends Point {})(8).x,
    ];
  },
};

const textOf = (value) => (value === undefined ? 'undefined' : value);

async function main() {
  const off = {};
  for (const [name, run] of Object.entries(scenarios)) off[name] = textOf(await outcome(run));
  Agent.created = 0;
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const exporter = new InMemorySpanExporter();
  const started = [];
  const order = {
    onStart: (span) => void started.push(span),
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const provider = new BasicTracerProvider({ spanProcessors: [order, new SimpleSpanProcessor(exporter)] });
  const tracking = startTracking({ tracerProvider: provider });
  const on = {};
  const spans = {};
  for (const [name, run] of Object.entries(scenarios)) {
    const from = started.length;
    on[name] = textOf(await outcome(run));
    spans[name] = started.slice(from).map((span) => describe(span, started));
  }
  const { failureCount } = tracking;
  tracking.stop();
  console.log(JSON.stringify({ off, on, spans, failureCount, exported: exporter.getFinishedSpans().length }));
}

function describe(span, all) {
  const parent = all.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId);
  return {
    name: span.name,
    parent: parent?.name ?? null,
    status: span.status,
    ended: span.ended,
    attributes: span.attributes,
    events: span.events.map(({ name, attributes }) => [
      name,
      attributes['exception.type'],
      attributes['exception.message'],
    ]),
  };
}

void main();
