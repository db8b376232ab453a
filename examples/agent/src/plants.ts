/** What a plant needs at night. */
export interface PlantCard {
  readonly plant: string;
  readonly needsC: number;
}

const coldestNightC: Readonly<Record<string, number>> = { basil: 12, bean: 8, lettuce: 1, pumpkin: 10, tomato: 10 };

export const plants: readonly string[] = Object.keys(coldestNightC);

// @track type=tool
export const readPlantCard = (plant: string): PlantCard => {
  const needsC = coldestNightC[plant];
  if (needsC === undefined) throw new RangeError(`There is no card for ${plant}.`);
  return { plant, needsC };
};
