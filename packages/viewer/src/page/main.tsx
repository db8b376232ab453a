import { render } from 'preact';
import { openPlacesBy } from './act/open-place.ts';
import { compareTracesOf } from './diff/before.ts';
import { App } from './app.tsx';
import { embeddedSource, packedTraces } from './data/embedded.ts';
import { servedSource } from './data/served.ts';
import { listenToKeys } from './keyboard.ts';
import { openTracesOf } from './state/open-trace.ts';
import { followAddress, go, isOverview, traceId } from './state/route.ts';
import { rollUpTracesOf } from './rollup/all-traces.ts';
import { showTracesOf, traces } from './state/traces.ts';

const place = document.getElementById('app');
if (place !== null) await start(place);

async function start(place: HTMLElement): Promise<void> {
  const packed = packedTraces();
  const showProgress = (part: number): void => render(<Loading part={part} />, place);
  try {
    const source = packed === undefined ? await servedSource() : await embeddedSource(packed, showProgress);
    followAddress();
    showTracesOf(source);
    openTracesOf(source);
    rollUpTracesOf(source);
    compareTracesOf(source);
    openPlacesBy(source);
    listenToKeys();
    render(<App isLive={source.isLive} />, place);
    openOnlyTrace();
  } catch (error) {
    render(<p class="empty">{error instanceof Error ? error.message : String(error)}</p>, place);
  }
}

function Loading({ part }: { readonly part: number }): preact.JSX.Element {
  return (
    <div class="empty">
      <progress value={part} aria-label="Reading traces" />
    </div>
  );
}

/** Where there is just one, nobody has to choose. */
function openOnlyTrace(): void {
  const stop = traces.subscribe(({ traces: [only], total }) => {
    if (total === 0) return;
    queueMicrotask(() => stop());
    const isFree = traceId.peek() === undefined && !isOverview.peek();
    if (total === 1 && only !== undefined && isFree && matchMedia('(min-width: 700px)').matches)
      go({ traceId: only.traceId }, { isStep: true });
  });
}
