// The reference of wrong setups: each is provoked in a process of its own, and what that says stands in the document.
//
//   wrong setup ─ node ─▶ standard error ─▶ its one message
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));

/** Each setup: what is wrong, the program, its variables, and what else it needs. */
const setups = [
  {
    wrong: 'Nobody listens: nothing says where telemetry goes, and no other SDK is there',
    program: "import { configure } from '@bud/observe';\nconfigure();",
  },
  {
    wrong: 'Nothing answers at the endpoint',
    program: [
      "import { configure, span } from '@bud/observe';",
      "const { flush } = configure({ export: [{ otlp: { url: 'http://127.0.0.1:9' } }] });",
      "span('work', () => {});",
      'await flush();',
      'process.kill(process.pid, "SIGKILL");',
    ],
  },
  {
    wrong: 'What answers at the endpoint is no OTLP receiver',
    status: 404,
    program: [
      "import { configure, span } from '@bud/observe';",
      "const { shutdown } = configure({ export: [{ otlp: { url: process.env.RECEIVER, signals: ['traces'] } }] });",
      "span('work', () => {});",
      'await shutdown();',
    ],
  },
  {
    wrong: 'The receiver wants a token',
    status: 401,
    program: [
      "import { configure, span } from '@bud/observe';",
      "const { shutdown } = configure({ export: [{ otlp: { url: process.env.RECEIVER, signals: ['traces'] } }] });",
      "span('work', () => {});",
      'await shutdown();',
    ],
  },
  {
    wrong: 'A provider is handed over, and nobody has registered a context manager',
    program: [
      "import { configure } from '@bud/observe';",
      "import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';",
      'configure({ tracerProvider: new NodeTracerProvider() });',
    ],
  },
  {
    wrong: 'Another SDK is registered before',
    program: [
      "import { configure } from '@bud/observe';",
      "import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';",
      'new NodeTracerProvider().register();',
      'configure({ export: [{ console: true }] });',
    ],
  },
  {
    wrong: 'Another SDK replaces ours later',
    program: [
      "import { configure } from '@bud/observe';",
      "import { trace } from '@opentelemetry/api';",
      "import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';",
      'const { flush } = configure({ export: [{ console: true }] });',
      'trace.disable();',
      'trace.setGlobalTracerProvider(new NodeTracerProvider());',
      'await flush();',
    ],
  },
  {
    wrong: 'An option does not exist',
    program: "import { configure } from '@bud/observe';\nconfigure({ sampling: { rate: 0.1 } });",
  },
  {
    wrong: 'A value cannot be used',
    program: "import { configure } from '@bud/observe';\nconfigure({ sampling: { ratio: 10 } });",
  },
  {
    wrong: 'A variable does not exist',
    variables: { BUD_OBSERVE_SAMPLING: '0.1' },
    program: "import '@bud/observe/start';",
  },
  {
    wrong: 'A variable has a value that cannot be used',
    variables: { BUD_OBSERVE_ENDPOINT: 'localhost:4318' },
    program: "import '@bud/observe/start';",
  },
  {
    wrong: 'A variable that lists names and values is malformed',
    variables: { OTEL_RESOURCE_ATTRIBUTES: 'team:search' },
    program: "import '@bud/observe/start';",
  },
  {
    wrong: 'A batch is larger than what may wait',
    program: "import { configure } from '@bud/observe';\nconfigure({ batch: { queue: 1000, size: 2000 } });",
  },
  {
    wrong: 'OpenTelemetry is told to carry traces in headers that are not supported',
    variables: { OTEL_PROPAGATORS: 'b3' },
    program: "import { configure } from '@bud/observe';\nconfigure({ export: [{ console: true }] });",
  },
  {
    wrong: 'OpenTelemetry is told to use an exporter that does not exist',
    variables: { OTEL_TRACES_EXPORTER: 'jaeger', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
    program: "import '@bud/observe/start';",
  },
  {
    wrong: 'One of the other variables of OpenTelemetry has no effect',
    variables: { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:4318/v1/metrics' },
    program: "import { configure } from '@bud/observe';\nconfigure({ export: [{ console: true }] });",
  },
  {
    wrong: 'There is a token, and no receiver',
    variables: { BUD_OBSERVE_TOKEN: 'secret', BUD_OBSERVE_FILE: '/dev/null' },
    program: "import '@bud/observe/start';",
  },
  {
    wrong: 'A receiver of OTLP over gRPC does not take a signal',
    isGrpc: true,
    program: [
      "import { configure, span } from '@bud/observe';",
      "import { grpc } from '@bud/observe/grpc';",
      "const { shutdown } = configure({ export: [grpc({ url: process.env.RECEIVER, signals: ['traces'] })] });",
      "span('work', () => {});",
      'await shutdown();',
    ],
  },
  {
    wrong: 'A peer package is missing',
    isWithoutApi: true,
    remedy: 'npm and pnpm install it by themselves; elsewhere, `npm install @opentelemetry/api` does.',
    program: "import '@bud/observe/start';",
  },
  {
    wrong: 'The package of resource detectors is missing',
    program: [
      "import { configure } from '@bud/observe';",
      "configure({ export: [{ console: true }], resourceDetectors: ['gcp'] });",
    ],
  },
  {
    wrong: 'Tracking is switched off where the program runs',
    variables: { BUD_TRACK: 'off' },
    program: "import { configure } from '@bud/observe';\nconfigure({ export: [{ console: true }] });",
  },
  {
    wrong: '`BUD_TRACK` is misspelled where the program runs',
    variables: { BUD_TRACK: 'of' },
    program: "import { configure } from '@bud/observe';\nconfigure({ export: [{ console: true }] });",
  },
  {
    wrong: 'OpenTelemetry is switched off',
    variables: { OTEL_SDK_DISABLED: 'true' },
    program: "import '@bud/observe/start';",
  },
  {
    wrong: '`configure()` is called when spans have been made',
    program: [
      "import { configure, span } from '@bud/observe';",
      "span('early', () => {});",
      'configure({ export: [{ console: true }] });',
    ],
  },
];

/** Every wrong setup and its message, in Markdown. */
export async function setupProblemsSection() {
  const sections = await Promise.all(setups.map(sectionOf));
  return sections.join('\n\n');
}

async function sectionOf({ wrong, program, variables = {}, status, isGrpc, isWithoutApi = false, remedy }) {
  const server = isGrpc ? await grpcWithoutServices() : status === undefined ? undefined : await answering(status);
  const folder = isWithoutApi ? projectWithoutApi() : undefined;
  try {
    const source = [program].flat().join('\n');
    const printed = await run(source, folder ?? here, { ...variables, ...(server && { RECEIVER: server.url }) });
    const message = messageIn(printed);
    if (message === undefined) throw new Error(`${wrong}: nothing is said, but\n${printed}`);
    const settings = Object.entries(variables).map(([name, value]) => `With \`${name}=${value}\`:`);
    const quoted = ['```text', message, '```'].join('\n');
    return [`## ${wrong}`, ...settings, quoted, ...(remedy === undefined ? [] : [remedy])].join('\n\n');
  } finally {
    server?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  }
}

/** What stands on standard error. */
function run(source, cwd, variables) {
  const args = ['--preserve-symlinks', '--input-type=module', '--eval', source];
  const env = { PATH: process.env.PATH, ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env, timeout: 60_000 }, (_error, _stdout, stderr) => resolve(stderr));
  });
}

