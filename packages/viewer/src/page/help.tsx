import type { JSX } from 'preact';
import { Icon } from './show/icon.tsx';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isHelpShown, keys } from './keyboard.ts';

/** What keys do. */
export function Help(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="help" ref={dialog} aria-labelledby="help-title" onClose={close}>
      <header>
        <h2 id="help-title">Keyboard</h2>
        <button type="button" class="icon-button" aria-label="Close the help" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {keys.map(({ keys: names, about }) => (
          <div key={about}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name === 'Escape' ? 'Esc' : name}</kbd>
              ))}
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
            <kbd>←</kbd>
            <kbd>→</kbd>
          </dt>
          <dd>move in the tree, collapse, expand</dd>
        </div>
        <div>
          <dt>
            <kbd>Ctrl</kbd> wheel
          </dt>
          <dd>zoom the waterfall; drag in the ruler to choose a part</dd>
        </div>
      </dl>
    </dialog>
  );
}

function close(): void {
  isHelpShown.value = false;
}
