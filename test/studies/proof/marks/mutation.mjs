import fc from 'fast-check';

/** Marks of every kind of content, right and wrong. */
const contents = [
  '',
  ' type=llm',
  ' type=llm name="ask the model" ignore=a,b',
  " name='x' captureInput=false capture-output=false kind=client level=debug",
  ' attributes.k=1 attributes.l="m n" tags=a,b message="Asking {a}" root',
  ' off',
  ' aggregate=String only=a typ=x kind=nothing ignore=',
  '-file off',
  ': type=llm',
];

const frames = [
  (mark) => `/** ${mark} */`,
  (mark) => `/* ${mark} */`,
  (mark) => `/*! ${mark} */`,
  (mark) => `// ${mark}\n`,
  (mark) => `/**\n * Prose.\n * ${mark}\n * @param a prose\n */`,
];

const alphabet = ['🎉', ...'@track=,"\'-_. \n*/{}[]ab1\\\u2028é\0'.split('')];

/** One character less, more, or twice, at a place of the mark. */
const edit = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'duplicate'),
  at: fc.nat(200),
  character: fc.constantFrom(...alphabet),
});

/** One mark as it is put into a file: where, and after how many edits. */
export const insertion = fc.record({
  place: fc.nat(1_000_000),
  content: fc.constantFrom(...contents),
  frame: fc.nat(frames.length - 1),
  edits: fc.array(edit, { maxLength: 3 }),
});

/** What the comment says. */
function markComment({ content, frame, edits }) {
  const mark = edits.reduce(applyEdit, `@track${content}`);
  return frames[frame](mark);
}

function applyEdit(text, { kind, at, character }) {
  const index = at % (text.length + 1);
  const rest = text.slice(index);
  if (kind === 'delete') return text.slice(0, index) + rest.slice(1);
  return text.slice(0, index) + (kind === 'insert' ? character : rest.slice(0, 1)) + rest;
}

/** Source text with marks in it; each goes to one of the given offsets. */
export function withMarks(text, offsets, insertions) {
  const placed = insertions
    .map((item) => ({ at: offsets[item.place % offsets.length], text: markComment(item) }))
    .toSorted((a, b) => b.at - a.at);
  return placed.reduce((result, { at, text: mark }) => result.slice(0, at) + mark + result.slice(at), text);
}
