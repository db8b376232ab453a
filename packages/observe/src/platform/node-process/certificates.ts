import { readFileSync } from 'node:fs';

/** Certificates for HTTPS, from OpenTelemetry's variables. OpenTelemetry specification, OTLP exporter configuration */
export function certificates(): { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer } {
  const [ca, cert, key] = ['CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'].map(readNamed);
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readNamed(name: string): Buffer | undefined {
  const path = process.env[`OTEL_EXPORTER_OTLP_${name}`];
  return path === undefined || path === '' ? undefined : readFileSync(path);
}
