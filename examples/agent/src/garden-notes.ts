/** Something the gardener wrote down. */
export interface Note {
  readonly title: string;
  readonly text: string;
}

export const gardenNotes: readonly Note[] = [
  { title: 'Planting tomatoes', text: 'Harden tomatoes off for a week before you plant them outside.' },
  { title: 'Planting basil', text: 'Basil dies in one cold night; keep a pot inside as a spare.' },
  { title: 'Sowing lettuce', text: 'Lettuce does not sprout above 25 °C: sow it in the shade.' },
  { title: 'Watering', text: 'Water in the morning, at the root and never on the leaves.' },
  { title: 'Slugs', text: 'Copper tape around the bed keeps slugs away from young plants.' },
];
