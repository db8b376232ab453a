import { rows, select, selectedIndex, setExpanded } from './state.ts';
import type { SpanRow } from './rows.ts';

/** What keys do in the tree, as in any tree: up and down move, left collapses or goes above, right expands or goes below. */
export function treeKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const index = selectedIndex.peek();
  act(rows.peek()[index], index);
}

const pageRows = 20;

const acts: Readonly<Record<string, (row: SpanRow | undefined, index: number) => void>> = {
  ArrowDown: (_row, index) => move(index + 1),
  ArrowUp: (_row, index) => move(index - 1),
  PageDown: (_row, index) => move(index + pageRows),
  PageUp: (_row, index) => move(index - pageRows),
  Home: () => move(0),
  End: () => move(Infinity),
  ArrowRight(row, index) {
    if (row === undefined) return;
    if (row.isExpanded) move(row.span.children.length > 0 ? index + 1 : index);
    else setExpanded(row.span, true);
  },
  ArrowLeft(row) {
    if (row === undefined) return;
    if (row.isExpanded && row.span.children.length > 0) setExpanded(row.span, false);
    else if (row.span.parent !== undefined) select(row.span.parent);
  },
  Enter: () => document.getElementById('detail')?.focus(),
};

function move(index: number): void {
  const all = rows.peek();
  const row = all[Math.min(Math.max(index, 0), all.length - 1)];
  if (row !== undefined) select(row.span);
}
