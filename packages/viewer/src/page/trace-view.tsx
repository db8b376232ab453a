import type { JSX } from 'preact';
import { FlowView } from './flow/flow.tsx';
import { IconButton } from './show/icon-button.tsx';
import { comparing, startComparing, stopComparing } from './diff/comparing.ts';
import { Logs } from './logs/logs.tsx';
import { Messages } from './messages/messages.tsx';
import { Rollup } from './rollup/rollup.tsx';
import { shownCost, shownCount, shownDuration, shownNumber } from './show/quantity.ts';
import type { OpenTrace } from './state/open-trace.ts';
import { go, route, showList, type View } from './state/route.ts';
import { selectNextError, setAllExpanded, showsCritical, wholeMs, zoom } from './timeline/state.ts';
import { found } from './timeline/find.ts';
import { Timeline } from './timeline/timeline.tsx';

const tabs: readonly (readonly [View, string, () => JSX.Element])[] = [
  ['timeline', 'Timeline', Timeline],
  ['messages', 'Messages', Messages],
  ['logs', 'Logs', Logs],
  ['rollup', 'Roll-up', Rollup],
  ['flow', 'Flow', FlowView],
];

/** One trace: what it is, and the views of it. */
export function TraceView({ open }: { readonly open: OpenTrace }): JSX.Element {
  const { view } = route.value;
  const [, , Body = Timeline] = tabs.find(([name]) => name === view) ?? [];
  return (
    <>
      <TraceHead open={open} />
      <div class="bar">
        <div class="tabs" role="tablist" aria-label="Views">
          {shownTabs(open, view).map(([name, label]) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={view === name}
              aria-controls="view"
              onClick={() => go({ view: name })}
            >
              {label}
            </button>
          ))}
        </div>
        {view === 'timeline' && <TimelineTools />}
      </div>
      <div class="view" id="view" role="tabpanel" aria-labelledby={`tab-${view}`}>
        <Body />
      </div>
    </>
  );
}

/** Few traces belong to a flow: the others need no view of it, and a narrow page has room for little. */
function shownTabs({ flow }: OpenTrace, view: View): typeof tabs {
  return flow.length > 0 || view === 'flow' ? tabs : tabs.filter(([name]) => name !== 'flow');
}

function TraceHead({ open }: { readonly open: OpenTrace }): JSX.Element {
  const [root] = open.trace.roots;
  return (
    <header class="trace-head">
      <IconButton icon="back" label="Back to the list" class="icon-button back" onClick={showList} />
      <h2>{root?.name || '(no name)'}</h2>
      <TraceSums open={open} />
      <button
        type="button"
        class="button"
        aria-pressed={comparing.value}
        title="Choose the run to compare with in the list (d)"
        onClick={() => (comparing.value ? stopComparing() : startComparing())}
      >
        {comparing.value ? 'Choose a run…' : 'Compare'}
      </button>
    </header>
  );
}

function TraceSums({
  open: { trace, traceId, spans, isOpen, errors, startMs, endMs },
}: {
  readonly open: OpenTrace;
}): JSX.Element {
  const { usage } = trace;
  return (
    <ul class="trace-sums">
      <li>{isOpen ? `running, ${shownDuration(wholeMs.value)}` : shownDuration(endMs - startMs)}</li>
      <li>
        {shownNumber(spans.length)} {spans.length === 1 ? 'span' : 'spans'}
      </li>
      {usage.totalTokens > 0 && (
        <li title="Input → output">
          {shownCount(usage.inputTokens)} → {shownCount(usage.outputTokens)} tok
        </li>
      )}
      {usage.costUsd > 0 && <li>{shownCost(usage.costUsd)}</li>}
      {errors > 0 && (
        <li>
          <button type="button" class="link is-error" title="Next error (e)" onClick={selectNextError}>
            {errors} {errors === 1 ? 'error' : 'errors'}
          </button>
        </li>
      )}
      <li class="trace-id" title="Trace id">
        {traceId}
      </li>
    </ul>
  );
}

function FindBox(): JSX.Element {
  return (
    <input
      type="search"
      id="find"
      placeholder="Find in trace"
      aria-label="Find in trace"
      autocomplete="off"
      spellcheck={false}
      value={found.value}
      onInput={({ currentTarget }) => (found.value = currentTarget.value)}
    />
  );
}

function TimelineTools(): JSX.Element {
  return (
    <div class="tools">
      <FindBox />
      <button
        type="button"
        class="button"
        aria-pressed={showsCritical.value}
        title="What the whole waited for (c)"
        onClick={() => (showsCritical.value = !showsCritical.value)}
      >
        <span class="critical-key" aria-hidden="true" /> Critical path
      </button>
      <IconButton
        icon="collapse"
        label="Collapse all"
        title="Collapse all"
        class="button"
        onClick={() => setAllExpanded(false)}
      />
      <IconButton
        icon="expand"
        label="Expand all"
        title="Expand all"
        class="button"
        onClick={() => setAllExpanded(true)}
      />
      {zoom.value !== undefined && (
        <button type="button" class="button" title="The whole trace (0)" onClick={() => (zoom.value = undefined)}>
          Reset zoom
        </button>
      )}
    </div>
  );
}
