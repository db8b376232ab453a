import type OpenAI from 'openai';

import { getForecast } from './forecast.ts';
import { plants, readPlantCard } from './plants.ts';

/** What the tools need and the model must not see. */
export interface ToolSecrets {
  readonly weatherApiKey: string;
}

interface Tool {
  readonly definition: OpenAI.ChatCompletionFunctionTool;
  run(input: Readonly<Record<string, unknown>>, secrets: ToolSecrets): unknown;
}

const tools: Readonly<Record<string, Tool>> = {
  get_forecast: {
    definition: define('get_forecast', 'Lowest and highest temperature of the coming week in a city.', {
      city: { type: 'string', description: 'Name of the city, as in "Vienna"' },
    }),
    run: ({ city }, { weatherApiKey }) => getForecast({ city: String(city), apiKey: weatherApiKey }),
  },
  read_plant_card: {
    definition: define('read_plant_card', 'The lowest temperature a plant stands at night.', {
      plant: { type: 'string', enum: plants },
    }),
    run: ({ plant }) => readPlantCard(String(plant)),
  },
};

/** The tools as the model gets to know them. */
export const toolDefinitions: readonly OpenAI.ChatCompletionFunctionTool[] = Object.values(tools).map(
  ({ definition }) => definition,
);

/** Runs the tool that the model asked for; `input` is the JSON the model wrote. */
export async function runTool(name: string, input: string, secrets: ToolSecrets): Promise<unknown> {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool === undefined) throw new RangeError(`There is no tool ${name}.`);
  const parsed: unknown = JSON.parse(input);
  // A model may write anything; what is no object has no arguments.
  return tool.run(typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}, secrets);
}

function define(
  name: string,
  description: string,
  properties: Readonly<Record<string, object>>,
): OpenAI.ChatCompletionFunctionTool {
  const parameters = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return { type: 'function', function: { name, description, parameters } };
}
