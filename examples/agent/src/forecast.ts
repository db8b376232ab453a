/** The coldest night and the warmest day of the coming week. */
export interface Forecast {
  readonly city: string;
  readonly station: string;
  readonly lowestC: number;
  readonly highestC: number;
}

interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** Absent where there is no weather station. */
  readonly week?: Pick<Forecast, 'lowestC' | 'highestC'>;
}

const places: Readonly<Record<string, Place>> = {
  Graz: { latitude: 47.07, longitude: 15.44 },
  Innsbruck: { latitude: 47.27, longitude: 11.39, week: { lowestC: 4, highestC: 17 } },
  Linz: { latitude: 48.31, longitude: 14.29, week: { lowestC: 11, highestC: 22 } },
  Salzburg: { latitude: 47.8, longitude: 13.05 },
  Vienna: { latitude: 48.21, longitude: 16.37, week: { lowestC: 7, highestC: 19 } },
};

interface ForecastOptions {
  readonly city: string;
  readonly apiKey: string;
}

/** @track type=tool */
export async function getForecast({ city, apiKey }: ForecastOptions): Promise<Forecast> {
  try {
    return { city, ...(await readStation(city, apiKey)) };
  } catch {
    return { city, ...(await readStation(nearestStation(city), apiKey)) };
  }
}

/** @track type=tool name="read weather station" kind=client message="Reading the station in {station}" */
async function readStation(station: string, apiKey: string): Promise<Omit<Forecast, 'city'>> {
  if (apiKey === '') throw new Error('The weather service wants an API key.');
  const week = places[station]?.week;
  if (week === undefined) throw new RangeError(`There is no weather station in ${station}.`);
  return { station, ...week };
}

// @track
const nearestStation = (city: string): string => {
  const from = places[city];
  if (from === undefined) throw new RangeError(`I do not know where ${city} is.`);
  const distance = ({ latitude, longitude }: Place): number =>
    // One degree of longitude is about two thirds of one of latitude this far north.
    Math.hypot(latitude - from.latitude, (longitude - from.longitude) * 0.67);
  const stations = Object.entries(places).filter(([, place]) => place.week !== undefined);
  const [nearest] = stations.toSorted(([, a], [, b]) => distance(a) - distance(b));
  if (nearest === undefined) throw new RangeError('There is no weather station anywhere.');
  return nearest[0];
};
