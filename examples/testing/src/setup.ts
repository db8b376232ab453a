import '@bud/testing/vitest'; // the matchers, and their types
