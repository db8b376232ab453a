/**
 * Shows how far long work is, on the error stream: one line that updates on a terminal, a line for every tenth
 * elsewhere.
 */
export function startProgress(title, total) {
  const { isTTY } = process.stderr;
  const step = Math.max(100, Math.ceil(total / 10));
  let done = 0;
  let shownMs = 0;
  return {
    advance() {
      done++;
      if (isTTY && Date.now() - shownMs > 100) {
        shownMs = Date.now();
        process.stderr.write(`\r\u001b[K${title}: ${done} of ${total}`);
      } else if (!isTTY && done % step === 0) {
        process.stderr.write(`${title}: ${done} of ${total}\n`);
      }
    },
    /** Says at once what will stand in the report, which may be an hour away. */
    lose(text) {
      process.stderr.write(`${isTTY ? '\r\u001b[K' : ''}lost: ${text}\n`);
    },
    end() {
      if (isTTY) process.stderr.write('\r\u001b[K');
    },
  };
}
