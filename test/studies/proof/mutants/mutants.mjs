// Faults that the proof has to find. Each is put into a copy of the published files: `find` stands in one place of the
// package, however it is indented there, and `replace` takes its place.

const compiler = [
  {
    name: 'the process ends while it compiles',
    find: 'const plan = decide(code, file, resolved);',
    replace: 'process.exit(3); const plan = decide(code, file, resolved);',
  },
  {
    name: 'compiling never ends',
    find: 'const plan = decide(code, file, resolved);',
    replace: 'for (;;); const plan = decide(code, file, resolved);',
  },
  {
    name: 'every function is refused',
    find: 'const plan = decide(code, file, resolved);',
    replace:
      "const plan = unplanned(resolved, { findings: [{ code: 'BUD301', message: 'no', remedy: 'No.', start: 0, end: 0 }] });",
  },
  {
    name: 'no function is tracked, and nothing is said',
    find: 'const plan = decide(code, file, resolved);',
    replace: 'const plan = unplanned(resolved);',
  },
  {
    name: 'no file can be read',
    find: 'const plan = decide(code, file, resolved);',
    replace: 'const plan = unplanned(resolved, { findings: [cannotParse(tooDeep)] });',
  },
  {
    name: 'what is emitted does not parse',
    find: '${hint} if (${condition}) ${answer(planned, call, prefix)}',
    replace: '${hint} if (${condition} ${answer(planned, call, prefix)}',
  },
  {
    name: 'what is emitted breaks a line',
    find: "text: `${ended}${gate} `, role: 'gate'",
    replace: "text: `${ended}${gate}\\n`, role: 'gate'",
  },
  {
    name: 'what is instrumented is instrumented again',
    find: 'if (isInstrumented(parsed, code, gateModule(options)))',
    replace: 'if (false)',
  },
  {
    name: 'a mark that reaches nothing is passed over',
    find: '...findings, ...attached.findings, ...plan.findings',
    replace: '...findings, ...plan.findings',
  },
  {
    name: 'the last argument is dropped',
    find: 'callee, receiver, ...passed]',
    replace: 'callee, receiver, ...passed.slice(0, -1)]',
  },
  {
    name: '`this` is lost',
    find: "planned.isArrow || planned.types?.usesThis === false ? 'void 0' : 'this'",
    replace: "'void 0'",
  },
  {
    name: 'a function that uses `arguments` is called again',
    find: 'if (!isArrow && uses.arguments)',
    replace: 'if (false)',
  },
  {
    name: 'a function is called by a name that means another',
    find: "return no('name-is-reassigned');",
    replace: 'void 0;',
  },
  {
    name: 'a default that runs code is evaluated twice',
    find: 'isPureOrDefined(unwrap(value.alternate), scope)); default: return false;',
    replace: 'isPureOrDefined(unwrap(value.alternate), scope)); default: return true;',
  },
  {
    name: 'an enclosed body is run twice',
    find: "return `return ${planned.site.runs === 'async' ? 'await ' : ''}${body}(${passed});`;",
    replace: "return `${body}(${passed}); return ${planned.site.runs === 'async' ? 'await ' : ''}${body}(${passed});`;",
  },
  {
    name: 'an enclosed async body begins a tick late',
    find: "return `return ${planned.site.runs === 'async' ? 'await ' : ''}${body}(${passed});`;",
    replace: "return `${planned.site.runs === 'async' ? 'await null; return await ' : 'return '}${body}(${passed});`;",
  },
  {
    name: 'an enclosed async result comes eight ticks late',
    find: "return `return ${planned.site.runs === 'async' ? 'await ' : ''}${body}(${passed});`;",
    replace:
      "if (planned.site.runs !== 'async') return `return ${body}(${passed});`; return `const ${body}_value = await ${body}(${passed}); for (let n = 0; n < 8; n++) await null; return ${body}_value;`;",
  },
  {
    name: 'an async call takes a second tick while it is recorded',
    find: 'return ${begun}.end(await ${begun}.promise)${type};',
    replace: 'return ${begun}.end(await ${begun}.promise.then((value) => value))${type};',
  },
  {
    name: 'a rejection is swallowed',
    find: '{ throw ${begun}.fail(${error}); }',
    replace: '{ return ${begun}.fail(${error}); }',
  },
  {
    name: 'the value of a secret parameter is recorded',
    find: '...setKeys].some(isSecret)',
    replace: '...setKeys].some(() => false)',
  },
].map((mutant) => ({ package: 'transform', ...mutant }));

const recorder = [
  {
    name: 'every span is a root',
    find: 'const active = contexts.active();',
    replace: 'const active = ROOT_CONTEXT;',
  },
  {
    name: 'a span is not the parent of what its function calls',
    find: 'return trace.setSpan(parent, span);',
    replace: 'return parent;',
  },
  {
    name: 'no span ends',
    find: "guarded(tools, 'end', () => span.end(at));",
    replace: '',
  },
  {
    name: 'the span of an async call ends when it begins',
    find: 'new AwaitedCall(returned, begun)',
    replace: 'new AwaitedCall(returned && endWith(returned, undefined), begun)',
  },
  {
    name: 'a failure has no status',
    find: 'setError(span, exception?.message);',
    replace: '',
  },
  {
    name: 'another error is thrown',
    find: 'fail(tools, span, body.outcome); throw body.outcome;',
    replace: 'fail(tools, span, body.outcome); throw new Error(String(body.outcome));',
  },
  {
    name: 'another object is returned',
    find: 'returned ? endWith(returned, result) : result',
    replace: "returned && typeof endWith(returned, result) === 'object' && result !== null ? { ...result } : result",
  },
  {
    name: 'a recorded body is run twice',
    find: 'if (hasRun) return;',
    replace: '',
  },
  {
    name: 'a call that a tracked function makes of itself is not recorded',
    find: 'entry.sign = undefined; return true;',
    replace: 'return true;',
  },
  {
    name: 'the second entry is taken for a call',
    find: 'if (entry.sign !== site) return false;',
    replace: 'if (entry.sign !== entry) return false;',
  },
  {
    name: 'rest parameters are handed on as a list',
    find: 'details?.hasRest === true ? withRest(passed) : passed',
    replace: 'passed',
  },
  {
    name: 'a generator is not given what its consumer sends',
    find: 'fn: methods[method], self: inner, args: [value]',
    replace: 'fn: methods[method], self: inner, args: []',
  },
  {
    name: 'a generator that is left runs no `finally`',
    find: "return: resume('return') };",
    replace: 'return: (value) => ({ value, done: true }) };',
  },
  {
    name: 'items are not counted',
    find: 'this.#progress.yieldCount += 1;',
    replace: '',
  },
  {
    name: 'a getter of the program is run',
    find: 'const property = ownProperty(holder, key);',
    replace: 'const property = { value: holder[key] };',
  },
].map((mutant) => ({ package: 'runtime', ...mutant }));

const ground = [
  {
    name: 'a rejection that nobody handles counts as handled',
    find: 'onError(error); throw error;',
    replace: 'onError(error);',
  },
].map((mutant) => ({ package: 'value', ...mutant }));

export const mutants = [...compiler, ...recorder, ...ground];
