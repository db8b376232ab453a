import { signal, type Signal } from '@preact/signals';
import type { SourcePlace } from '../detail/place.ts';
import type { Source } from '../data/source.ts';
import { announce } from './announce.ts';

/** Opens a place of the project in the user's editor; undefined where nobody can. */
export const openPlace: Signal<((place: SourcePlace) => void) | undefined> = signal();

export function openPlacesBy({ openEditor }: Source): void {
  if (openEditor === undefined) return;
  openPlace.value = ({ file, line }) => {
    void openEditor(file, line)
      .catch(() => false)
      .then((isOpened) => announce(isOpened ? `Opened ${file}:${line}` : `${file} is not a file of this project`));
  };
}
