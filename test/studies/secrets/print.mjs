// Prints what looking for secrets costs: `npm run study -- secrets`. Nothing is asserted here.
//
// The first table is what ordinary strings take. The second is linearity: strings made to be looked through again and
// again take, at 16 times the length, 16 times as long and not 256 times. The third says that what has no sign of any
// secret costs one regular expression.
import { createSecretPolicy } from '@bud/value';

const { hideIn } = createSecretPolicy({});

const prose = 'The quick brown fox jumps over the lazy dog, and nobody asked why. ';
const message = { role: 'user', content: prose, tokens: 12, id: 'msg_01XFDUDYJgAACzvnptvVoYEL' };
const code = 'const token = await getToken(user);\nif (!token) throw new Error("no token: " + user.name);\n';

const ordinary = {
  'a word': 'fox',
  'prose, 1 KB': fill(prose, 1000),
  'prose, 16 KB': fill(prose, 16_000),
  'a chat in JSON, 16 KB': fill(JSON.stringify(message), 16_000),
  'source text, 16 KB': fill(code, 16_000),
  'base64, 16 KB': Buffer.from(fill(prose, 12_000)).toString('base64'),
};

const hostile = [
  ...[
    '://a:b',
    '://a:b@',
    'http://u:p/"',
    'a=',
    'token=',
    'password=',
    "token='",
    '"token":[',
    '"jwt":["',
    '\\"jwt\\":\\"',
    '"jwt":"\\',
  ],
  ...[
    'a: ',
    '\npassword: ',
    '"Cookie: ',
    'eyJaaaaaaaaaa.',
    'Bearer 1',
    'Basic 1',
    '-----BEGIN PRIVATE KEY-----',
    '%3D',
    'sk-a',
    '1.a',
  ],
];

console.log(`Node ${process.versions.node}\n`);
console.table(
  Object.fromEntries(
    Object.entries(ordinary).map(([name, text]) => {
      const microseconds = timeOf(text) / 1000;
      return [
        name,
        {
          µs: Number(microseconds.toFixed(2)),
          'ns per character': Number(((microseconds * 1000) / text.length).toFixed(1)),
        },
      ];
    }),
  ),
);
console.table(
  Object.fromEntries(
    hostile.map((part) => {
      const [short, long] = [10_000, 160_000].map((length) => timeOf(fill(part, length)));
      return [
        JSON.stringify(part),
        { '10 KB, µs': Math.round(short / 1000), '160 KB, ÷ 10 KB': Number((long / short).toFixed(1)) },
      ];
    }),
  ),
);

// Last, because engines ask more slowly from then on.
console.log('How many regular expressions are asked about each:');
console.table(Object.fromEntries(Object.entries(ordinary).map(([name, text]) => [name, { asked: askedOf(text) }])));

function fill(part, length) {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length);
}

/** All that there is to do with a regular expression goes through its `exec`. */
function askedOf(text) {
  const { exec } = RegExp.prototype;
  let asked = 0;
  RegExp.prototype.exec = function (string) {
    asked += 1;
    return Reflect.apply(exec, this, [string]);
  };
  hideIn(text);
  RegExp.prototype.exec = exec;
  return asked;
}

/** In nanoseconds: the fastest of several rounds, each of them long enough to be measured. */
function timeOf(text) {
  const rounds = Math.max(1, Math.round(200_000 / (text.length + 100)));
  let best = Infinity;
  for (let attempt = 0; attempt < 7; attempt += 1) {
    const start = process.hrtime.bigint();
    for (let round = 0; round < rounds; round += 1) hideIn(text);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / rounds);
  }
  return best;
}
