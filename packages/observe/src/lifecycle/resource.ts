import {
  detectResources,
  resourceFromAttributes,
  type Resource,
  type ResourceDetector,
} from '@opentelemetry/resources';
import type { Attributes } from '@opentelemetry/api';
import { ENVIRONMENT_NAME, PROJECT_ID, SERVICE_NAME, SERVICE_VERSION } from '../attribute/names.ts';
import type { ResolvedOptions } from '../options/options.ts';
import type { Platform } from '../platform/platform.ts';

/**
 * Who sends: the service, and what the detectors find. `scrub` hides secrets in what was found: a command line has some. `say`
 * learns what cannot be found.
 */
export function resourceOf(
  options: ResolvedOptions,
  { detectors, detectorsNamed, language }: Pick<Platform, 'detectors' | 'detectorsNamed' | 'language'>,
  scrub: (attributes: Attributes) => Attributes,
  say: (message: string) => void,
): Resource {
  const { serviceName, serviceVersion, environment, project, resourceDetectors = detectors } = options;
  const own = {
    [SERVICE_NAME]: serviceName,
    ...(serviceVersion !== undefined && { [SERVICE_VERSION]: serviceVersion }),
    ...(environment !== undefined && { [ENVIRONMENT_NAME]: environment }),
    ...(project !== undefined && { [PROJECT_ID]: project }),
    // OpenTelemetry resource conventions, telemetry SDK
    'telemetry.sdk.language': language,
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.distro.name': 'bud-observe',
  };
  const asked = resourceDetectors.flatMap((each) => {
    if (typeof each !== 'string') return each;
    if (detectorsNamed !== undefined) return detectorsNamed(each, say);
    say(`\`resourceDetectors\` names "${each}", which nothing can detect in this runtime.`);
    return [];
  });
  const scrubbing = asked.map((detector): ResourceDetector => ({
    detect: (config) => {
      const { attributes = {} } = detector.detect(config);
      // A value may be a promise: then it is scrubbed when it is there.
      const scrubbed = Object.entries(attributes).map(([key, value]) => [
        key,
        value instanceof Promise ? value.then((found) => scrub({ [key]: found })[key]) : scrub({ [key]: value })[key],
      ]);
      return { attributes: Object.fromEntries(scrubbed) };
    },
  }));
  const said = resourceFromAttributes({ ...scrub({ ...options.resourceAttributes }), ...own });
  const resource = detectResources({ detectors: scrubbing }).merge(said);
  // Nobody else asks: until then what is still being found, the id of the machine, is on no span.
  void resource.waitForAsyncAttributes?.();
  return resource;
}
