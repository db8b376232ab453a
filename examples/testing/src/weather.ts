// An HTTP client: asks a service for the weather, and asks again when it is busy.
import { setTimeout } from 'node:timers/promises';
import { instrumentFetch } from '@bud/observe/fetch';

instrumentFetch();

export interface Weather {
  readonly sky: string;
  readonly degrees: number;
}

/** @track */
export async function weatherIn(city: string): Promise<Weather> {
  const { WEATHER_URL = 'https://weather.example', WEATHER_KEY = '' } = process.env;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${WEATHER_URL}/now?city=${encodeURIComponent(city)}`, {
      headers: { authorization: `Bearer ${WEATHER_KEY}` },
    });
    // Proof of the cast: what the service says that it answers.
    if (answer.ok) return (await answer.json()) as Weather;
    if (answer.status !== 503 || attempt === 3) throw new Error(`the weather service answers ${answer.status}`);
    await setTimeout(10);
  }
}
