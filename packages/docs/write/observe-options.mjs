// The reference of `configure`'s options: the table that resolves them, with the type and the sentence of each from the
// declarations.
//
//   options/table  path, default, variables ─┐
//   *.d.ts         type, sentence ───────────┴─▶ a row for each option
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import ts from 'typescript';

const observe = import.meta.resolve('@bud/observe/package.json');
const declarations = fileURLToPath(new URL('dist/index.d.ts', observe));
const { optionTable } = await import(new URL('dist/options/table.js', observe).href);

/** Where in the options an interface of its own begins. */
const groups = {
  '': 'ObserveOptions',
  'sampling.': 'SamplingOptions',
  'scrubbing.': 'ScrubbingOptions',
  'batch.': 'BatchOptions',
  'export[].otlp.': 'OtlpOptions',
  'export[].console.': 'ConsoleOptions',
  'export[].file.': 'FileOptions',
};

/** What the members of `ExportTarget` without options are. */
const exporters = {
  'export[].spanExporter': ['SpanExporter', 'An exporter of OpenTelemetry for spans.'],
  'export[].logExporter': ['LogRecordExporter', 'The same for log records.'],
  'export[].metricExporter': ['PushMetricExporter', 'The same for metrics.'],
};

/** A table of all options, in Markdown. */
export function observeOptionsSection() {
  const described = describedOptions();
  const rows = Object.entries(optionTable).map(([path, option]) => {
    const [type, sentence] = exporters[path] ?? described.get(path) ?? [];
    if (type === undefined) throw new Error(`${path} is in the table of options, and in no interface`);
    return [code(path), code(type), shownDefault(option.default), variablesOf(option), sentence];
  });
  return markdownTable([['option', 'type', 'default', 'variable', ''], ...rows].map((row) => row.map(cell)));
}

/** Type and sentence of every option, by its path. */
function describedOptions() {
  const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] };
  const program = ts.createProgram([declarations], { ...options, skipLibCheck: true, noEmit: true });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(declarations)));
  return new Map(
    Object.entries(groups).flatMap(([prefix, name]) => {
      const symbol = checker.getAliasedSymbol(exported.find((each) => each.name === name));
      const [{ members }] = symbol.declarations;
      return members.map((member) => [prefix + member.name.text, [typeOf(member), sentenceOf(member)]]);
    }),
  );
}

const typeOf = ({ type }) => type.getText().replaceAll(/\s+/g, ' ');

function sentenceOf({ jsDoc }) {
  return (ts.getTextOfJSDocComment(jsDoc?.at(-1)?.comment) ?? '').replaceAll(/\s*\n\s*/g, ' ');
}

function shownDefault(value) {
  if (value === undefined) return '';
  return code(typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', '));
}

function variablesOf({ variables = [] }) {
  return variables.map((variable) => code(variable.name ?? variable)).join(', ');
}

const code = (text) => `\`${text}\``;
const cell = (text) => text.replaceAll('|', String.raw`\|`);
