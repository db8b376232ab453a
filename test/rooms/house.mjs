/**
 * The house: what each package may import, and in it each room, from the ground up.
 *
 * A room is a folder of `src`, or a file that stands in `src` itself; it imports what its line lists, and every line lists
 * only rooms above it in the table. `libraries` names the one room or file that a library, Node's own included, is
 * imported in; `*` stands for the whole package.
 *
 * @type {Readonly<Record<string, {
 *   readonly packages: readonly string[],
 *   readonly libraries: Readonly<Record<string, string>>,
 *   readonly rooms: Readonly<Record<string, readonly string[]>>,
 * }>>}
 */
export const house = {
  value: {
    packages: [],
    libraries: {},
    rooms: {
      'without-undefined': [],
      site: ['without-undefined'],
      reflect: [],
      outline: ['reflect'],
      secret: ['reflect'],
      format: ['secret'],
      message: ['reflect', 'secret', 'format'],
      json: ['reflect', 'outline', 'secret', 'format'],
      inspect: ['reflect', 'outline', 'secret', 'format'],
      index: ['without-undefined', 'site', 'reflect', 'outline', 'secret', 'format', 'message', 'json', 'inspect'],
    },
  },
  runtime: {
    packages: ['value'],
    libraries: { '@opentelemetry/api': 'telemetry/telemetry' },
    rooms: {
      gate: [],
      telemetry: [],
      options: ['telemetry'],
      span: ['gate', 'telemetry', 'options'],
      returned: ['gate', 'span'],
      recorder: ['gate', 'telemetry', 'options', 'span', 'returned'],
      wrap: ['gate', 'options'],
      index: ['gate'],
      inspect: [],
      otel: ['options', 'recorder'],
      track: ['options', 'wrap'],
    },
  },
  transform: {
    packages: ['value'],
    libraries: {
      'oxc-parser': 'language/syntax',
      leven: 'config/spelling',
      picomatch: 'config/glob',
      'magic-string': 'emit/emit',
    },
    rooms: {
      language: [],
      problem: ['language'],
      config: ['language'],
      mark: ['language', 'problem', 'config'],
      find: ['language', 'problem', 'mark'],
      plan: ['language', 'problem', 'config', 'mark', 'find'],
      emit: ['language', 'problem', 'plan'],
      instrument: ['language', 'problem', 'config', 'mark', 'find', 'plan', 'emit'],
      index: ['language', 'problem', 'config', 'mark', 'find', 'plan', 'emit', 'instrument'],
    },
  },
  project: {
    packages: ['transform'],
    libraries: {
      'node:': '*',
      jiti: 'configuration/load-config',
      '@jridgewell/trace-mapping': 'source-map/trace',
    },
    rooms: {
      problem: [],
      configuration: [],
      package: ['problem'],
      'source-map': [],
      file: ['problem', 'configuration'],
      project: ['configuration', 'file'],
      report: ['problem'],
      'opened-project': ['configuration', 'project'],
      index: ['problem', 'configuration', 'package', 'source-map', 'file', 'project', 'report', 'opened-project'],
    },
  },
  unplugin: {
    packages: ['transform', 'project'],
    libraries: { 'node:': '*', unplugin: 'unplugin' },
    rooms: {
      unplugin: [],
      report: ['unplugin'],
      hooks: ['unplugin', 'report'],
      plugin: ['unplugin', 'hooks'],
      loader: [],
      bun: ['plugin'],
      esbuild: ['plugin'],
      farm: ['plugin'],
      rolldown: ['plugin'],
      rollup: ['plugin'],
      rspack: ['plugin'],
      vite: ['plugin'],
      webpack: ['plugin'],
      index: ['bun', 'esbuild', 'farm', 'rolldown', 'rollup', 'rspack', 'vite', 'webpack'],
    },
  },
  tsc: {
    packages: ['transform', 'project'],
    libraries: { typescript: '*' },
    rooms: {
      track: [],
      report: ['track'],
      emit: ['track'],
      form: ['track', 'report', 'emit'],
      plugin: ['track', 'form'],
      index: ['track', 'plugin'],
    },
  },
  swc: {
    packages: ['transform', 'project'],
    libraries: {
      'node:': '*',
      '@swc/core': 'compile/swc',
      'get-tsconfig': 'compile/typescript-config',
      'cjs-module-lexer': 'node/commonjs-facade',
    },
    rooms: {
      compile: [],
      track: ['compile'],
      transform: ['compile', 'track'],
      jest: ['compile', 'track', 'transform'],
      node: ['compile', 'track'],
      index: ['track', 'transform'],
    },
  },
  babel: {
    packages: ['transform', 'project'],
    libraries: {},
    rooms: { babel: [], 'tracked-code': ['babel'], plugin: ['babel', 'tracked-code'], index: ['plugin'] },
  },
  cli: {
    packages: ['transform', 'project'],
    libraries: {
      'node:': '*',
      picocolors: 'terminal/terminal',
      ignore: 'input/gitignore',
      fdir: 'input/find-files',
      diff: 'explain/diff',
    },
    rooms: {
      terminal: [],
      arguments: ['terminal'],
      input: ['arguments'],
      instrument: ['terminal', 'arguments', 'input'],
      list: ['terminal', 'arguments', 'input'],
      explain: ['terminal'],
      commands: ['terminal', 'arguments', 'input', 'instrument', 'list', 'explain'],
      'command-line': ['terminal', 'arguments', 'commands'],
      index: ['terminal', 'command-line'],
      bud: ['terminal', 'command-line'],
    },
  },
};
