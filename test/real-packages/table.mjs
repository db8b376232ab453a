const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const seconds = (milliseconds = 0) => (milliseconds / 1000).toFixed(2);

/** Refusals are functions that cannot be tracked without changing what they do. */
const isRefusal = (code) => /^BUD30\d$/.test(code);

const columns = {
  package: ({ name }) => name,
  files: ({ fileCount }) => String(fileCount),
  'load the same': ({ fileCount, sameCount }) => `${sameCount}/${fileCount}`,
  'functions tracked': ({ functions }) => functions.toLocaleString('en'),
  refused: ({ codes }) => String(codes.filter(isRefusal).length),
  'instrumented in': ({ instrumentMs }) => `${seconds(instrumentMs)} s`,
  size: ({ bytes, trackedBytes }) => `${megabytes(bytes)} → ${megabytes(trackedBytes)} MB`,
  'use: plain, off, on': ({ used }) => used.map(({ milliseconds }) => seconds(milliseconds)).join(', ') + ' s',
  spans: ({ used }) => (used[2]?.spanCount ?? 0).toLocaleString('en'),
  'same result': ({ used }) => (new Set(used.map(({ result }) => JSON.stringify(result))).size === 1 ? '✓' : '✗'),
};

/** Prints what was measured as a Markdown table. */
export function printTable(rows) {
  const names = Object.keys(columns);
  console.log(`| ${names.join(' | ')} |`);
  console.log(`| ${names.map((name) => (name === 'package' ? '---' : '---:')).join(' | ')} |`);
  for (const row of rows)
    console.log(
      `| ${Object.values(columns)
        .map((cell) => cell(row))
        .join(' | ')} |`,
    );
}
