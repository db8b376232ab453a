import { setTimeout } from 'node:timers/promises';

/** @track type=agent */
class Agent {
  async run(question: string) {
    const notes = await search(question, 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD');
    const words: string[] = [];
    for await (const word of write(notes[0] ?? '')) words.push(word);
    return count(words);
  }
}

/** @track type=tool */
async function search(query: string, apiKey: string) {
  await setTimeout(2);
  return [`about ${query}`, apiKey];
}

/** @track type=llm aggregate=joined */
async function* write(text: string) {
  for (const word of text.split(' ')) {
    await null;
    yield word;
  }
}

export const joined = (words: readonly string[]) => words.join(' ');

/** @track */
function count(words: readonly string[]) {
  return words.length;
}

/** @track */
function fail(reason: string) {
  throw new RangeError(reason);
}

const agent = new Agent();
let results = 0;

let isPaused = false;

setInterval(() => {
  if (isPaused) return;
  void agent.run('tomatoes').then((words) => (results += words));
  try {
    fail('no water');
  } catch {
    results += 1;
  }
}, 5);

/** What a guest could leave behind; nothing of the program's own is under way then. */
async function state() {
  isPaused = true;
  await setTimeout(50);
  const gate = (globalThis as unknown as Record<symbol, Readonly<Record<string, unknown>>>)[Symbol.for('bud.gate.v1')]!;
  const state = {
    results,
    isOn: gate['on'],
    methods: ['enter', 'call', 'begin', 'iterate', 'guest'].filter((name) => gate[name] !== undefined),
    resources: process.getActiveResourcesInfo().toSorted(),
    listeners: process
      .eventNames()
      .map((name) => `${String(name)} ${process.listenerCount(name)}`)
      .toSorted(),
    globals: Reflect.ownKeys(globalThis).map(String).toSorted(),
    inspector: process.getBuiltinModule('node:inspector').url() ?? 'closed',
  };
  isPaused = false;
  return state;
}

process.on('message', () => void state().then((now) => process.send?.(now)));
process.send?.('ready');
