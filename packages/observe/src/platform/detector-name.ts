/** What describes a program's surroundings, by the names of OpenTelemetry's `OTEL_NODE_RESOURCE_DETECTORS`. */
export type DetectorName =
  | 'all'
  | 'host'
  | 'os'
  | 'process'
  | 'serviceinstance'
  | 'container'
  | 'alibaba'
  | 'aws'
  | 'azure'
  | 'gcp';

/** `all` stands for those that need no package, and those whose package is installed. */
export const detectorNames: readonly DetectorName[] = [
  'all',
  'host',
  'os',
  'process',
  'serviceinstance',
  'container',
  'alibaba',
  'aws',
  'azure',
  'gcp',
];

export function isDetectorName(name: unknown): name is DetectorName {
  return detectorNames.some((known) => known === name);
}
