import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { requireFirst } from '../platform/node-process/installed.ts';
import { fromProgram } from './modules.ts';
import type { Definition, Integration } from './definition.ts';

/** What all instrumentations of OpenTelemetry are, as far as they are used here. */
export interface Instrumentation {
  init(): Definition | readonly Definition[] | void;
  getModuleDefinitions(): readonly Definition[];
  enable(): void;
  disable(): void;
  setConfig(config: Readonly<Record<string, unknown>>): void;
  setTracerProvider(provider: TracerProvider): void;
  setMeterProvider(provider: MeterProvider): void;
}

type InstrumentationClass = new (config: Readonly<Record<string, unknown>>) => Instrumentation;

/** The class of an instrumentation, as the program has it installed; undefined, and said once, when it has not. */
export function instrumentationClass(
  { caller, from, className, libraries }: Pick<Integration, 'caller' | 'from' | 'className' | 'libraries'>,
  say: (message: string) => void,
): InstrumentationClass | undefined {
  const found = requireFirst(from);
  if (found === undefined) {
    say(
      `${caller}: the package ${from} is not installed for ${fromProgram()}, so ${libraries.join(', ')} makes no spans. Run: npm install ${from}`,
    );
    return undefined;
  }
  // Proof of the cast: the name is the package's own, and it is asked for before it is used.
  const Class = (found as Readonly<Record<string, InstrumentationClass | undefined>>)[className];
  if (Class === undefined)
    say(`${caller}: ${from} has no ${className}. Install a version that \`peerDependencies\` lists.`);
  return Class;
}
