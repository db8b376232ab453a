import { isSecretName, type SourceSite } from '@bud/value';

import type { ResolvedOptions } from '../config/options.ts';
import type { FilePosition } from '../config/origin.ts';
import type { Settings } from '../config/settings.ts';
import type { FoundFunction } from '../find/function.ts';
import { keyName } from '../language/key.ts';
import { keysByParameter, parameterNames } from '../language/parameter.ts';

/** The site of a tracked function: what is recorded of its calls, and what of that is a secret. */
export function describeSite(
  { node, kind, name, member }: FoundFunction,
  settings: Settings,
  options: ResolvedOptions,
  { file, line, column }: FilePosition,
): SourceSite {
  const captured = (settings.captureInput ?? options.captureInput) ? parameterNames(node) : [];
  const wanted = captured.filter(
    (parameter) => settings.ignore?.includes(parameter) !== true && settings.only?.includes(parameter) !== false,
  );
  const keys = keysByParameter(node);
  const memberKey = member === null ? '' : keyName(member.node.key, member.node.computed);
  const isSecret = (parameter: string): boolean =>
    [parameter, ...(keys.get(parameter) ?? []), ...(member?.kind === 'set' ? [memberKey] : [])].some((key) =>
      isSecretName(key, options.redact),
    );
  const secrets = wanted.filter(isSecret);
  // Constructors and setters return nothing; a getter of a secret must not return it to the span.
  const keepsOutput =
    member?.kind !== 'constructor' &&
    member?.kind !== 'set' &&
    !(member?.kind === 'get' && isSecretName(memberKey, options.redact));
  return {
    name: settings.name ?? name,
    kind,
    function: name,
    file,
    line,
    column,
    inputs: wanted.filter((parameter) => !secrets.includes(parameter)),
    ...(secrets.length > 0 && { secrets }),
    ...(options.redact.length > 0 && { redact: options.redact }),
    ...(settings.type !== undefined && { type: settings.type }),
    ...(settings.tracer !== undefined && { tracer: settings.tracer }),
    ...(settings.kind !== undefined && settings.kind !== 'internal' && { spanKind: settings.kind }),
    ...(!(keepsOutput && (settings.captureOutput ?? options.captureOutput)) && { captureOutput: false }),
    ...(settings.attributes !== undefined && { attributes: settings.attributes }),
    ...(settings.tags !== undefined && { tags: settings.tags }),
    ...(settings.message !== undefined && { message: settings.message }),
    ...(settings.level !== undefined && settings.level !== 'info' && { level: settings.level }),
    ...(settings.root === true && { root: true }),
  };
}
