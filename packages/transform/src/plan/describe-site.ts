import { isSecretName, ownLimits, type SourceSite } from '@bud/value/compiler';

import type { LibraryFunction } from '../config/library.ts';
import type { ResolvedOptions } from '../config/options.ts';
import type { FilePosition } from '../config/origin.ts';
import type { Settings } from '../config/settings.ts';
import type { FoundFunction, Member } from '../find/function.ts';
import { keyName } from '../language/key.ts';
import { keysByParameter, parameterNames } from '../language/parameter.ts';

/** A function, and what is known of it when it is a library's. */
interface Described {
  readonly found: FoundFunction;
  readonly ofLibrary: LibraryFunction | undefined;
}

/** The site of a tracked function: what is recorded of its calls, and what of that is a secret. */
export function describeSite(
  { found, ofLibrary }: Described,
  settings: Settings,
  options: ResolvedOptions,
  { file, line, column }: FilePosition,
): SourceSite {
  const { runs, name } = found;
  const redact = [...options.redact, ...(settings.redact ?? [])];
  const isSecret = (key: string): boolean => isSecretName(key, { redact, keep: options.keep });
  const { inputs, secrets } = inputsOf(found, settings, options, isSecret);
  const keepsOutput = returnsToSpan(found, isSecret) && (settings.captureOutput ?? options.captureOutput);
  return {
    name: settings.name ?? name,
    runs,
    function: name,
    file,
    line,
    column,
    inputs,
    ...(secrets.length > 0 && { secrets }),
    ...(redact.length > 0 && { redact }),
    ...(options.keep.length > 0 && { keep: options.keep }),
    ...(settings.type !== undefined && { type: settings.type }),
    ...(settings.tracer !== undefined && { tracer: settings.tracer }),
    ...(settings.kind !== undefined && settings.kind !== 'internal' && { spanKind: settings.kind }),
    ...(!keepsOutput && { captureOutput: false }),
    ...ownLimits(settings),
    ...(settings.attributes !== undefined && { attributes: settings.attributes }),
    ...(settings.tags !== undefined && { tags: settings.tags }),
    ...(settings.message !== undefined && { message: settings.message }),
    ...(settings.level !== undefined && settings.level !== 'info' && { level: settings.level }),
    ...(settings.newTrace === true && { newTrace: true }),
    ...(settings.stream !== undefined && { stream: settings.stream }),
    ...(ofLibrary !== undefined && { reader: ofLibrary.reader }),
  };
}

/** The parameters that are captured, those whose names or keys mean a secret apart. */
function inputsOf(
  { node, member }: FoundFunction,
  { captureInput, ignore, only }: Settings,
  options: ResolvedOptions,
  isSecret: (key: string) => boolean,
): { readonly inputs: readonly string[]; readonly secrets: readonly string[] } {
  const captured = (captureInput ?? options.captureInput) ? parameterNames(node) : [];
  const wanted = captured.filter((each) => ignore?.includes(each) !== true && only?.includes(each) !== false);
  const keys = keysByParameter(node);
  const setKeys = member?.kind === 'set' ? [memberKey(member)] : [];
  const secrets = wanted.filter((parameter) => [parameter, ...(keys.get(parameter) ?? []), ...setKeys].some(isSecret));
  return { inputs: wanted.filter((parameter) => !secrets.includes(parameter)), secrets };
}

/** Constructors and setters return nothing; a getter of a secret must not return it to the span. */
function returnsToSpan({ member }: FoundFunction, isSecret: (key: string) => boolean): boolean {
  if (member?.kind === 'constructor' || member?.kind === 'set') return false;
  return member?.kind !== 'get' || !isSecret(memberKey(member));
}

function memberKey({ node }: Member): string {
  return keyName(node.key, node.computed);
}
