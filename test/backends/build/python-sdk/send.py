# Sends a trace to the viewer with OpenTelemetry's SDK for Python: http/protobuf, as it sends by default.
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("garden")
with tracer.start_as_current_span("answer"):
    try:
        with tracer.start_as_current_span(
            "execute_tool search",
            attributes={
                "gen_ai.operation.name": "execute_tool",
                "gen_ai.tool.call.arguments": '{"query":"tomatoes"}',
                "garden.plants": 9007199254740993,
                "garden.heights": [1.5, 2.0],
            },
        ) as search:
            search.add_event("looked up")
            raise ValueError("no such plant")
    except ValueError:
        pass
provider.shutdown()
