import { createNoopLogger, type Logger, type LoggerProvider } from '@opentelemetry/api-logs';

/** A logger provider whose provider can be set, swapped and taken away while loggers of it are in use. */
export class LoggerProxy implements LoggerProvider {
  #provider: LoggerProvider | undefined;

  setProvider(provider: LoggerProvider | undefined): void {
    this.#provider = provider;
  }

  getLogger(...scope: Parameters<LoggerProvider['getLogger']>): Logger {
    let provider: LoggerProvider | undefined;
    let logger = createNoopLogger();
    const current = (): Logger => {
      if (provider !== this.#provider) {
        provider = this.#provider;
        logger = provider?.getLogger(...scope) ?? createNoopLogger();
      }
      return logger;
    };
    return { emit: (record) => current().emit(record), enabled: (options) => current().enabled(options) };
  }
}
