/** What these tests use of an element of a page. */
interface Container {
  innerHTML: string;
  readonly textContent: string;
  querySelector(selector: string): { click(): void } | null;
}

/** A new element of the page that the environment of the test has. */
export function createContainer(): Container {
  // Proof of the cast: happy-dom has a document.
  const page = globalThis as unknown as { readonly document: { createElement(tag: string): Container } };
  return page.document.createElement('div');
}
