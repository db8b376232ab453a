/** A fault of the recorder, and what shows today that it is gone: a file of tests, and what its cases are called. */
export interface RecorderFault {
  readonly name: string;
  readonly cases: Readonly<Record<string, readonly string[]>>;
}

const returned = (name: string): string => `packages/runtime/test/returned/${name}.test.ts`;
const span = (name: string): string => `packages/runtime/test/span/${name}.test.ts`;
const secret = (name: string): string => `packages/value/test/secret/${name}.ts`;
const outcomes = (name: string): string => `test/studies/outcomes/calls/${name}.mjs`;
const json = 'packages/value/test/json.test.ts';
const limits = 'packages/value/test/json-limits.test.ts';

/** Every kind of fault that was found in the recorder by a small input: that input, and at least two of its kind. */
export const recorderFaults: readonly RecorderFault[] = [
  {
    name: 'a promise that is awaited late has the duration of its consumer',
    cases: {
      [returned('settlement')]: ['ends at settlement, however late its consumer looks'],
      [outcomes('settled')]: ['promise, slow, awaited first', 'promise, fast, awaited last', 'rejection, handled late'],
    },
  },
  {
    name: 'a rejection that nobody handles is OK',
    cases: {
      [returned('settlement')]: [
        'ends as an error when nobody ever handles the rejection, which is reported once',
        'ends as an error when the rejection is handled, at once or later, and nothing is reported',
      ],
      [returned('result')]: ['leaves a rejection that nobody handles unhandled'],
    },
  },
  {
    name: 'a thenable that is consumed by `catch` or `finally` alone, or is frozen, is OK',
    cases: {
      [returned('settlement')]: [
        "['catch', (lazy)",
        "['catch without a reaction', (lazy)",
        "['finally', (lazy)",
        'is unset when it never settles and is forgotten, and when it admits no watching',
        'is unset where it only looks like a promise of the language',
      ],
      [outcomes('clients')]: ['OpenAI, refused, only caught'],
      [outcomes('more-clients')]: ['OpenAI, refused, only finally'],
    },
  },
  {
    name: 'a stream of Node that is left early is an error',
    cases: {
      [returned('inside')]: [
        "is no failure of Node's streams: %s",
        "but the signal of the producer is an abort of Node's streams%s",
      ],
      [outcomes('consumed')]: ['Node stream, left', 'web stream, cancelled', 'async generator, left'],
    },
  },
  {
    name: 'a stream that is consumed by branches, events or helpers is abandoned',
    cases: {
      [returned('result')]: ['stream to both branches of tee, and to the listeners of a helper'],
      [returned('inside')]: ['knows of the end when only `closed` of a reader is awaited'],
      [outcomes('more-clients')]: ['OpenAI, branches of a stream', 'OpenAI, helper, finalContent'],
      [outcomes('clients')]: ['Anthropic, events of a stream'],
    },
  },
  {
    name: 'what is open when tracking stops is lost',
    cases: {
      [span('outcome')]: ['ends every open span at once', 'knows of more open calls than it holds on to'],
      [outcomes('shutdown')]: ['pending at shutdown'],
    },
  },
  {
    name: 'a thenable that is asked twice ends its span twice',
    cases: {
      [returned('settlement')]: [
        'ends once when it is asked twice',
        '(answer(1), answer(2))',
        "(refuse(new Error('x')), answer(2))",
      ],
    },
  },
  {
    name: 'the span ends at return although the result holds a stream',
    cases: {
      [returned('inside')]: [
        'in a plain object, whose other members are recorded',
        'in an array, also when it is left early',
        "['text()', async (response)",
        'under the key that the mark names, and then no other',
        'where the result of a model library keeps it',
      ],
    },
  },
  {
    name: 'what is collected counts as finished',
    cases: {
      [returned('settlement')]: ['does not outlive the promise while its stream is read'],
      [outcomes('more-clients')]: ['OpenAI, collected between reads', 'OpenAI, one item taken by hand'],
    },
  },
  {
    name: 'control flow that is thrown is an error',
    cases: {
      [span('outcome')]: [
        'a redirect of Next.js',
        'a Response that redirects',
        'a promise, as Suspense does',
        'a redirect of SvelteKit',
        'is a failure or not as the program says',
      ],
    },
  },
  {
    name: 'an argument that cannot be read costs the others, or the result',
    cases: {
      [span('values')]: [
        'costs none of the others: a module whose bindings are in their dead zone',
        'costs none of the others: a value that fails in a format of the program',
      ],
      [span('user-code-faults')]: ['that throws costs one value, which stays hidden, and is reported'],
    },
  },
  {
    name: 'frozen intrinsics make the recorder throw, or hide the class of an error',
    cases: {
      'packages/value/test/frozen-intrinsics.test.ts': ['values are written under node --frozen-intrinsics'],
      'test/studies/outcomes/outcomes.test.ts': ['a realm whose intrinsics are frozen records the same'],
      'test/studies/outcomes/locked-down.mjs': ['lockdown'],
    },
  },
  {
    name: 'code of a value, or of what is thrown, is run',
    cases: {
      [span('outcome')]: [
        'runs nothing of it: what the engine would convert to write a stack, what inherits from a proxy',
      ],
      'packages/runtime/test/recorder.test.ts': ['runs no getter of a thrown error'],
      'packages/value/test/prototypes.test.ts': ['stops at a proxy'],
      'packages/value/test/hostile-value.test.ts': ['nothing of it runs'],
    },
  },
  {
    name: 'recursion ends earlier than it does by hand',
    cases: {
      'test/calls/depth.test.ts': ['a tracked function calls itself about as deep as plain while off'],
      'test/calls/frames.test.ts': [
        'a tracked call has no more stack frames than a hand-written startActiveSpan',
        'generator',
      ],
    },
  },
  {
    name: 'a thenable notices that it is watched',
    cases: {
      [returned('settlement')]: [
        'hands on the reactions that the consumer has, and no others',
        'is that of its own `then`, which a promise may have',
      ],
      [returned('again')]: ['may be frozen, inherited from and proxied by its consumer'],
    },
  },
  {
    name: 'a stream, or its cancellation, is moved by a tick',
    cases: {
      'test/calls/ticks.test.ts': [
        'streams that tracked async functions read deliver, fail and are cancelled as without tracking',
        'an async call takes at most one tick more, off only where it is enclosed',
      ],
      [returned('ticks')]: [
        "'is piped until a signal fires'",
        "'is piped through a transform that is left'",
        "'is piped through a transform until a signal fires'",
        "'an async generator that is left'",
        "'a promise among others'",
      ],
    },
  },
  {
    name: "the frame on top of a captured stack is the recorder's",
    cases: {
      'test/calls/frames.test.ts': ['a stack that is captured in a tracked function begins at its caller'],
      'packages/runtime/test/recorder.test.ts': ['keeps the callers of an async function in the stack of an error'],
      [span('user-code-faults')]: ["describe('Error.prepareStackTrace'"],
    },
  },
  {
    name: 'a private key shows behind its headers, as PGP, or as lines',
    cases: {
      [secret('planted')]: ['Proc-Type: 4,ENCRYPTED', 'Version: GnuPG v2', "['lines', JSON.stringify({ lines })]"],
      [secret('cut.test')]: ["fakePem('PGP', 90"],
    },
  },
  {
    name: 'a name, or a key of a provider, is not known',
    cases: {
      [secret('planted')]: ['X-Amz-Credential', 'contraseña', 'mnemonic'],
      [secret('policy.test')]: ['X-Amz-Signature', 'PGPASSWORD'],
      [secret('corpus.test')]: ['come from more than 40 providers, in eight spellings and more than 15 syntaxes'],
    },
  },
  {
    name: 'the beginning of a long secret shows where it is cut',
    cases: {
      [secret('cut.test')]: ['shows nothing of a secret wherever the cut goes through it: %s'],
      [secret('string.test')]: [
        'shows nothing of %s that goes on after the cut',
        'shows nothing of a password that the limit goes through',
      ],
      [json]: ['are replaced before a string is cut, wherever the cut is'],
    },
  },
  {
    name: 'a pair of name and value, or a key that is computed, shows its secret',
    cases: {
      'fixtures/parameter/secrets-by-computed-key/input.ts': ["['api' + 'Key']", "`api${'Key'}`", 'Field.apiKey'],
      [secret('places.test')]: ['in variables of AWS', 'in raw headers that were captured themselves does not show'],
      [secret('policy.test')]: ['hide what shows in a string: %s'],
    },
  },
  {
    name: 'what is harmless is hidden',
    cases: {
      [secret('lookalikes')]: [
        '"logprobs":{"content":[{"token":" Hello"',
        'const token = getToken();',
        'designToken',
        'storageKey',
        'secretSanta',
      ],
    },
  },
  {
    name: 'tight loops of tracked calls cannot be bounded',
    cases: {
      [span('quota')]: [
        'tracks so many calls of a function in a second, and counts the others',
        'may be said of one function, whose children then hang on its caller',
        'drops short calls that succeed and that nothing refers to, and counts them',
      ],
    },
  },
  {
    name: 'half characters and line breaks are in what is recorded',
    cases: {
      [span('values')]: ['are nowhere in a span', 'are not made by cutting'],
      [limits]: ['never tears a character', 'has U+FFFD for half characters in a string, and an escape in JSON'],
      'packages/value/test/inspect.test.ts': ['stays on one line'],
    },
  },
  {
    name: 'errors of other realms are empty, and results of libraries fill the attribute',
    cases: {
      [json]: [
        'knows objects of other realms',
        'shows elements of React by their tag',
        'shows what is under way without its machinery',
        'shows collections as what they hold',
      ],
    },
  },
  {
    name: 'the newest message of a chat is cut away',
    cases: {
      [span('values')]: ['keep the question after a long system prompt'],
      [limits]: [
        'keeps the newest message of a chat, and what comes after the messages',
        'keeps the first and the last items of a list',
        'shares the room between large members',
      ],
    },
  },
];
