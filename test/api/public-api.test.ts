import { expect, test } from 'vitest';
import { publicApi, published } from './public-api.ts';

// What users can import is changed on purpose only: `npm run api` writes these files anew.
test.each(published)('the public API of %s is what was agreed', { timeout: 120_000 }, async (name) => {
  await expect(publicApi(name)).toMatchFileSnapshot(`${name}.txt`);
});
