import { context, trace, type Context } from '@opentelemetry/api';
import { span, type OpenSpan } from '@bud/observe';
import { nodeOf } from '../event/node.ts';
import { sayIn } from '../record/flow.ts';
import { extract, inject } from '../workflow/trace.ts';
import { WorkflowContext } from '../workflow/workflow-context.ts';
import { unlessAborted } from './abort.ts';
import { systemTime } from './clock.ts';
import type { ExecuteOptions, Execution, Primitive, PrimitiveBody } from './primitive.ts';

type Values = Readonly<Record<string, string>>;

/** What a primitive is, besides its name: for the node in the log, and for GenAI's attributes. */
export interface StepOptions {
  /** `tool`, `agent`, `llm`, …: the category of its node; the primitive's own type when absent. */
  readonly kind?: string | undefined;
}

/**
 * Runs a body as a primitive:
 *
 *   aborted?  ─ yes ─▶ rejects, and nothing runs
 *   a span below the one that runs, else below the one of `within`, else below the one that the workflow names
 *     └─ body(input, execution) ─▶ primitive.status, primitive.duration_ms; what failed
 */
export async function runTraced<In, Out>(
  { name, type }: Pick<Primitive<In, Out>, 'name' | 'type'>,
  input: In,
  options: ExecuteOptions,
  body: PrimitiveBody<In, Out>,
  { kind = type }: StepOptions = {},
): Promise<Out> {
  const { signal = new AbortController().signal, clock = systemTime } = options;
  const workflow = options.context ?? new WorkflowContext();
  signal.throwIfAborted();
  const parent = parentOf(options.within, workflow);
  const values = {
    ...workflow.toAttributes(),
    ...attributesOf({ name, type, kind }),
    ...(input !== undefined && { 'bud.track.input.input': input }),
  };
  const opened = context.with(parent, () => span(`${name}.execute`, values));
  const within = trace.setSpan(parent, opened.span);
  const execution = executionIn({
    workflow: inject(workflow, within),
    signal,
    clock,
    within,
    opened,
    node: nodeOf(`${name}.execute`, { 'bud.track.type': kind }),
  });
  const startedAt = clock.now();
  try {
    // `async`, so that what it throws and what it rejects with are one thing.
    const work = context.with(within, async () => body(input, execution));
    const output = await unlessAborted(work, signal);
    end(opened, clock.now() - startedAt, { 'bud.track.output': output });
    return output;
  } catch (error) {
    opened.recordException(error);
    end(opened, clock.now() - startedAt, failureOf(error), 'error');
    throw error;
  }
}

function parentOf(within: Context | undefined, workflow: WorkflowContext): Context {
  const active = context.active();
  if (trace.getSpan(active) !== undefined) return active;
  const given = within ?? active;
  if (trace.getSpan(given) !== undefined) return given;
  const above = extract(workflow);
  return above === undefined ? given : trace.setSpanContext(given, above);
}

/** What the span says of its primitive. */
function attributesOf({ name, type, kind }: Readonly<Record<'name' | 'type' | 'kind', string>>): Values {
  return { ...operationOf(kind, name), 'bud.track.type': kind, 'primitive.name': name, 'primitive.type': type };
}

// OpenTelemetry semantic conventions 1.41, generative AI agents and tools
function operationOf(kind: string, name: string): Values {
  if (kind === 'agent') return { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name };
  return kind === 'tool' ? { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name } : {};
}

function failureOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { 'error.type': typeof error, 'error.message': String(error) };
  return { 'error.type': error.name, 'error.message': error.message };
}

function end(
  opened: OpenSpan,
  durationMs: number,
  values: Readonly<Record<string, unknown>>,
  status: 'success' | 'error' = 'success',
): void {
  opened.setAttributes({ 'primitive.duration_ms': durationMs, 'primitive.status': status, ...values });
  opened.end();
}

interface Parts extends Required<Pick<ExecuteOptions, 'signal' | 'clock' | 'within'>> {
  readonly workflow: WorkflowContext;
  readonly opened: OpenSpan;
  readonly node: string;
}

function executionIn({ workflow, signal, clock, within, opened, node }: Parts): Execution {
  return {
    context: workflow,
    signal,
    clock,
    within,
    checkpoint(name, message = name) {
      workflow.checkpoint(name);
      opened.addEvent(name, { elapsed_ms: workflow.elapsedMs() });
      sayIn(within, node, 'debug', {
        message,
        data: { checkpoint: name },
        metrics: { elapsed_ms: workflow.elapsedMs() },
      });
    },
    setAttributes: (attributes) => void opened.setAttributes(attributes),
    recordException: (error) => opened.span.recordException(error instanceof Error ? error : String(error)),
  };
}
