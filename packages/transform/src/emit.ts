import { MagicString } from 'magic-string';

import { literal, property } from './literal.ts';
import type { Plan, PlannedCapture, PlannedFunction } from './plan.ts';
import type { Prelude } from './prelude.ts';

/** Where the emitted code gets the gate from, and what its names begin with. */
export interface Binding {
  readonly prefix: string;
  readonly runtime: string;
  readonly isModule: boolean;
}

/**
 * Writes a plan into the text as insertions on existing lines. Nothing of the text is changed or moved.
 *
 *     async function ask(q) { return q }
 *     async function ask(q) { if (__bud.on && __bud.enter(__bud_ask)) return await __bud.call(__bud_ask, ask, this, [q]); return q }
 *
 *     load(id) { return id }
 *     load(id) { const __bud_body = () => { return id }; return __bud.on ? __bud.call(__bud_load, __bud_body, void 0, [], [id]) : __bud_body(); }
 */
export function emit(code: string, plan: Plan, prelude: Prelude, binding: Binding): MagicString {
  const text = new MagicString(code);
  // Inner functions first: where two bodies end at one offset, the inner one is closed first.
  for (const planned of plan.functions.toReversed()) {
    if (planned.shape === 're-enter') emitReEnter(text, code, planned, binding.prefix);
    else emitEnclose(text, code, planned, binding.prefix);
  }
  for (const capture of plan.captures) text.appendLeft(capture.at, captureText(capture, binding.prefix));
  emitPrelude(text, code, plan, prelude, binding);
  return text;
}

function emitPrelude(text: MagicString, code: string, plan: Plan, prelude: Prelude, binding: Binding): void {
  const { prefix, runtime, isModule } = binding;
  const sites = plan.functions.map(({ site, siteName }) => `${prefix}_${siteName} = ${literal(site)}`).join(', ');
  if (isModule) {
    const gate = `import { gate as ${prefix} } from ${JSON.stringify(runtime)};`;
    if (prelude.sitesAt === null) {
      text.appendLeft(prelude.gateAt, `${gate} var ${sites}; `);
    } else {
      text.appendLeft(prelude.gateAt, `${gate} `);
      text.appendLeft(prelude.sitesAt, `${terminator(code, prelude.sitesAt)} var ${sites};`);
    }
  } else {
    text.appendLeft(prelude.gateAt, `var ${prefix} = require(${JSON.stringify(runtime)}).gate, ${sites}; `);
  }
}

/** A pure call of an arrow is the one form that every bundler drops together with an unused class. */
function captureText({ name, key, isStatic }: PlannedCapture, prefix: string): string {
  const holder = isStatic ? 'this' : 'this.prototype';
  return ` static #${prefix}_${name} = /* @__PURE__ */ (() => ${holder}${property(key)})();`;
}

function isGenerator({ site }: PlannedFunction): boolean {
  return site.kind === 'generator' || site.kind === 'async-generator';
}

function emitReEnter(text: MagicString, code: string, planned: PlannedFunction, prefix: string): void {
  const site = `${prefix}_${planned.siteName}`;
  const receiver = planned.isArrow ? 'void 0' : 'this';
  const method = isGenerator(planned) ? 'iterate' : 'call';
  const call = gateCall(
    prefix,
    method,
    planned,
    `${planned.self ?? ''}, ${receiver}, [${planned.arguments.join(', ')}]`,
  );
  const result = isGenerator(planned) ? `yield* ${call}` : planned.site.kind === 'async' ? `await ${call}` : call;
  const condition = `${prefix}.on && ${prefix}.enter(${site})`;
  if (planned.isExpressionBody) text.appendLeft(planned.entry, `${condition} ? ${result} : `);
  else text.appendLeft(planned.entry, `${terminator(code, planned.entry)} if (${condition}) return ${result};`);
}

function emitEnclose(text: MagicString, code: string, planned: PlannedFunction, prefix: string): void {
  const body = `${prefix}_body`;
  const parameters = planned.arguments.join(', ');
  const open = planned.isExpressionBody ? '' : '{';
  const close = planned.isExpressionBody ? '' : '}';
  const [, end] = planned.body;
  const exit = planned.isExpressionBody ? end : end - 1;
  const head = isGenerator(planned)
    ? `${planned.site.kind === 'async-generator' ? 'async ' : ''}function* (${parameters}) ${open}`
    : `${planned.site.kind === 'async' ? 'async ' : ''}(${parameters}) => ${open}`;
  const before = `${planned.isExpressionBody ? '{' : terminator(code, planned.entry)} const ${body} = ${head}`;
  const after = `${close}; return ${enclosedResult(planned, prefix, body)};${planned.isExpressionBody ? ' }' : ' '}`;
  text.appendLeft(planned.entry, before);
  text.appendLeft(exit, after);
}

function enclosedResult(planned: PlannedFunction, prefix: string, body: string): string {
  const passed = planned.passesArguments ? 'arguments' : `[${planned.arguments.join(', ')}]`;
  if (isGenerator(planned)) {
    const on = gateCall(prefix, 'iterate', planned, `${body}, this, ${passed}`);
    return `yield* (${prefix}.on ? ${on} : ${prefix}.apply(${body}, this, ${passed}))`;
  }
  const on = gateCall(prefix, 'call', planned, `${body}, void 0, ${passed}`);
  const choice = `${prefix}.on ? ${on} : ${body}(${planned.arguments.join(', ')})`;
  return planned.site.kind === 'async' ? `await (${choice})` : choice;
}

function gateCall(prefix: string, method: string, planned: PlannedFunction, callee: string): string {
  const values = planned.values === null ? null : `[${planned.values.join(', ')}]`;
  const aggregate = planned.aggregate === null ? null : `() => ${planned.aggregate}`;
  const rest = aggregate === null ? (values === null ? [] : [values]) : [values ?? 'void 0', aggregate];
  return `${prefix}.${method}(${[`${prefix}_${planned.siteName}`, callee, ...rest].join(', ')})`;
}

/** A directive or import without a semicolon would swallow what follows it on the line. */
function terminator(code: string, at: number): string {
  return /[{;]/.test(code[at - 1] ?? '') ? '' : ';';
}
