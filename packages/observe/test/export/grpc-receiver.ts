import { Server, ServerCredentials, type Metadata, type status, type UntypedHandleCall } from '@grpc/grpc-js';
import { decodeProtobuf, type Signal } from '../../../../test/otlp/decode.ts';

/** One request, as it arrived. */
interface Received {
  readonly signal: Signal;
  readonly metadata: Metadata;
  readonly request: unknown;
}

/** A real OTLP receiver over gRPC, which decodes what comes with OpenTelemetry's definitions. */
export interface GrpcReceiver {
  readonly url: string;
  /** What was taken; what was refused is not among it. */
  readonly taken: readonly Received[];
  /** The code that every request is answered with instead. */
  refusal: status | undefined;
  close(): void;
}

const services: Readonly<Record<Signal, string>> = {
  traces: 'trace.v1.TraceService',
  logs: 'logs.v1.LogsService',
  metrics: 'metrics.v1.MetricsService',
};

export async function startGrpcReceiver(): Promise<GrpcReceiver> {
  const server = new Server();
  const taken: Received[] = [];
  const state: { refusal: status | undefined } = { refusal: undefined };
  for (const [name, service] of Object.entries(services)) {
    // Proof of the cast: these are the keys of the table.
    const signal = name as Signal;
    const handle = (call: { request: Buffer; metadata: Metadata }, done: (...answer: unknown[]) => void): void => {
      if (state.refusal !== undefined) return done({ code: state.refusal, details: 'not now' });
      taken.push({ signal, metadata: call.metadata, request: decodeProtobuf(signal, call.request) });
      done(null, Buffer.alloc(0));
    };
    // Proof of the cast: a handler of one request and one answer.
    server.addService(definitionOf(service), { Export: handle as UntypedHandleCall });
  }
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    get refusal() {
      return state.refusal;
    },
    set refusal(next) {
      state.refusal = next;
    },
    close: () => server.forceShutdown(),
  };
}

function definitionOf(service: string): Parameters<Server['addService']>[0] {
  const bytes = (buffer: Buffer): Buffer => buffer;
  return {
    Export: {
      path: `/opentelemetry.proto.collector.${service}/Export`,
      requestStream: false,
      responseStream: false,
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    },
  };
}
