/**
 * Calls to models as spans, from a client's method to tokens and dollars:
 *
 *   convention/   names of attributes
 *   format/       what requests, responses and chunks of each wire format say
 *   cost/         what a call has cost
 *   usage/        what all calls below a span have taken together, and may take
 *   inherited/    what holds for all calls below a function: prompt, conversation, agent
 *   metric/       durations and tokens of calls
 *   model/        the span of one call
 *   mark/         spans of the program's own functions that call models, or are agents and tools
 *   inline/       spans of parts of functions, and of what is traced from outside
 *   feedback/     what somebody thinks of an answer, later
 *   framework/    what libraries around clients run: chains, graphs, agents, tools
 *   instrument/   which methods of which clients
 *   discover/     the libraries that the program has, by their names
 *     └─ auto     all of them, for a program that says nothing of it
 *   gate          what the compiler imports into libraries: the door through which their calls come here
 */
export { autoInstrument } from './instrument/auto-instrument.ts';
export { enableAutoTracing } from './discover/enable.ts';
export type { AutoTracing, AutoTracingOptions, TracedLibrary } from './discover/enable.ts';
export { traced } from './instrument/traced.ts';
export { readLibraries } from './instrument/read-libraries.ts';
export type { Uninstrument } from './instrument/auto-instrument.ts';
export { readMarks } from './mark/marks.ts';
export { traceAgent, traceLLM, traceOperation, traceTool } from './inline/trace.ts';
export type { AgentCall, Body, LlmCall, ToolCall } from './inline/trace.ts';
export { finishSpan, getCurrentSpan, startSpan } from './inline/manual.ts';
export type { StartOptions } from './inline/manual.ts';
export type { InlineSpan } from './inline/span.ts';
export { tracedAgent, traceExistingFunction, traceLLMCall } from './inline/existing.ts';
export { withConversation, withPrompt } from './inherited/inherited.ts';
export type { Prompt } from './inherited/inherited.ts';
export { BudgetExceededError, withBudget } from './usage/budget.ts';
export type { BudgetLimits } from './usage/budget.ts';
export { score } from './feedback/score.ts';
export type { Score, ScoreTarget } from './feedback/score.ts';
export { recordCost } from './usage/record-cost.ts';
export { genaiPrices, loadPrices } from './cost/cost.ts';
export type { Cost, ModelPrice, PriceSource } from './cost/cost.ts';
export type { ContentPlace, LlmOptions } from './model/options.ts';
export type { Usage } from './format/format.ts';
