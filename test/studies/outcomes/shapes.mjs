// The shapes of calls: each tracked function is named for its shape, and calls `child`. The compiler is given this file.
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { call, through, throughWith } from './times.mjs';

/** @track */
function child() {}

const ignore = () => {};
const letters = () =>
  new ReadableStream(
    {
      count: 0,
      async pull(controller) {
        await sleep(2);
        this.count += 1;
        if (this.count > 3) controller.close();
        else controller.enqueue(this.count);
      },
    },
    { highWaterMark: 0 },
  );

class Query {
  constructor(outcome) {
    this.outcome = outcome;
  }
  // oxlint-disable-next-line unicorn/no-thenable -- a thenable is what this is
  then(onValue, onError) {
    return this.outcome().then(onValue, onError);
  }
  catch(onError) {
    return this.outcome().catch(onError);
  }
}

/** Name → `run`, and what its span says. `openAI`, `anthropic` and `ai` are the real clients, of a local model. */
export const shapes = {
  returns: {
    expected: ['OK'],
    async run() {
      const add = /** @track name="returns" */ (a, b) => (child(), a + b);
      call('returns', () => add(1, 2));
      through('returns');
    },
  },
  throws: {
    expected: ['ERROR', 'error'],
    async run() {
      const refuse = /** @track name="throws" */ () => {
        child();
        throw new TypeError('no');
      };
      try {
        call('throws', refuse);
      } catch {
        through('throws');
      }
    },
  },
  'throws a redirect': {
    expected: ['UNSET', 'control-flow'],
    async run() {
      const redirect = /** @track name="throws a redirect" */ () => {
        child();
        throw Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/login;307;' });
      };
      try {
        call('throws a redirect', redirect);
      } catch {
        through('throws a redirect');
      }
    },
  },
  'throws a promise': {
    expected: ['UNSET', 'control-flow'],
    async run() {
      const suspend = /** @track name="throws a promise" */ () => {
        child();
        throw Promise.resolve();
      };
      try {
        call('throws a promise', suspend);
      } catch {
        through('throws a promise');
      }
    },
  },
  'async, returns': {
    expected: ['OK'],
    async run() {
      const ask = /** @track name="async, returns" */ async () => {
        await sleep(5);
        child();
        return 'yes';
      };
      await call('async, returns', ask);
      through('async, returns');
    },
  },
  'async, throws': {
    expected: ['ERROR', 'error'],
    async run() {
      const fail = /** @track name="async, throws" */ async () => {
        await sleep(5);
        child();
        throw new Error('no');
      };
      await call('async, throws', fail).catch(() => through('async, throws'));
    },
  },
  'async, aborted': {
    expected: ['UNSET', 'aborted'],
    async run() {
      const wait = /** @track name="async, aborted" */ async (signal) => {
        child();
        await sleep(1000, undefined, { signal });
      };
      const abort = new AbortController();
      const waiting = call('async, aborted', () => wait(abort.signal)).catch(() => through('async, aborted'));
      setTimeout(() => abort.abort(), 5);
      await waiting;
    },
  },
  'promise, awaited at once': {
    expected: ['OK'],
    async run() {
      const load = /** @track name="promise, awaited at once" */ () => (child(), sleep(5, 'row'));
      await call('promise, awaited at once', load);
      through('promise, awaited at once');
    },
  },
  'promise, slow, awaited first': {
    expected: ['OK'],
    async run() {
      const slow = /** @track name="promise, slow, awaited first" */ () => {
        child();
        return sleep(40).then(() => through('promise, slow, awaited first'));
      };
      const fast = /** @track name="promise, fast, awaited last" */ () => {
        child();
        return sleep(5).then(() => through('promise, fast, awaited last'));
      };
      const [a, b] = [call('promise, slow, awaited first', slow), call('promise, fast, awaited last', fast)];
      await a;
      await b;
    },
  },
  'promise, fast, awaited last': { expected: ['OK'], async run() {} },
  'rejection, handled late': {
    expected: ['ERROR', 'error'],
    async run() {
      const lose = /** @track name="rejection, handled late" */ () => {
        child();
        return sleep(5).then(() => {
          through('rejection, handled late');
          throw new Error('lost');
        });
      };
      const lost = call('rejection, handled late', lose);
      await sleep(30);
      await lost.catch(ignore);
    },
  },
  'rejection, never handled': {
    expected: ['ERROR', 'error'],
    isUnhandled: true,
    async run() {
      const lose = /** @track name="rejection, never handled" */ () => {
        child();
        return sleep(5).then(() => {
          through('rejection, never handled');
          throw new Error('never handled');
        });
      };
      void call('rejection, never handled', lose);
      await sleep(30);
    },
  },
  'promise, frozen': {
    expected: ['UNSET'],
    async run() {
      const freeze = /** @track name="promise, frozen" */ () => (child(), Object.freeze(sleep(5)));
      const frozen = call('promise, frozen', freeze);
      through('promise, frozen');
      await frozen;
    },
  },
  'thenable, awaited': {
    expected: ['OK'],
    async run() {
      const find = /** @track name="thenable, awaited" */ () => (child(), new Query(() => sleep(5, 'row')));
      await call('thenable, awaited', find);
      through('thenable, awaited');
    },
  },
  'thenable, only caught': {
    expected: ['ERROR', 'error'],
    async run() {
      const fail = () => sleep(5).then(() => Promise.reject(new Error('400')));
      const find = /** @track name="thenable, only caught" */ () => (child(), new Query(fail));
      await call('thenable, only caught', find).catch(() => through('thenable, only caught'));
    },
  },
  'thenable, never asked': {
    expected: ['UNSET', 'abandoned'],
    needsCollection: true,
    async run() {
      const find = /** @track name="thenable, never asked" */ () => (child(), new Query(() => sleep(5)));
      (() => void call('thenable, never asked', find))();
      through('thenable, never asked');
    },
  },
  'generator, to the end': {
    expected: ['OK', undefined, 2],
    async run() {
      const items = /** @track name="generator, to the end" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      for (const _ of call('generator, to the end', items)) await sleep(2);
      through('generator, to the end');
    },
  },
  'generator, left': {
    expected: ['OK', 'cancelled', 1],
    async run() {
      const items = /** @track name="generator, left" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      for (const _ of call('generator, left', items)) {
        await sleep(2);
        break;
      }
      through('generator, left');
    },
  },
  'generator, forgotten': {
    expected: ['UNSET', 'abandoned', 1],
    needsCollection: true,
    async run() {
      const items = /** @track name="generator, forgotten" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      (() => throughWith('generator, forgotten', call('generator, forgotten', items)).next())();
    },
  },
  'async generator, to the end': {
    expected: ['OK', undefined, 2],
    async run() {
      const items = /** @track name="async generator, to the end" */ async function* () {
        child();
        yield 1;
        await sleep(2);
        yield 2;
      };
      for await (const _ of call('async generator, to the end', items)) await sleep(2);
      through('async generator, to the end');
    },
  },
  'async generator, left': {
    expected: ['OK', 'cancelled', 1],
    async run() {
      const items = /** @track name="async generator, left" */ async function* () {
        child();
        yield 1;
        yield 2;
      };
      for await (const _ of call('async generator, left', items)) break;
      through('async generator, left');
    },
  },
  'async generator, fails': {
    expected: ['ERROR', 'error', 1],
    async run() {
      const items = /** @track name="async generator, fails" */ async function* () {
        child();
        yield 1;
        await sleep(2);
        throw new Error('no');
      };
      try {
        for await (const _ of call('async generator, fails', items));
      } catch {
        through('async generator, fails');
      }
    },
  },
  'web stream, read': {
    expected: ['OK', undefined, 3],
    async run() {
      const open = /** @track name="web stream, read" */ () => (child(), letters());
      for await (const _ of call('web stream, read', open)) await sleep(2);
      through('web stream, read');
    },
  },
  'web stream, cancelled': {
    expected: ['OK', 'cancelled', 1],
    async run() {
      const open = /** @track name="web stream, cancelled" */ () => (child(), letters());
      const reader = call('web stream, cancelled', open).getReader();
      await reader.read();
      await reader.cancel();
      through('web stream, cancelled');
    },
  },
  'web stream, piped': {
    expected: ['OK'],
    async run() {
      const open = /** @track name="web stream, piped" */ () => (child(), letters());
      await call('web stream, piped', open).pipeTo(new WritableStream());
      through('web stream, piped');
    },
  },
  'web stream, two branches': {
    expected: ['OK', undefined, 3],
    async run() {
      const open = /** @track name="web stream, two branches" */ () => (child(), letters());
      const branches = call('web stream, two branches', open).tee();
      const read = async (branch) => {
        for await (const _ of branch);
        through('web stream, two branches');
      };
      await Promise.all(branches.map(read));
    },
  },
  'Node stream, left': {
    expected: ['OK', 'cancelled'],
    async run() {
      const open = /** @track name="Node stream, left" */ () => (child(), Readable.from(['a', 'b', 'c']));
      for await (const _ of call('Node stream, left', open)) break;
      through('Node stream, left');
    },
  },
  'stream in a result': {
    expected: ['OK', undefined, 3],
    async run() {
      const answer = /** @track name="stream in a result" */ () => (child(), { stream: letters(), usage: 1 });
      for await (const _ of call('stream in a result', answer).stream);
      through('stream in a result');
    },
  },
  'Response, read by text()': {
    expected: ['OK'],
    async run() {
      const respond = /** @track name="Response, read by text()" */ () => {
        child();
        return new Response(
          letters().pipeThrough(new TransformStream({ transform: (_, to) => to.enqueue(new Uint8Array(1)) })),
        );
      };
      await call('Response, read by text()', respond).text();
      through('Response, read by text()');
    },
  },
  'OpenAI, stream': {
    expected: ['OK', undefined, 4],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, stream" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      for await (const _ of await call('OpenAI, stream', ask));
      through('OpenAI, stream');
    },
  },
  'OpenAI, refused, only caught': {
    expected: ['ERROR', 'error'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, refused, only caught" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, model: 'refused' });
      };
      await call('OpenAI, refused, only caught', ask).catch(() => through('OpenAI, refused, only caught'));
    },
  },
  'Anthropic, events of a stream': {
    expected: ['OK'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, events of a stream" */ () => {
        child();
        return anthropic.messages.stream({ ...request, max_tokens: 9 });
      };
      const stream = call('Anthropic, events of a stream', ask);
      stream.on('text', ignore);
      stream.on('end', () => through('Anthropic, events of a stream'));
      await stream.finalMessage();
    },
  },
  'AI SDK, streamText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, streamText" */ () => (child(), ai.streamText({ model, prompt: 'hi' }));
      for await (const _ of call('AI SDK, streamText', ask).textStream);
      through('AI SDK, streamText');
    },
  },
  'pending at shutdown': {
    expected: ['UNSET', 'shutdown'],
    isOpenAtTheEnd: true,
    async run() {
      const never = /** @track name="pending at shutdown" */ () => (child(), new Promise(ignore));
      globalThis.pending = call('pending at shutdown', never);
    },
  },
};

