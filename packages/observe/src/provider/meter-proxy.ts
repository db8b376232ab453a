import {
  createNoopMeter,
  type BatchObservableCallback,
  type BatchObservableResult,
  type Meter,
  type MeterProvider,
  type MetricOptions,
  type Observable,
  type ObservableCallback,
} from '@opentelemetry/api';

/** A callback of a batch, with the instruments it was registered for. */
interface Batch {
  readonly callback: BatchObservableCallback;
  readonly observables: readonly Observable[];
}

/** An observable instrument that follows the provider. */
interface FollowingObservable extends Observable {
  /** What the provider of the moment has made. */
  readonly real: () => Observable;
  /** Hands all callbacks to what the new provider makes. */
  follow(): void;
}

/**
 * A meter provider whose provider can be set, swapped and taken away: instruments that were made before go on recording
 * with the next one, and callbacks of observable instruments move along.
 */
export class MeterProxy implements MeterProvider {
  #provider: MeterProvider | undefined;
  readonly #followers: (() => void)[] = [];

  setProvider(provider: MeterProvider | undefined): void {
    this.#provider = provider;
    for (const follow of this.#followers) follow();
  }

  getMeter(name: string, version?: string, options?: { readonly schemaUrl?: string }): Meter {
    const real = this.#following(() => this.#provider?.getMeter(name, version, options) ?? createNoopMeter());
    const made = <Instrument>(make: (meter: Meter) => Instrument): (() => Instrument) =>
      this.#following(() => make(real()));
    const observables = new Set<FollowingObservable>();
    const batches = new Map<BatchObservableCallback, Batch & { readonly moved: BatchObservableCallback }>();
    const observable = (make: (meter: Meter) => Observable): Observable => {
      const instrument = followingObservable(made(make));
      observables.add(instrument);
      return instrument;
    };
    this.#followers.push(() => {
      for (const instrument of observables) instrument.follow();
      for (const { moved, observables: watched } of batches.values())
        real().addBatchObservableCallback(moved, watched.map(realOf));
    });
    return {
      createCounter: (id, settings) => adding(made((meter) => meter.createCounter(id, settings))),
      createUpDownCounter: (id, settings) => adding(made((meter) => meter.createUpDownCounter(id, settings))),
      createHistogram: (id, settings) => recording(made((meter) => meter.createHistogram(id, settings))),
      createGauge: (id, settings) => recording(made((meter) => meter.createGauge(id, settings))),
      createObservableCounter: (id, settings?: MetricOptions) =>
        observable((meter) => meter.createObservableCounter(id, settings)),
      createObservableUpDownCounter: (id, settings?: MetricOptions) =>
        observable((meter) => meter.createObservableUpDownCounter(id, settings)),
      createObservableGauge: (id, settings?: MetricOptions) =>
        observable((meter) => meter.createObservableGauge(id, settings)),
      addBatchObservableCallback(callback, watched) {
        const moved: BatchObservableCallback = (result) => callback(withRealInstruments(result));
        batches.set(callback, { callback, observables: watched, moved });
        real().addBatchObservableCallback(moved, watched.map(realOf));
      },
      removeBatchObservableCallback(callback, watched) {
        const batch = batches.get(callback);
        if (batch === undefined) return;
        batches.delete(callback);
        real().removeBatchObservableCallback(batch.moved, watched.map(realOf));
      },
    };
  }

  /** Makes something again whenever the provider is another one. */
  #following<Made>(make: () => Made): () => Made {
    let provider: MeterProvider | undefined;
    let current: { readonly made: Made } | undefined;
    return () => {
      if (current === undefined || provider !== this.#provider) {
        provider = this.#provider;
        current = { made: make() };
      }
      return current.made;
    };
  }
}

function adding<Add extends (...args: never[]) => void>(real: () => { readonly add: Add }): { add: Add } {
  // Proof of the cast: it takes what the real one takes.
  return { add: ((...args) => real().add(...args)) as Add };
}

function recording<Record extends (...args: never[]) => void>(
  real: () => { readonly record: Record },
): { record: Record } {
  // Proof of the cast: it takes what the real one takes.
  return { record: ((...args) => real().record(...args)) as Record };
}

function followingObservable(real: () => Observable): FollowingObservable {
  const callbacks = new Set<ObservableCallback>();
  return {
    real,
    addCallback(callback) {
      callbacks.add(callback);
      real().addCallback(callback);
    },
    removeCallback(callback) {
      callbacks.delete(callback);
      real().removeCallback(callback);
    },
    follow() {
      for (const callback of callbacks) real().addCallback(callback);
    },
  };
}

function realOf(observable: Observable): Observable {
  return 'real' in observable ? (observable as FollowingObservable).real() : observable;
}

function withRealInstruments(result: BatchObservableResult): BatchObservableResult {
  return { observe: (observable, value, attributes) => result.observe(realOf(observable), value, attributes) };
}
