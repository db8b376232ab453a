const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const seconds = (milliseconds = 0) => (milliseconds / 1000).toFixed(2);

/** Refusals are functions that cannot be tracked without changing what they do. */
const isRefusal = (code) => /^BUD30\d$/.test(code);

const columns = {
  package: ({ name }) => name,
  files: ({ fileCount }) => String(fileCount),
  'load in Node': ({ loadedCount }) => String(loadedCount),
  'load the same': ({ fileCount, sameCount }) => `${sameCount}/${fileCount}`,
  'functions tracked': ({ functions }) => functions.toLocaleString('en'),
  'not parsed': ({ codes }) => String(codes.filter((code) => code === 'BUD001').length),
  refused: ({ codes }) => String(codes.filter(isRefusal).length),
  'instrumented in': ({ instrumentMs }) => `${seconds(instrumentMs)} s`,
  size: ({ bytes, trackedBytes }) => `${megabytes(bytes)} → ${megabytes(trackedBytes)} MB`,
  'use: plain, off, on': ({ used }) => used.map(({ milliseconds }) => seconds(milliseconds)).join(', ') + ' s',
  spans: ({ used }) => (used[2]?.spanCount ?? 0).toLocaleString('en'),
  'same result': ({ isUsedTheSame }) => (isUsedTheSame ? '✓' : '✗'),
};

/** Prints the head of a Markdown table; rows follow as they are measured. */
export function printHead() {
  const names = Object.keys(columns);
  console.log(`| ${names.join(' | ')} |`);
  console.log(`| ${names.map((name) => (name === 'package' ? '---' : '---:')).join(' | ')} |`);
}

export function printRow(row) {
  const cells = Object.values(columns).map((cell) => cell(row));
  console.log(`| ${cells.join(' | ')} |`);
}
