// Runs in every test file of Jest's: a sandbox ends without an `exit`, so the spans are written after its last test.
'use strict';
afterAll(() => globalThis[Symbol.for('bud.proof.flush')]());
