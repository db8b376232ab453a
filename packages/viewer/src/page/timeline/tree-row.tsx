import type { JSX } from 'preact';
import { memo } from '../show/memo.ts';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { TypeMark } from '../show/type-mark.tsx';
import { indentPx, selfMs, type SpanRow } from './rows.ts';
import { select, setExpanded } from './state.ts';

interface TreeRowProps {
  readonly id: string;
  readonly row: SpanRow;
  readonly index: number;
  readonly topPx: number;
  readonly isSelected: boolean;
  readonly isCritical: boolean;
}

export const TreeRow: (props: TreeRowProps) => JSX.Element = memo(
  ({ id, row, index, topPx, isSelected, isCritical }: TreeRowProps): JSX.Element => {
    const { span, depth, isExpanded } = row;
    const hasChildren = span.children.length > 0;
    const { error, usage, isOpen } = span;
    return (
      <div
        class={`tree-row${error === undefined ? '' : ' has-error'}${isCritical ? ' is-critical' : ''}`}
        id={id}
        role="row"
        aria-rowindex={index + 1}
        aria-level={depth + 1}
        aria-selected={isSelected}
        {...(hasChildren && { 'aria-expanded': isExpanded })}
        style={{ transform: `translateY(${topPx}px)` }}
        onClick={() => select(span)}
        onDblClick={() => setExpanded(span, !isExpanded)}
      >
        <div role="gridcell" class="tree-name" style={{ paddingLeft: `${indentPx(depth, 360) + 4}px` }}>
          <span
            class={`twisty${hasChildren ? '' : ' is-leaf'}${isExpanded ? ' is-open' : ''}`}
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              if (hasChildren) setExpanded(span, !isExpanded);
            }}
          />
          <TypeMark span={span} />
          <span class="tree-label">{span.name === '' ? '(no name)' : span.name}</span>
          {!isExpanded && hasChildren && <span class="tree-count">{shownCount(span.children.length)}</span>}
          {error !== undefined && <span class="tree-error">{error.type}</span>}
          {isOpen && <span class="tree-open">running</span>}
          {usage !== undefined && (
            <span class="tree-usage">
              {shownCount(usage.totalTokens)} tok{usage.costUsd > 0 ? ` · ${shownCost(usage.costUsd)}` : ''}
            </span>
          )}
        </div>
        <div role="gridcell" class="tree-number is-dim">
          {hasChildren && !isOpen ? shownDuration(selfMs(span)) : ''}
        </div>
        <div role="gridcell" class="tree-number">
          {isOpen ? '…' : shownDuration(span.durationMs ?? 0)}
        </div>
      </div>
    );
  },
);
