import type { SpanAttributes } from '@bud/trace';
import { parsed, recordedValue } from '@bud/value';
import type { ComponentChildren, JSX } from 'preact';
import { JsonTree } from './json-tree.tsx';

export function AttributeTable({ attributes }: { readonly attributes: SpanAttributes }): JSX.Element {
  const names = Object.keys(attributes).toSorted();
  return (
    <table class="attributes">
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{breakable(name)}</th>
            <td>
              <JsonTree value={valueOf(attributes, name)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Long names break at their dots. */
function breakable(name: string): ComponentChildren {
  const [first = '', ...others] = name.split('.');
  return [first, ...others.slice(0, 20).flatMap((part) => [<wbr />, `.${part}`]), others.slice(20).join('.')];
}

/** What is JSON is shown as what it says, also where nobody said that it is. */
function valueOf(attributes: SpanAttributes, name: string): unknown {
  const value = recordedValue(attributes, name);
  return typeof value === 'string' && /^[[{]/.test(value) ? parsed(value) : value;
}
