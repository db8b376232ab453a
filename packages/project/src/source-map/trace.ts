// The only door to trace-mapping.
export {
  decodedMappings,
  encodedMap,
  FlattenMap,
  presortedDecodedMap,
  sourceContentFor,
  traceSegment,
} from '@jridgewell/trace-mapping';
export type { DecodedSourceMap, SourceMapSegment, TraceMap } from '@jridgewell/trace-mapping';
