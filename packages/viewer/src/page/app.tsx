/**
 * The page:
 *
 *   main ─ app, with trace-view for the one that is open; keyboard, and help that lists its keys
 *
 *   data/      where traces come from
 *   state/     what is looked at, which the address says
 *   list/      all traces, and the search
 *   timeline/  one as a tree beside its waterfall     messages/  as a conversation
 *   rollup/    summed up, one or all     logs/  what was logged     flow/  the log of its flow     diff/  beside another run
 *   detail/    one span      act/  what can be done with it
 *   show/      how quantities and types are written
 */
import type { JSX } from 'preact';
import { IconButton } from './show/icon-button.tsx';
import { announcement } from './act/announce.ts';
import { Detail } from './detail/detail.tsx';
import { Diff } from './diff/diff.tsx';
import { Help } from './help.tsx';
import { Overview } from './rollup/overview.tsx';
import { SearchBox } from './list/search-box.tsx';
import { TraceListView } from './list/trace-list.tsx';
import { openTrace, selected, traceProblem } from './state/open-trace.ts';
import { isOverview, route, showList } from './state/route.ts';
import { theme, toggleTheme } from './state/theme.ts';
import { isHelpShown } from './keyboard.ts';
import { TraceView } from './trace-view.tsx';

export function App({ isLive }: { readonly isLive: boolean }): JSX.Element {
  return (
    <main class={`app shows-${shownStage()}`}>
      <h1 class="sr-only">Traces</h1>
      <nav class="side" aria-label="All traces">
        <header class="brand">
          <span class="logo" aria-hidden="true" />
          <span class="brand-name">Traces</span>
          {isLive && <span class="live">live</span>}
          <IconButton
            icon="theme"
            label={theme.value === 'dark' ? 'Light theme' : 'Dark theme'}
            title="Theme (t)"
            onClick={toggleTheme}
          />
          <IconButton icon="help" label="Keyboard" title="Keyboard (?)" onClick={() => (isHelpShown.value = true)} />
        </header>
        <SearchBox />
        <TraceListView />
      </nav>
      <div class="main">
        <Stage isLive={isLive} />
      </div>
      <Detail />
      <div class="toast" role="status">
        {announcement.value}
      </div>
      {isHelpShown.value && <Help />}
    </main>
  );
}

/** Narrow pages show one of them. */
function shownStage(): 'list' | 'trace' | 'span' {
  if (route.value.traceId === undefined) return isOverview.value ? 'trace' : 'list';
  return selected.value === undefined ? 'trace' : 'span';
}

/** What is looked at: nothing, all traces summed up, one trace, or one beside another. */
function Stage({ isLive }: { readonly isLive: boolean }): JSX.Element {
  const { traceId, beforeId } = route.value;
  if (isOverview.value) return <Overview />;
  if (traceId === undefined) return <Welcome isLive={isLive} />;
  if (traceProblem.value !== undefined) return <Nothing why={traceProblem.value} />;
  if (openTrace.value?.traceId !== traceId) return <Nothing why="Reading the trace …" />;
  if (beforeId === undefined) return <TraceView open={openTrace.value} />;
  return <Diff beforeId={beforeId} after={openTrace.value} />;
}

/** What is shown in place of a trace, and the way back. */
function Nothing({ why }: { readonly why: string }): JSX.Element {
  return (
    <div class="empty" role="status">
      <p>{why}</p>
      <button type="button" class="button" onClick={showList}>
        All traces
      </button>
    </div>
  );
}

function Welcome({ isLive }: { readonly isLive: boolean }): JSX.Element {
  return (
    <div class="empty welcome">
      <p>Choose a trace.</p>
      {isLive && (
        <p class="is-dim">
          New ones appear by themselves. Programs send them to <code>{location.origin}</code>, or write them to{' '}
          <code>.bud/trace.jsonl</code>.
        </p>
      )}
    </div>
  );
}
