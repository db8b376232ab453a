import type { JSX } from 'preact';
import { IconButton } from './show/icon-button.tsx';
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
        <IconButton icon="close" label="Close the help" onClick={close} />
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
