import type { SourceSite } from '@bud/value/compiler';

/**
 * What a site records, in a line: `span "ask", type llm; records question, the result; redacts apiKey`.
 *
 * @example
 * siteSummary(instrument(`/** @track *\/ export function ask(question) {}`).sites[0]!);
 */
export function siteSummary({ name, type, inputs, secrets = [], captureOutput }: SourceSite): string {
  const recorded = [...inputs, ...(captureOutput === false ? [] : ['the result'])];
  return [
    `span "${name}"${type === undefined ? '' : `, type ${type}`}`,
    recorded.length === 0 ? 'records neither arguments nor the result' : `records ${recorded.join(', ')}`,
    ...(secrets.length === 0 ? [] : [`redacts ${secrets.join(', ')}`]),
  ].join('; ');
}