/** Its one message: of ours, or of Node where the package could not even be loaded; no path of this machine. */
function messageIn(printed) {
  const said = printed.split('\n').filter((line) => /^(?:bud: |(?:Type)?Error\b.*: )/.test(line));
  if (said.length > 1) throw new Error(`More than one message:\n${said.join('\n')}`);
  return said[0]?.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4318').replaceAll(/\S*\/node_modules/g, 'node_modules');
}

async function answering(status) {
  const server = createServer((request, response) =>
    request.resume().on('end', () => response.writeHead(status).end()),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A gRPC server without any service answers each call with status 12. */
async function grpcWithoutServices() {
  const server = createHttp2Server();
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' }, { endStream: true });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A project in which everything is installed that `@bud/observe` needs, but its peer. */
function projectWithoutApi() {
  const folder = mkdtempSync(join(tmpdir(), 'bud-setup-'));
  const installed = fileURLToPath(new URL('../../../node_modules/@opentelemetry', import.meta.url));
  const others = readdirSync(installed).filter((name) => name !== 'api');
  const packages = fileURLToPath(new URL('../..', import.meta.url));
  for (const name of ['observe', 'runtime', 'value'])
    link(join(packages, name), join(folder, 'node_modules/@bud', name));
  for (const name of others) link(join(installed, name), join(folder, 'node_modules/@opentelemetry', name));
  return folder;
}

function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
