import { createContextKey, propagation, trace, type Context } from '@opentelemetry/api';

/** The flow that something belongs to. */
export interface FlowReference {
  readonly id: string;
  /** The span around the flow; what is said outside of any other belongs to it. */
  rootSpanId: string | undefined;
}

const key = createContextKey('bud.flow');

/** How the id of a flow is called in baggage. */
const FLOW_ID = 'bud.flow_id';

/** A context in which everything belongs to a flow; its id travels to other processes as baggage. */
export function withinFlow(within: Context, flow: FlowReference): Context {
  const baggage = propagation.getBaggage(within) ?? propagation.createBaggage();
  return propagation.setBaggage(within.setValue(key, flow), baggage.setEntry(FLOW_ID, { value: flow.id }));
}

/** The flow that a context is in: of this process, or by the id that another process has sent. */
export function flowOf(within: Context): FlowReference | undefined {
  // Proof of the cast: the key is known to this file alone; another copy of it has the same members.
  const own = within.getValue(key) as FlowReference | undefined;
  if (own !== undefined) return own;
  const id = propagation.getBaggage(within)?.getEntry(FLOW_ID)?.value;
  return id === undefined || id === '' ? undefined : { id, rootSpanId: undefined };
}

/** The span that something said in a context belongs to. */
export function spanIdIn(within: Context, flow: FlowReference): string {
  const own = trace.getSpanContext(within)?.spanId;
  return own ?? flow.rootSpanId ?? randomSpanId();
}

/** For flows that nobody makes spans for. */
export function randomSpanId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
