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

/** What is asked, in place of the program's callback, for the instruments that it was registered for. */
interface Batch {
  readonly moved: BatchObservableCallback;
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
 * with the next one, and callbacks of observable instruments move along. Meters and instruments of one name are one.
 */
export class MeterProxy implements MeterProvider {
  #provider: MeterProvider | undefined;
  readonly #meters = new Map<string, Meter>();
  readonly #forgetters: (() => void)[] = [];
  readonly #followers: (() => void)[] = [];

  setProvider(provider: MeterProvider | undefined): void {
    this.#provider = provider;
    for (const forget of this.#forgetters) forget();
    for (const follow of this.#followers) follow();
  }

  getMeter(name: string, version?: string, options?: { readonly schemaUrl?: string }): Meter {
    const key = JSON.stringify([name, version, options?.schemaUrl]);
    const meter = this.#meters.get(key) ?? this.#makeMeter(name, version, options);
    this.#meters.set(key, meter);
    return meter;
  }

  #makeMeter(...scope: Parameters<MeterProvider['getMeter']>): Meter {
    const real = this.#following(() => this.#provider?.getMeter(...scope) ?? createNoopMeter());
    const made = <Instrument>(make: (meter: Meter) => Instrument): (() => Instrument) =>
      this.#following(() => make(real()));
    const once = onlyOnce();
    const observables = new Set<FollowingObservable>();
    const observable = (kind: string, id: string, make: (meter: Meter) => Observable): Observable =>
      once(kind, id, () => {
        const instrument = followingObservable(made(make));
        observables.add(instrument);
        return instrument;
      });
    const batches = new Batches(real);
    this.#followers.push(() => {
      for (const instrument of observables) instrument.follow();
      batches.follow();
    });
    return {
      createCounter: (id, settings) =>
        once('counter', id, () => adding(made((meter) => meter.createCounter(id, settings)))),
      createUpDownCounter: (id, settings) =>
        once('upDownCounter', id, () => adding(made((meter) => meter.createUpDownCounter(id, settings)))),
      createHistogram: (id, settings) =>
        once('histogram', id, () => recording(made((meter) => meter.createHistogram(id, settings)))),
      createGauge: (id, settings) =>
        once('gauge', id, () => recording(made((meter) => meter.createGauge(id, settings)))),
      createObservableCounter: (id, settings?: MetricOptions) =>
        observable('observableCounter', id, (meter) => meter.createObservableCounter(id, settings)),
      createObservableUpDownCounter: (id, settings?: MetricOptions) =>
        observable('observableUpDownCounter', id, (meter) => meter.createObservableUpDownCounter(id, settings)),
      createObservableGauge: (id, settings?: MetricOptions) =>
        observable('observableGauge', id, (meter) => meter.createObservableGauge(id, settings)),
      addBatchObservableCallback: (callback, watched) => batches.add(callback, watched),
      removeBatchObservableCallback: (callback, watched) => batches.remove(callback, watched),
    };
  }

  /** Makes something again whenever the provider is another one. */
  #following<Made>(make: () => Made): () => Made {
    let current: { readonly made: Made } | undefined;
    // What an earlier provider has made would keep all of that alive.
    this.#forgetters.push(() => (current = undefined));
    return () => (current ??= { made: make() }).made;
  }
}

/** Instruments by kind and name: a program may ask for the same one at each call. */
function onlyOnce(): <Instrument>(kind: string, id: string, make: () => Instrument) => Instrument {
  const instruments = new Map<string, unknown>();
  return <Instrument>(kind: string, id: string, make: () => Instrument): Instrument => {
    // OpenTelemetry specification, instrument name: case does not count
    const key = `${kind} ${id.toLowerCase()}`;
    // Proof of the cast: of one kind are instruments of one type.
    const instrument = (instruments.get(key) as Instrument | undefined) ?? make();
    instruments.set(key, instrument);
    return instrument;
  };
}

/** Callbacks that observe several instruments at a time. */
class Batches {
  readonly #real: () => Meter;
  readonly #batches = new Map<BatchObservableCallback, Batch>();

  constructor(real: () => Meter) {
    this.#real = real;
  }

  add(callback: BatchObservableCallback, observables: readonly Observable[]): void {
    const moved: BatchObservableCallback = (result) => callback(withRealInstruments(result));
    this.#batches.set(callback, { observables, moved });
    this.#real().addBatchObservableCallback(moved, observables.map(realOf));
  }

  remove(callback: BatchObservableCallback, observables: readonly Observable[]): void {
    const batch = this.#batches.get(callback);
    if (batch === undefined) return;
    this.#batches.delete(callback);
    this.#real().removeBatchObservableCallback(batch.moved, observables.map(realOf));
  }

  follow(): void {
    for (const { moved, observables } of this.#batches.values())
      this.#real().addBatchObservableCallback(moved, observables.map(realOf));
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
