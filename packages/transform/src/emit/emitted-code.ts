import { literal, property } from '../language/literal.ts';
import type { GateImport, ModulePlan, PlannedAlias, PlannedFunction, PlannedMethodAlias } from '../plan/plan.ts';
import { answer, handCode, handedCall, hint, isGenerator, type FunctionCode } from './call-code.ts';
import { frontVariables } from './front-code.ts';
import { typedEncloseCode } from './typed-code.ts';

/** What is written once per file. */
export interface PreludeCode {
  readonly gate: string;
  /** Empty when the statement of the gate declares the sites as well. */
  readonly sites: string;
}

/**
 * The words of the shape that was planned for a function, for every emitter: one inserts them, one parses them.
 *
 *     function plan(goal) { return goal }
 *     function plan(goal) { if (__bud.on && __bud.enter(__bud_plan)) return __bud.handed = [__bud_plan, plan, this, goal], __bud.call(); return goal }
 *
 *     load(id) { return id }
 *     load(id) { const __bud_body = (0, (id) => { return id }); { if (__bud.on) return __bud.handed = [__bud_load, __bud_body, void 0, id], __bud.call(); return __bud_body(id); } }
 *
 * A hint for coverage tools stands before each `if` and before the last block.
 */
export function functionCode(planned: PlannedFunction, prefix: string): FunctionCode {
  if (planned.shape === 're-enter') return reEnterCode(planned, prefix);
  return planned.types === null ? encloseCode(planned, prefix) : typedEncloseCode(planned, planned.types, prefix);
}

/** A pure call of an arrow is the one form that every bundler drops together with an unused class. */
export function methodAliasCode({ name, key, isStatic }: PlannedMethodAlias, prefix: string): string {
  const holder = isStatic ? 'this' : 'this.prototype';
  return `static #${prefix}_${name} = /* @__PURE__ */ (() => ${holder}${property(key)})();`;
}

/** Nothing runs between an exported function and its alias. */
export function aliasCode({ name, of }: PlannedAlias): string {
  return `const ${name} = ${of};`;
}

/** What is emitted once for a file: the import of the gate, and the sites of its functions. */
export function preludeCode(
  { functions }: Pick<ModulePlan, 'functions'>,
  { prefix, runtime, isModule }: GateImport,
): PreludeCode {
  const variables = [
    ...functions.map(({ site, siteName }) => `${prefix}_${siteName} = ${literal(site)}`),
    ...frontVariables({ functions }),
  ].join(', ');
  const hand = functions.some(({ handsByCall }) => handsByCall) ? ` ${handCode(prefix)}` : '';
  const module = JSON.stringify(runtime);
  return isModule
    ? { gate: `import { ${importedNames(functions, prefix)} } from ${module};`, sites: `var ${variables};${hand}` }
    : { gate: `var ${prefix} = require(${module}).gate, ${variables};${hand}`, sites: '' };
}

/** Nothing is imported that is not used: compilers that check types can make an error of it. */
function importedNames(functions: readonly PlannedFunction[], prefix: string): string {
  const areEnclosed = functions.map(({ shape, types }) => shape === 'enclose' && types !== null);
  const names = [
    ...(areEnclosed.every(Boolean) ? [] : [`gate as ${prefix}`]),
    ...(areEnclosed.some(Boolean) ? [`enclosed as ${prefix}_enclosed`] : []),
  ];
  return names.join(', ');
}

function reEnterCode(planned: PlannedFunction, prefix: string): FunctionCode {
  const condition = `${prefix}.on && ${prefix}.enter(${prefix}_${planned.siteName})`;
  const call = handedCall(
    planned,
    prefix,
    planned.self ?? '',
    planned.isArrow || planned.types?.usesThis === false ? 'void 0' : 'this',
  );
  const before = `${hint} if (${condition}) ${answer(planned, call, prefix)}`;
  return planned.isExpressionBody ? { before: `{ ${before} return `, after: '; }' } : { before, after: '' };
}

function encloseCode(planned: PlannedFunction, prefix: string): FunctionCode {
  const body = `${prefix}_body`;
  const parameters = planned.arguments.join(', ');
  const head = isGenerator(planned)
    ? `${planned.site.runs === 'async-generator' ? 'async ' : ''}function* (${parameters}) `
    : `${planned.site.runs === 'async' ? 'async ' : ''}(${parameters}) => `;
  const result = enclosedResult(planned, prefix, body);
  // Behind a comma an arrow takes no name from the variable: esbuild's `keepNames` would give it one at every call.
  return planned.isExpressionBody
    ? { before: `{ const ${body} = (0, ${head}{ return `, after: `; }); ${result} }` }
    : { before: `const ${body} = (0, ${head}{`, after: `}); ${result}` };
}

function enclosedResult(planned: PlannedFunction, prefix: string, body: string): string {
  // An arrow has its own `this` from around it; whoever reads calls of a library wants to see it.
  const needsThis = isGenerator(planned) || planned.site.reader !== undefined;
  const call = handedCall(planned, prefix, body, needsThis && !planned.isDerivedConstructor ? 'this' : 'void 0');
  if (planned.isDerivedConstructor) return `${hint} { ${constructed(planned, prefix, call)} }`;
  return `${hint} { if (${prefix}.on) ${answer(planned, call, prefix)} ${enclosedOff(planned, prefix, body)} }`;
}

/**
 * Compilers for older targets make `return _this` of `return` in a derived constructor, and read `_this` before what is
 * returned has called `super()`: so a value is returned only where there is one.
 */
function constructed(planned: PlannedFunction, prefix: string, call: string): string {
  const [body, result] = [`${prefix}_body`, `${prefix}_result`];
  const value = `${prefix}.on ? (${call}, ${prefix}.call()) : ${body}(${planned.arguments.join(', ')})`;
  return `const ${result} = ${value}; if (${result} !== void 0) return ${result};`;
}

/** What runs the enclosed body while nothing is recorded. */
function enclosedOff(planned: PlannedFunction, prefix: string, body: string): string {
  const passed = planned.arguments.join(', ');
  if (isGenerator(planned)) {
    const list = planned.passesArguments ? 'arguments' : `[${passed}]`;
    return `return yield* ${prefix}.apply(${body}, this, ${list});`;
  }
  return `return ${planned.site.runs === 'async' ? 'await ' : ''}${body}(${passed});`;
}