/** More of what model clients return, and of what is open when tracking stops. */
export const more = {
  'OpenAI, awaited': {
    expected: ['OK'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, awaited" */ () => (child(), openAI.chat.completions.create(request));
      await call('OpenAI, awaited', ask);
      through('OpenAI, awaited');
    },
  },
  'OpenAI, refused, only finally': {
    expected: ['ERROR', 'error'],
    isUnhandled: true,
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, refused, only finally" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, model: 'refused' });
      };
      void call('OpenAI, refused, only finally', ask).finally(() => through('OpenAI, refused, only finally'));
      await sleep(60);
    },
  },
  'OpenAI, withResponse': {
    expected: ['OK'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, withResponse" */ () => (child(), openAI.chat.completions.create(request));
      await call('OpenAI, withResponse', ask).withResponse();
      through('OpenAI, withResponse');
    },
  },
  'OpenAI, refused, asResponse': {
    expected: ['ERROR', 'error'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, refused, asResponse" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, model: 'refused' });
      };
      await call('OpenAI, refused, asResponse', ask)
        .asResponse()
        .catch(() => through('OpenAI, refused, asResponse'));
    },
  },
  'OpenAI, branches of a stream': {
    expected: ['OK', undefined, 4],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, branches of a stream" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      for (const branch of (await call('OpenAI, branches of a stream', ask)).tee()) {
        for await (const _ of branch);
        through('OpenAI, branches of a stream');
      }
    },
  },
  'OpenAI, collected between reads': {
    expected: ['OK', undefined, 4],
    needsCollection: true,
    async run({ openAI, request, collect }) {
      const ask = /** @track name="OpenAI, collected between reads" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      for await (const _ of await call('OpenAI, collected between reads', ask)) await collect();
      through('OpenAI, collected between reads');
    },
  },
  'OpenAI, one item taken by hand': {
    expected: ['UNSET', 'abandoned', 1],
    // Iterable and iterator are collected by turns.
    isUntimed: true,
    needsCollection: true,
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, one item taken by hand" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      await (async () => {
        const iterator = (await call('OpenAI, one item taken by hand', ask))[Symbol.asyncIterator]();
        throughWith('OpenAI, one item taken by hand', iterator);
        await iterator.next();
      })();
    },
  },
  'OpenAI, helper, finalContent': {
    expected: ['OK', undefined, 4],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, helper, finalContent" */ () => (
        child(),
        openAI.chat.completions.stream(request)
      );
      const stream = call('OpenAI, helper, finalContent', ask);
      stream.on('end', () => through('OpenAI, helper, finalContent'));
      await stream.finalContent();
    },
  },
  'OpenAI, helper, left': {
    expected: ['OK', 'cancelled'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, helper, left" */ () => (child(), openAI.chat.completions.stream(request));
      for await (const _ of call('OpenAI, helper, left', ask)) break;
      through('OpenAI, helper, left');
    },
  },
  'Anthropic, awaited': {
    expected: ['OK'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, awaited" */ () => {
        child();
        return anthropic.messages.create({ ...request, max_tokens: 9 });
      };
      await call('Anthropic, awaited', ask);
      through('Anthropic, awaited');
    },
  },
  'Anthropic, refused, only caught': {
    expected: ['ERROR', 'error'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, refused, only caught" */ () => {
        child();
        return anthropic.messages.create({ ...request, model: 'refused', max_tokens: 9 });
      };
      await call('Anthropic, refused, only caught', ask).catch(() => through('Anthropic, refused, only caught'));
    },
  },
  'Anthropic, stream': {
    expected: ['OK', undefined, 8],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, stream" */ () => {
        child();
        return anthropic.messages.create({ ...request, max_tokens: 9, stream: true });
      };
      for await (const _ of await call('Anthropic, stream', ask));
      through('Anthropic, stream');
    },
  },
  'Anthropic, stream, left': {
    expected: ['OK', 'cancelled', 1],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, stream, left" */ () => {
        child();
        return anthropic.messages.create({ ...request, max_tokens: 9, stream: true });
      };
      for await (const _ of await call('Anthropic, stream, left', ask)) break;
      through('Anthropic, stream, left');
    },
  },
  'Anthropic, helper, iterated': {
    expected: ['OK'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, helper, iterated" */ () => {
        child();
        return anthropic.messages.stream({ ...request, max_tokens: 9 });
      };
      for await (const _ of call('Anthropic, helper, iterated', ask));
      through('Anthropic, helper, iterated');
    },
  },
  'AI SDK, generateText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, generateText" */ () => (child(), ai.generateText({ model, prompt: 'hi' }));
      await call('AI SDK, generateText', ask);
      through('AI SDK, generateText');
    },
  },
  'AI SDK, Response of streamText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, Response of streamText" */ () => {
        child();
        return ai.streamText({ model, prompt: 'hi' }).toTextStreamResponse();
      };
      await call('AI SDK, Response of streamText', ask).text();
      through('AI SDK, Response of streamText');
    },
  },
  'AI SDK, text of streamText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, text of streamText" */ () => (
        child(),
        ai.streamText({ model, prompt: 'hi' })
      );
      await call('AI SDK, text of streamText', ask).text;
      through('AI SDK, text of streamText');
    },
  },
  'unread at shutdown': {
    expected: ['UNSET', 'shutdown', 0],
    isOpenAtTheEnd: true,
    async run() {
      const open = /** @track name="unread at shutdown" */ () => (child(), letters());
      globalThis.unread = call('unread at shutdown', open);
    },
  },
  'midway at shutdown': {
    expected: ['UNSET', 'shutdown', 1],
    isOpenAtTheEnd: true,
    async run() {
      const items = /** @track name="midway at shutdown" */ function* () {
        child();
        yield 1;
        yield 2;
      };
      globalThis.midway = call('midway at shutdown', items);
      globalThis.midway.next();
    },
  },
};
