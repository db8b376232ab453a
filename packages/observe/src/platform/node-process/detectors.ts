import {
  hostDetector,
  osDetector,
  processDetector,
  serviceInstanceIdDetector,
  type ResourceDetector,
} from '@opentelemetry/resources';
import { detectorNames, type DetectorName } from '../detector-name.ts';
import { requireFirst } from './installed.ts';

const own: Partial<Record<DetectorName, ResourceDetector>> = {
  host: hostDetector,
  os: osDetector,
  process: processDetector,
  serviceinstance: serviceInstanceIdDetector,
};

/** OpenTelemetry's packages with the detectors of a name. */
const packages: Partial<Record<DetectorName, string>> = {
  container: '@opentelemetry/resource-detector-container',
  alibaba: '@opentelemetry/resource-detector-alibaba-cloud',
  aws: '@opentelemetry/resource-detector-aws',
  azure: '@opentelemetry/resource-detector-azure',
  gcp: '@opentelemetry/resource-detector-gcp',
};

/** The detectors of a name; a package is loaded when its name is asked for. `say` learns that it is not installed. */
export function detectorsNamed(name: DetectorName, say: (message: string) => void): readonly ResourceDetector[] {
  if (name === 'all') return detectorNames.flatMap((each) => (each === 'all' ? [] : detectorsNamed(each, () => {})));
  const { [name]: detector } = own;
  if (detector !== undefined) return [detector];
  const { [name]: from = '' } = packages;
  const exported = requireFirst(from);
  if (typeof exported === 'object' && exported !== null) return Object.values(exported).filter(isDetector);
  say(`\`resourceDetectors\` names "${name}", whose package is not installed. Run: npm install ${from}`);
  return [];
}

function isDetector(value: unknown): value is ResourceDetector {
  return typeof value === 'object' && value !== null && 'detect' in value;
}
