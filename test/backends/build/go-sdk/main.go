// Sends a trace to the viewer with OpenTelemetry's SDK for Go: http/protobuf, as it sends by default.
package main

import (
	"context"
	"errors"
	"log"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/trace"
)

func main() {
	ctx := context.Background()
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		log.Fatal(err)
	}
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
	tracer := provider.Tracer("garden")
	ctx, answer := tracer.Start(ctx, "answer")
	_, search := tracer.Start(ctx, "execute_tool search")
	search.SetAttributes(
		attribute.String("gen_ai.operation.name", "execute_tool"),
		attribute.String("gen_ai.tool.call.arguments", `{"query":"tomatoes"}`),
		attribute.Int64("garden.plants", 9007199254740993),
		attribute.Float64Slice("garden.heights", []float64{1.5, 2}),
	)
	search.AddEvent("looked up")
	search.RecordError(errors.New("no such plant"))
	search.SetStatus(codes.Error, "no such plant")
	search.End()
	answer.End()
	if err := provider.Shutdown(context.Background()); err != nil {
		log.Fatal(err)
	}
}
