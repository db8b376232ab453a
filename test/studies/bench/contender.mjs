// What is measured: for each row of the tables the same function, written as every column calls it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { instrument } from '@bud/transform';

/** Inside `node_modules`, so that emitted code resolves `@bud/runtime` as an application does, and Git ignores it. */
const scratchFolder = fileURLToPath(new URL('../../../node_modules/.bud/bench', import.meta.url));

const work = 'let t = (a * 31 + b) | 0; t = (t * 31 + b) | 0; t = (t * 31 + b) | 0; return (t * 31 + b) | 0;';
/** An enclosed body reads its parameters from a closure, which only shows where a loop does it again and again. */
const loopingWork = 'let t = a; for (let i = 0; i < 4; i++) t = (t * 31 + b) | 0; return t;';

/**
 * Parameters and body of one function, and the loop that calls it `n` times. Each contender gets a loop of its own: one
 * loop for all would be optimized for none.
 */
export const rows = [
  { name: 'sync', head: '(a, b)', body: work, loop: 's += holder.target(i, 2)' },
  { name: 'sync, looping body', head: '(a, b)', body: loopingWork, loop: 's += holder.target(i, 2)' },
  { name: 'async, awaited', async: true, head: '(a, b)', body: work, loop: 's += await holder.target(i, 2)' },
  {
    name: 'async, destructured parameter',
    async: true,
    head: '({ a, b = 2 })',
    body: work,
    loop: 's += await holder.target({ a: i, b: 2 })',
  },
  {
    name: 'generator, 10 items',
    generator: true,
    head: '(a, b)',
    body: 'for (let i = 0; i < 10; i++) yield a + b + i;',
    loop: 'for (const item of holder.target(i, 2)) s += item',
  },
];

/** How a column writes the function; `marked` ones go through the compiler, which has to choose that shape. */
export const columns = {
  plain: { write: (row) => declared(row) },
  're-enter': { marked: '.enter(', write: (row) => `/** @track */ ${declared(row)}` },
  enclose: { marked: '_body = ', write: (row) => `export const holder = { /** @track */ ${method(row)} };` },
  'wrapper (...args)': { write: (row) => `${declared(row, 'inner')}\n${wrapper}` },
  'startActiveSpan by hand': { write: (row) => handWritten(row) },
};

/** What instrumenters without a compiler do: a function around the function. */
const wrapper = `import { gate } from '@bud/runtime';
const site = { name: 'target', runs: 'sync', function: 'target', file: '', line: 1, column: 1, inputs: [] };
export const holder = {
  target: function (...args) { return gate.on ? (gate.details = { hasRest: true }, gate.handed = [site, inner, this, args], gate.call()) : inner.apply(this, args); },
};`;

function declared(row, name = 'target') {
  const star = row.generator ? '*' : '';
  const holder = name === 'target' ? ' export const holder = { target };' : '';
  return `${row.async ? 'async ' : ''}function${star} ${name}${row.head} { ${row.body} }${holder}`;
}

function method({ async: isAsync, generator, head, body }) {
  return `${isAsync ? 'async ' : ''}${generator ? '*' : ''}target${head} { ${body} }`;
}

/** The least that records the same: two inputs, an output, a status. */
function handWritten(row) {
  const wait = row.async ? 'await ' : '';
  return `import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('bud');
${declared(row, 'inner')}
export const holder = {
  ${row.async ? 'async ' : ''}target${row.head} {
    return ${wait}tracer.startActiveSpan('target', ${row.async ? 'async ' : ''}(span) => {
      try {
        span.setAttribute('bud.track.input.a', a);
        span.setAttribute('bud.track.input.b', b);
        const result = ${wait}inner${row.head.replace(' = 2', '')};
        span.setAttribute('bud.track.output', result);
        span.setStatus({ code: 1 });
        return result;
      } catch (error) {
        span.recordException(error);
        span.setStatus({ code: 2, message: String(error) });
        throw error;
      } finally {
        span.end();
      }
    });
  },
};`;
}

/**
 * Compiles one cell of a table and gives back its loop. Tables share no modules: code that was optimized while tracking
 * was off would be measured as what is left of it. `compileAfter` is the compiler behind ours, if there is one.
 */
export async function contender(table, row, columnName, compileAfter) {
  const column = columns[columnName];
  const isAsync = row.loop.includes('await');
  const loop = `export ${isAsync ? 'async ' : ''}function loop(n) { let s = 0; for (let i = 0; i < n; i++) { ${row.loop}; } return s; }`;
  const { code, module } = await compiled(
    `${table} ${row.name} ${columnName}`,
    `${column.write(row)}\n${loop}\n`,
    compileAfter,
  );
  if (column.marked && !code.includes(column.marked)) throw new Error(`${row.name} is not ${columnName}:\n${code}`);
  return module.loop;
}

/** What the compiler makes of a module, and that module, loaded as an application would load it. */
export async function compiled(name, source, compileAfter = (code) => code) {
  const code = compileAfter(instrument(source, 'bench.mjs').code);
  mkdirSync(scratchFolder, { recursive: true });
  const path = `${scratchFolder}/${name.replace(/\W+/g, '-')}.mjs`;
  writeFileSync(path, code);
  return { code, module: await import(pathToFileURL(path).href) };
}
