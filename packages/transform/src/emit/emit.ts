import { MagicString } from 'magic-string';

import { captureCode, functionCode, preludeCode } from './emitted-code.ts';
import type { PlannedFunction } from '../plan/plan.ts';
import type { ModulePlan } from '../plan/plan-module.ts';

/** Writes a plan into the text as insertions on existing lines. Nothing of the text is changed or moved. */
export function emit(code: string, plan: ModulePlan): MagicString {
  const text = new MagicString(code);
  const { prefix } = plan.gate;
  // Inner functions first: where two bodies end at one offset, the inner one is closed first.
  for (const planned of plan.functions.toReversed()) emitFunction(text, code, planned, prefix);
  for (const capture of plan.captures) text.appendLeft(capture.at, ` ${captureCode(capture, prefix)}`);
  emitPrelude(text, code, plan);
  return text;
}

function emitFunction(text: MagicString, code: string, planned: PlannedFunction, prefix: string): void {
  const { before, after } = functionCode(planned, prefix);
  const [, end] = planned.body;
  const { entry } = planned;
  if (planned.isExpressionBody) {
    text.appendLeft(entry, before);
    text.appendLeft(end, after);
  } else {
    text.appendLeft(entry, `${terminator(code, entry)} ${before}`);
    if (after !== '') text.appendLeft(end - 1, `${after} `);
  }
}

function emitPrelude(text: MagicString, code: string, plan: ModulePlan): void {
  const { gateAt, sitesAt } = plan.prelude;
  const { gate, sites } = preludeCode(plan, plan.gate);
  const isBehindImports = sites !== '' && sitesAt !== null;
  text.appendLeft(gateAt, sites === '' || isBehindImports ? `${gate} ` : `${gate} ${sites} `);
  if (isBehindImports) text.appendLeft(sitesAt, `${terminator(code, sitesAt)} ${sites}`);
}

/** A directive or import without a semicolon would swallow what follows it on the line. */
function terminator(code: string, at: number): string {
  return /[{;]/.test(code[at - 1] ?? '') ? '' : ';';
}
