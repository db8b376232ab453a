// The tests that may differ, each with the reason. The list is checked: a test of it that passes is reported.

/** Their property keys are functions, and so the source text of these functions. */
const keyedByFunctions = [
  'language/expressions/class/cpn-class-expr-accessors-computed-property-name',
  'language/expressions/class/cpn-class-expr-computed-property-name',
  'language/expressions/class/cpn-class-expr-fields-computed-property-name',
  'language/expressions/class/cpn-class-expr-fields-methods-computed-property-name',
  'language/expressions/object/cpn-obj-lit-computed-property-name',
  'language/statements/class/cpn-class-decl-accessors-computed-property-name',
  'language/statements/class/cpn-class-decl-computed-property-name',
  'language/statements/class/cpn-class-decl-fields-computed-property-name',
  'language/statements/class/cpn-class-decl-fields-methods-computed-property-name',
].flatMap((stem) =>
  ['arrow-function', 'async-arrow-function', 'function'].map((kind) => `${stem}-from-${kind}-expression.js`),
);

/** They add a function to an object, which gives the source text of the function. */
const addedFunctions = ['language/expressions/addition/S11.6.1_A3.2_T1.2.js'];

/**
 * They count ticks of the job queue, of which a call may take two more while it is recorded, or how often `constructor`
 * of a promise is looked up, which the `await` of those ticks does.
 */
const countingTicks = [
  'language/expressions/await/async-await-interleaved.js',
  'language/expressions/await/async-generator-interleaved.js',
  'language/expressions/await/for-await-of-interleaved.js',
  'language/statements/async-generator/return-undefined-implicit-and-explicit.js',
  'language/statements/async-generator/yield-return-then-getter-ticks.js',
  'language/statements/async-generator/yield-star-return-then-getter-ticks.js',
  'language/statements/for-await-of/async-from-sync-iterator-continuation-abrupt-completion-get-constructor.js',
  'language/statements/for-await-of/ticks-with-async-iter-resolved-promise-and-constructor-lookup-two.js',
  'language/statements/for-await-of/ticks-with-async-iter-resolved-promise-and-constructor-lookup.js',
  'language/statements/for-await-of/ticks-with-sync-iter-resolved-promise-and-constructor-lookup.js',
];

const bothModes = ['off', 'on'];

/** By path: the modes in which the test may differ. */
export const excused = new Map([
  ...[...keyedByFunctions, ...addedFunctions].map((test) => [test, bothModes]),
  ...countingTicks.map((test) => [test, ['on']]),
]);
