// As much of the driver as the tests use: it is installed by the first of them that runs, and the rest of the repository has to
// be checked without it.
declare module 'playwright-core' {
  interface Role {
    readonly name?: string | RegExp;
    readonly exact?: boolean;
  }

  interface Waiting {
    readonly state?: 'attached' | 'detached' | 'visible';
  }

  interface Finding {
    locator(selector: string, options?: { readonly hasText?: string }): Locator;
    getByRole(role: string, options?: Role): Locator;
    getByText(text: string): Locator;
  }

  export interface Locator extends Finding {
    first(): Locator;
    last(): Locator;
    nth(index: number): Locator;
    count(): Promise<number>;
    click(options?: { readonly position?: { readonly x: number; readonly y: number } }): Promise<void>;
    dblclick(): Promise<void>;
    dispatchEvent(type: string): Promise<void>;
    fill(text: string): Promise<void>;
    focus(): Promise<void>;
    innerText(): Promise<string>;
    inputValue(): Promise<string>;
    allInnerTexts(): Promise<string[]>;
    getAttribute(name: string): Promise<string | null>;
    boundingBox(): Promise<{ readonly x: number; readonly y: number; readonly width: number } | null>;
    evaluate<Result>(run: (element: { toDataURL(): string }) => Result): Promise<Result>;
    waitFor(options?: Waiting): Promise<void>;
  }

  export interface Page extends Finding {
    frameLocator(selector: string): Finding;
    readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
    readonly mouse: {
      move(x: number, y: number, options?: { readonly steps?: number }): Promise<void>;
      down(): Promise<void>;
      up(): Promise<void>;
    };
    goto(url: string): Promise<unknown>;
    reload(): Promise<unknown>;
    url(): string;
    evaluate<Result>(code: string): Promise<Result>;
    exposeFunction(name: string, run: () => unknown): Promise<void>;
    on(event: 'pageerror', listener: (error: Error) => void): void;
    on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
    on(event: 'request', listener: (request: { url(): string }) => void): void;
    on(event: 'dialog', listener: (dialog: { dismiss(): Promise<void> }) => void): void;
  }

  export interface BrowserContextOptions {
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly colorScheme?: 'dark' | 'light';
    readonly offline?: boolean;
    readonly permissions?: string[];
  }

  export interface Browser {
    newContext(options?: BrowserContextOptions): Promise<{
      setDefaultTimeout(ms: number): void;
      newPage(): Promise<Page>;
      close(): Promise<void>;
    }>;
    close(): Promise<void>;
  }

  export interface Driver {
    launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser>;
  }
}
