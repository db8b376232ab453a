import ts from 'typescript';

// Checks and emits a program with mistakes (and without the library files: every call is a span), and prints a file anew.
const files = {
  '/main.ts': `import { sum } from './sum.ts';
enum Mode { Fast = 1, Slow }
class Agent<T extends { id: number }> { #steps: T[] = []; run(step: T) { this.#steps.push(step); return sum(...this.#steps.map((s) => s.id)); } }
const wrong: string = new Agent<{ id: number }>().run({ id: Mode.Slow });
export async function* stream(n: number) { for (let i = 0; i < n; i++) yield { i, wrong }; }
`,
  '/sum.ts': 'export const sum = (...all: number[]) => all.reduce((a, b) => a + b, 0);\nsum("1");\n',
};
const options = { target: 'es5', module: 'commonjs', downlevelIteration: true, allowImportingTsExtensions: true };
const { options: compilerOptions } = ts.convertCompilerOptionsFromJson({ ...options, noLib: true }, '/');
const host = ts.createCompilerHost(compilerOptions);
host.getSourceFile = (name) =>
  name in files ? ts.createSourceFile(name, files[name], compilerOptions.target) : undefined;
host.fileExists = (name) => name in files;
host.readFile = (name) => files[name];
const emitted = {};
host.writeFile = (name, text) => void (emitted[name] = text);
const program = ts.createProgram(Object.keys(files), compilerOptions, host);
const messages = ts
  .getPreEmitDiagnostics(program)
  .map(({ code, start, messageText }) => [code, start, ts.flattenDiagnosticMessageText(messageText, ' ')]);
program.emit();
const source = ts.createSourceFile('a.ts', 'let a={b:1,c(){return<T,>(x:T)=>x}}', ts.ScriptTarget.Latest, true);
const printed = ts.createPrinter().printFile(source);
export const result = { messages, emitted, printed, version: ts.version };
