import { literal, property } from '../language/literal.ts';
import type { GateImport, ModulePlan, PlannedCapture, PlannedFunction } from '../plan/plan.ts';

/** What is written around the body of a function, which itself stays as it is. */
export interface FunctionCode {
  /** After the directives of a block, or in front of an expression. */
  readonly before: string;
  /** In front of the end of a block, or after an expression. */
  readonly after: string;
}

/** What is written once per file. */
export interface PreludeCode {
  readonly gate: string;
  /** Empty when the statement of the gate declares the sites as well. */
  readonly sites: string;
}

/**
 * The words of the shape that was planned for a function, for every emitter: one puts them into the text, one parses them.
 *
 *     async function ask(q) { return q }
 *     async function ask(q) { if (__bud.on && __bud.enter(__bud_ask)) return await __bud.call(__bud_ask, ask, this, [q]); return q }
 *
 *     load(id) { return id }
 *     load(id) { const __bud_body = () => { return id }; return __bud.on ? __bud.call(__bud_load, __bud_body, void 0, [], [id]) : __bud_body(); }
 */
export function functionCode(planned: PlannedFunction, prefix: string): FunctionCode {
  return planned.shape === 're-enter' ? reEnterCode(planned, prefix) : encloseCode(planned, prefix);
}

/** A pure call of an arrow is the one form that every bundler drops together with an unused class. */
export function captureCode({ name, key, isStatic }: PlannedCapture, prefix: string): string {
  const holder = isStatic ? 'this' : 'this.prototype';
  return `static #${prefix}_${name} = /* @__PURE__ */ (() => ${holder}${property(key)})();`;
}

export function preludeCode(
  { functions }: Pick<ModulePlan, 'functions'>,
  { prefix, runtime, isModule }: GateImport,
): PreludeCode {
  const sites = functions.map(({ site, siteName }) => `${prefix}_${siteName} = ${literal(site)}`).join(', ');
  const module = JSON.stringify(runtime);
  return isModule
    ? { gate: `import { gate as ${prefix} } from ${module};`, sites: `var ${sites};` }
    : { gate: `var ${prefix} = require(${module}).gate, ${sites};`, sites: '' };
}

function isGenerator({ site }: PlannedFunction): boolean {
  return site.kind === 'generator' || site.kind === 'async-generator';
}

function reEnterCode(planned: PlannedFunction, prefix: string): FunctionCode {
  const receiver = planned.isArrow ? 'void 0' : 'this';
  const method = isGenerator(planned) ? 'iterate' : 'call';
  const call = gateCall(
    prefix,
    method,
    planned,
    `${planned.self ?? ''}, ${receiver}, [${planned.arguments.join(', ')}]`,
  );
  const result = isGenerator(planned) ? `yield* ${call}` : planned.site.kind === 'async' ? `await ${call}` : call;
  const condition = `${prefix}.on && ${prefix}.enter(${prefix}_${planned.siteName})`;
  return planned.isExpressionBody
    ? { before: `${condition} ? ${result} : `, after: '' }
    : { before: `if (${condition}) return ${result};`, after: '' };
}

function encloseCode(planned: PlannedFunction, prefix: string): FunctionCode {
  const body = `${prefix}_body`;
  const parameters = planned.arguments.join(', ');
  const head = isGenerator(planned)
    ? `${planned.site.kind === 'async-generator' ? 'async ' : ''}function* (${parameters}) `
    : `${planned.site.kind === 'async' ? 'async ' : ''}(${parameters}) => `;
  const result = enclosedResult(planned, prefix, body);
  return planned.isExpressionBody
    ? { before: `{ const ${body} = ${head}`, after: `; return ${result}; }` }
    : { before: `const ${body} = ${head}{`, after: `}; return ${result};` };
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
