// What stands in for the world, the same on every runtime.
const files = { 'cached.json': '{"from":"cache"}' };

const pages = {
  'https://example.test/page': '<html><head><title>Page</title></head><body><p>Some <b>text</b></p></body></html>',
};

/** Services for one run of a workflow. */
export function createServices() {
  const written = { ...files };
  return {
    llm: ({ prompt }) => ({ text: `about ${prompt}`, inputTokens: prompt.length, outputTokens: 5, costUsd: 0.001 }),
    fetch: async (url) => (Object.hasOwn(pages, url) ? new Response(pages[url]) : new Response('no', { status: 500 })),
    files: {
      read: (path) => written[path],
      write: (path, text) => {
        written[path] = text;
      },
    },
  };
}
